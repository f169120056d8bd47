"""Readings: a version's blocks, clauses and tags, as the pipeline read them from the original.

A reading can be made again at any time; saving it replaces the one before.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from contracts.clause import Clause, ClauseKind, Span, Tag, clause_id
from contracts.document import Block, Failure, VersionStatus
from contracts.errors import NotFound
from contracts.reading import Reading
from contracts.visibility import Visible
from store import outbox
from store.clause_rows import rows_by_id
from store.columns import AnyRow, failure_values
from store.documents import get_version
from store.facts import add_facts, refresh_documents
from store.kinships import save_fingerprints
from store.reception import follow_versions
from store.tables import clause_directions, documents, readings, versions
from store.tables import clauses as clauses_table
from store.tables import facts as facts_table
from store.tags import TAGS, corrected_documents, corrected_tags, presence_values, tag_values

_BLOCKS = TypeAdapter(tuple[Block, ...])


def save_readings(connection: Connection, found: Mapping[int, Reading]) -> None:
    """Replace the readings of versions, at least one: they are parsed now, and wait for the index.

    Their tags are those of rules alone; people's corrections are applied to them.
    """
    document_of = _documents_of(connection, found)
    lock_documents(connection, *document_of.values())  # before clauses, so that nobody deadlocks
    _delete_readings(connection, found)
    corrected = corrected_documents(connection, document_of.values())
    read, clauses, blocks = [], [], []
    for version_id, reading in found.items():
        tags = as_read = reading.tags
        if document_of[version_id] in corrected:
            tags = corrected_tags(connection, version_id, reading.clauses, as_read)
        blocks.append({"version_id": version_id, "blocks": _json(reading.parsed.blocks)})
        clauses += [
            _clause_values(clause) | tag_values(as_read.get(clause.id, ()), tags.get(clause.id, ()))
            for clause in reading.clauses
        ]
        read.append({"which": version_id, **_version_values(reading), **presence_values(tags)})
    connection.execute(insert(readings), blocks)
    if clauses:
        connection.execute(insert(clauses_table), clauses)
    connection.execute(update(versions).where(versions.c.id == bindparam("which")), read)
    add_facts(connection, {version_id: each.facts for version_id, each in found.items()})
    save_fingerprints(connection, {id: reading.fingerprint for id, reading in found.items()})
    follow(connection, *document_of.values())


def save_failure(
    connection: Connection,
    version_id: int,
    failure: Failure,
    status: VersionStatus = VersionStatus.FAILED,
) -> None:
    """Record why a version cannot be read; an older readable version is searched instead."""
    connection.execute(
        update(versions)
        .where(versions.c.id == version_id)
        .values(status=status, **failure_values(failure))
    )
    follow(connection, *_documents_of(connection, [version_id]).values())


def save_unpacked(connection: Connection, version_id: int) -> None:
    """Record that an archive was unpacked: it has no text of its own."""
    connection.execute(
        update(versions)
        .where(versions.c.id == version_id)
        .values(status=VersionStatus.UNPACKED, **failure_values(None))
    )
    follow(connection, *_documents_of(connection, [version_id]).values())


def begin_again(connection: Connection, version_id: int) -> None:
    """Let a version that could not be read be a received one again.

    One with a reading keeps it until there is another, so that it can be found meanwhile.
    """
    unread = [VersionStatus.FAILED, VersionStatus.QUARANTINED]
    connection.execute(
        update(versions)
        .where(versions.c.id == version_id, versions.c.status.in_(unread))
        .values(status=VersionStatus.RECEIVED, **failure_values(None))
    )


def follow(connection: Connection, *document_ids: int) -> None:
    """Let documents follow their newest readable versions, their facts too, and the index them."""
    each_once = sorted(set(document_ids))
    lock_documents(connection, *each_once)
    follow_versions(connection, *each_once)
    refresh_documents(connection, *each_once)
    outbox.add(connection, *each_once)


def lock_documents(connection: Connection, *document_ids: int) -> None:
    """Let no other transaction change what documents follow until this one ends.

    They are locked in one order, so that nobody deadlocks. SQLite has one writer at a time in any
    case.
    """
    if connection.dialect.name == "sqlite":
        return
    lock = select(documents.c.id).where(documents.c.id.in_(document_ids)).order_by(documents.c.id)
    connection.execute(lock.with_for_update(key_share=True))


def blocks_of(connection: Connection, version_id: int, visible: Visible) -> tuple[Block, ...]:
    """What the parser read, () where nothing could be; NotFound where the version is hidden."""
    get_version(connection, version_id, visible)
    query = select(readings.c.blocks).where(readings.c.version_id == version_id)
    found = connection.execute(query).scalar_one_or_none()
    return _BLOCKS.validate_json(found) if found else ()


def clauses_of(connection: Connection, version_id: int, visible: Visible) -> tuple[Clause, ...]:
    """A version's clauses in order; NotFound where it is hidden."""
    get_version(connection, version_id, visible)
    return tuple(_clause_of(row) for row in _rows_of(connection, version_id))


def tags_of(
    connection: Connection, version_id: int, visible: Visible
) -> dict[str, tuple[Tag, ...]]:
    """Clause id → tags, for the clauses of a version that bear any; NotFound where hidden."""
    get_version(connection, version_id, visible)
    return {
        clause_id(version_id, row.order): TAGS.validate_json(row.tags)
        for row in _rows_of(connection, version_id)
        if row.tags
    }


def tagged_clauses_of(
    connection: Connection, version_id: int, visible: Visible
) -> tuple[tuple[Clause, tuple[Tag, ...]], ...]:
    """A version's clauses in order, each with its tags; NotFound where it is hidden."""
    get_version(connection, version_id, visible)
    return tuple((_clause_of(row), _tags_of(row)) for row in _rows_of(connection, version_id))


def get_clause(connection: Connection, wanted: str, visible: Visible) -> Clause:
    """The clause of this id. Raises NotFound, also where it may not be seen."""
    found = clauses_by_id(connection, [wanted], visible).get(wanted)
    if found is None:
        raise NotFound(
            "没有这条条款；文件可能已重新读取，请重新检索。",
            "There is no such clause; its document may have been read again. Search anew.",
        )
    return found


def clauses_by_id(
    connection: Connection, ids: Iterable[str], visible: Visible
) -> dict[str, Clause]:
    """Clause id → clause, for those of the ids that exist and may be seen."""
    rows = rows_by_id(connection, ids, visible)
    return {clause_id(row.version_id, row.order): _clause_of(row) for row in rows}


def tags_by_clause(
    connection: Connection, ids: Iterable[str], visible: Visible
) -> dict[str, tuple[Tag, ...]]:
    """Clause id → tags, for those of the ids that exist and may be seen."""
    return {
        clause_id(row.version_id, row.order): _tags_of(row)
        for row in rows_by_id(connection, ids, visible)
    }


def tagged_clauses(
    connection: Connection, ids: Iterable[str], visible: Visible
) -> dict[str, tuple[Clause, tuple[Tag, ...]]]:
    """Clause id → clause and tags, for those of the ids that exist and may be seen."""
    return {
        clause_id(row.version_id, row.order): (_clause_of(row), _tags_of(row))
        for row in rows_by_id(connection, ids, visible)
    }


def _tags_of(row: AnyRow) -> tuple[Tag, ...]:
    return TAGS.validate_json(row.tags) if row.tags else ()


def _documents_of(connection: Connection, version_ids: Iterable[int]) -> dict[int, int]:
    query = select(versions.c.id, versions.c.document_id)
    found = connection.execute(query.where(versions.c.id.in_(list(version_ids))))
    return {row.id: row.document_id for row in found}


def _delete_readings(connection: Connection, version_ids: Iterable[int]) -> None:
    ids = list(version_ids)
    was_read = connection.execute(delete(readings).where(readings.c.version_id.in_(ids)))
    if was_read.rowcount:
        for table in (clauses_table, clause_directions, facts_table):
            connection.execute(delete(table).where(table.c.version_id.in_(ids)))


def _rows_of(connection: Connection, version_id: int) -> Sequence[AnyRow]:
    query = select(clauses_table).where(clauses_table.c.version_id == version_id)
    return connection.execute(query.order_by(clauses_table.c.order)).all()


def _json(blocks: tuple[Block, ...]) -> str:
    return _BLOCKS.dump_json(blocks, exclude_defaults=True).decode()


def _version_values(reading: Reading) -> dict[str, Any]:
    return {
        "status": VersionStatus.PARSED,
        "parser": reading.parsed.parser,
        "page_count": reading.parsed.page_count,
        "weights": "",
        "directions": "",
        **failure_values(reading.failure),
    }


def _clause_values(clause: Clause) -> dict[str, Any]:
    return {
        "version_id": clause.version_id,
        "order": clause.order,
        "parent": int(clause.parent.partition(".")[2]) if clause.parent else None,
        "kind": clause.kind,
        "number_label": clause.number_label,
        "number_path": json.dumps(clause.number_path, ensure_ascii=False),
        "heading": clause.heading,
        "text": clause.text,
        "blocks": json.dumps(clause.blocks),
        "start": clause.span.start,
        "end": clause.span.end,
        "prefix": clause.span.prefix,
        "suffix": clause.span.suffix,
        "page": clause.page,
    }


def _clause_of(row: AnyRow) -> Clause:
    parent = None if row.parent is None else clause_id(row.version_id, row.parent)
    return Clause(
        id=clause_id(row.version_id, row.order),
        version_id=row.version_id,
        parent=parent,
        order=row.order,
        kind=ClauseKind(row.kind),
        number_label=row.number_label,
        number_path=tuple(json.loads(row.number_path)),
        heading=row.heading,
        text=row.text,
        blocks=tuple(json.loads(row.blocks)),
        span=Span(row.start, row.end, row.text, row.prefix, row.suffix),
        page=row.page,
    )
