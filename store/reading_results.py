"""What reading a version came to: a reading, a failure, or the files that were in an archive.

A reading can be made again at any time; saving it replaces the one before.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from contracts.clause import Clause
from contracts.document import Block, Failure, VersionStatus
from contracts.reading import Reading
from store.columns import failure_values
from store.facts import add_facts
from store.following import follow, lock_documents
from store.kinships import save_fingerprints
from store.readings import BLOCKS
from store.tables import clause_directions, readings, versions
from store.tables import clauses as clauses_table
from store.tables import facts as facts_table
from store.tags import corrected_documents, corrected_tags, presence_values, tag_values


def save_readings(connection: Connection, found: Mapping[int, Reading]) -> None:
    """Replace the readings of versions (at least one), which then wait for the index.

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
    """Give a version that could not be read the status of one just received.

    One with a reading keeps it until there is another, so that it can be found meanwhile.
    """
    unread = [VersionStatus.FAILED, VersionStatus.QUARANTINED]
    connection.execute(
        update(versions)
        .where(versions.c.id == version_id, versions.c.status.in_(unread))
        .values(status=VersionStatus.RECEIVED, **failure_values(None))
    )


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


def _json(blocks: tuple[Block, ...]) -> str:
    return BLOCKS.dump_json(blocks, exclude_defaults=True).decode()


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
