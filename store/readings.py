"""Readings: a version's blocks, clauses and tags, as the pipeline read them from the original.

A reading can be made again at any time; saving it replaces the one before.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Connection,
    delete,
    insert,
    select,
    update,
)

from contracts.clause import Clause, ClauseKind, Span, Tag, clause_id
from contracts.document import Block, Failure, ParsedFile, VersionStatus
from contracts.errors import NotFound
from contracts.facts import Fact
from contracts.visibility import Visible
from store import outbox
from store.clause_rows import rows_by_id
from store.columns import AnyRow, failure_values
from store.documents import get_version
from store.facts import add_facts, refresh_document
from store.reception import follow_versions
from store.tables import clause_directions, documents, readings, versions
from store.tables import clauses as clauses_table
from store.tables import facts as facts_table
from store.tags import TAGS, corrected_tags, presence_values, tag_values

_BLOCKS = TypeAdapter(tuple[Block, ...])


def save_reading(
    connection: Connection,
    version_id: int,
    parsed: ParsedFile,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    facts: Iterable[Fact],
    *,
    failure: Failure | None = None,
) -> None:
    """Replace a version's reading: it is parsed now, and waits for the index.

    ``tags`` are those of rules alone; people's corrections are applied to them.
    ``failure`` is what a person should still mend although the rest was read (some scanned pages).
    """
    document_id = _document_of(connection, version_id)
    lock_document(connection, document_id)  # before its clauses: one order, so nobody deadlocks
    _delete_reading(connection, version_id)
    blocks = _BLOCKS.dump_json(parsed.blocks, exclude_defaults=True).decode()
    connection.execute(insert(readings), {"version_id": version_id, "blocks": blocks})
    corrected = corrected_tags(connection, version_id, clauses, tags)
    rows = [
        _clause_values(clause) | tag_values(tags.get(clause.id, ()), corrected.get(clause.id, ()))
        for clause in clauses
    ]
    if rows:
        connection.execute(insert(clauses_table), rows)
    connection.execute(
        update(versions)
        .where(versions.c.id == version_id)
        .values(
            status=VersionStatus.PARSED,
            parser=parsed.parser,
            page_count=parsed.page_count,
            weights="",
            directions="",
            **presence_values(corrected),
            **failure_values(failure),
        )
    )
    add_facts(connection, version_id, facts)
    follow(connection, document_id)


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
    follow(connection, _document_of(connection, version_id))


def save_unpacked(connection: Connection, version_id: int) -> None:
    """Record that an archive was unpacked: it has no text of its own."""
    connection.execute(
        update(versions)
        .where(versions.c.id == version_id)
        .values(status=VersionStatus.UNPACKED, **failure_values(None))
    )
    follow(connection, _document_of(connection, version_id))


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


def follow(connection: Connection, document_id: int) -> None:
    """Let a document follow its newest readable version, its facts too, and the index follow it."""
    lock_document(connection, document_id)
    follow_versions(connection, document_id)
    refresh_document(connection, document_id)
    outbox.add(connection, document_id)


def lock_document(connection: Connection, document_id: int) -> None:
    """Let no other transaction change what a document follows until this one ends.

    SQLite has one writer at a time in any case.
    """
    if connection.dialect.name == "sqlite":
        return
    lock = select(documents.c.id).where(documents.c.id == document_id)
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


def _document_of(connection: Connection, version_id: int) -> int:
    query = select(versions.c.document_id).where(versions.c.id == version_id)
    return int(connection.execute(query).scalar_one())


def _delete_reading(connection: Connection, version_id: int) -> None:
    was_read = connection.execute(delete(readings).where(readings.c.version_id == version_id))
    if was_read.rowcount:
        for table in (clauses_table, clause_directions, facts_table):
            connection.execute(delete(table).where(table.c.version_id == version_id))


def _rows_of(connection: Connection, version_id: int) -> Sequence[AnyRow]:
    query = select(clauses_table).where(clauses_table.c.version_id == version_id)
    return connection.execute(query.order_by(clauses_table.c.order)).all()


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
