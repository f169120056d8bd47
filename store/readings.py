"""Readings: a version's blocks, clauses and tags, as they were saved (``reading_results``)."""

import json
from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter
from sqlalchemy import (
    Connection,
    select,
)

from contracts.clause import Clause, ClauseKind, Span, Tag, clause_id
from contracts.document import Block
from contracts.errors import NotFound
from contracts.visibility import Visible
from store.clause_rows import rows_by_id
from store.columns import AnyRow
from store.documents import get_version
from store.tables import clauses as clauses_table
from store.tables import readings
from store.tags import TAGS

BLOCKS = TypeAdapter(tuple[Block, ...])


def blocks_of(connection: Connection, version_id: int, visible: Visible) -> tuple[Block, ...]:
    """What the parser read, () where nothing could be; NotFound where the version is hidden."""
    get_version(connection, version_id, visible)
    query = select(readings.c.blocks).where(readings.c.version_id == version_id)
    found = connection.execute(query).scalar_one_or_none()
    return BLOCKS.validate_json(found) if found else ()


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
            "There is no such clause; its document may have been read again. Search again.",
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


def headings_above(
    connection: Connection, clauses: Iterable[Clause], visible: Visible
) -> dict[str, str]:
    """Clause id → the number and heading of the clause that it stands under; "" under none."""
    parents = {clause.id: clause.parent or "" for clause in clauses}
    found = clauses_by_id(connection, set(parents.values()) - {""}, visible)
    return {
        name: f"{found[parent].number_label} {found[parent].heading}".strip()
        if parent in found
        else ""
        for name, parent in parents.items()
    }


def _tags_of(row: AnyRow) -> tuple[Tag, ...]:
    return TAGS.validate_json(row.tags) if row.tags else ()


def _rows_of(connection: Connection, version_id: int) -> Sequence[AnyRow]:
    query = select(clauses_table).where(clauses_table.c.version_id == version_id)
    return connection.execute(query.order_by(clauses_table.c.order)).all()


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
