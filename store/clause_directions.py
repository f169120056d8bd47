"""Where clauses point in an encoder's space, and which point where a given one does."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, delete, func, insert, select, update

from contracts.clause import clause_id
from contracts.meaning import likenesses
from contracts.visibility import Visible
from store.collections import is_visible
from store.database import Connection
from store.tables import clause_directions, collections, documents, versions

_PORTION = 10_000  # clauses compared at once: some 20 MB
_FAILED = "failed: "  # before the weights that could not read a version


@dataclass(frozen=True, slots=True)
class AlikeClause:
    """A clause that is alike: its id, its document's, and how alike it is (a cosine, up to 1)."""

    clause_id: str
    document_id: int
    likeness: float


def versions_without_directions(connection: Connection, weights: str, *, limit: int) -> list[int]:
    """Versions that are searched and that these weights have neither read nor failed on."""
    query = (
        select(versions.c.id)
        .join(documents, documents.c.readable_version_id == versions.c.id)
        .where(versions.c.directions.not_in([weights, _FAILED + weights]))
        .order_by(versions.c.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def save_directions(
    connection: Connection, version_id: int, weights: str, directions: Mapping[int, bytes]
) -> None:
    """Replace the directions of a version's clauses, which are given by their order."""
    columns = clause_directions.c
    connection.execute(delete(clause_directions).where(columns.version_id == version_id))
    rows = [
        {"version_id": version_id, "order": order, "direction": direction}
        for order, direction in directions.items()
    ]
    if rows:
        connection.execute(insert(clause_directions), rows)
    chosen = update(versions).where(versions.c.id == version_id)
    connection.execute(chosen.values(directions=weights))


def give_up_directions(connection: Connection, version_id: int, weights: str) -> None:
    """These weights can't read the version: it has no directions, and is not tried again."""
    save_directions(connection, version_id, _FAILED + weights, {})


def direction_of(connection: Connection, version_id: int, order: int, weights: str) -> bytes | None:
    """Where a clause points; None where these weights have not read it, or it says too little."""
    columns = clause_directions.c
    query = (
        select(columns.direction)
        .join(versions, versions.c.id == columns.version_id)
        .where(
            columns.version_id == version_id,
            columns.order == order,
            versions.c.directions == weights,
        )
    )
    return connection.execute(query).scalar_one_or_none()


def count_with_directions(
    connection: Connection, weights: str, visible: Visible
) -> tuple[int, int]:
    """How many documents that may be seen have directions of these weights, of how many in all."""
    has = case((versions.c.directions == weights, 1), else_=0)
    query = (
        select(func.coalesce(func.sum(has), 0), func.count())
        .select_from(documents)
        .join(versions, versions.c.id == documents.c.readable_version_id)
        .join(collections, collections.c.id == documents.c.collection_id)
        .where(is_visible(visible))
    )
    having, total = connection.execute(query).one()
    return int(having), int(total)


def closest(
    connection: Connection,
    direction: bytes,
    weights: str,
    visible: Visible,
    *,
    limit: int,
    least: float,
    without_document: int | None = None,
) -> list[AlikeClause]:
    """The clauses of the documents' newest readable versions that are most alike, best first.

    Only those at least as alike as ``least``. Every clause that may be seen is looked at.
    """
    columns = clause_directions.c
    query = (
        select(columns.version_id, columns.order, columns.direction, documents.c.id)
        .select_from(clause_directions)
        .join(versions, versions.c.id == columns.version_id)
        .join(documents, documents.c.readable_version_id == columns.version_id)
        .join(collections, collections.c.id == documents.c.collection_id)
        .where(
            is_visible(visible),
            versions.c.directions == weights,
            func.length(columns.direction) == len(direction),
        )
    )
    if without_document is not None:
        query = query.where(documents.c.id != without_document)
    best: list[AlikeClause] = []
    rows = connection.execution_options(yield_per=_PORTION).execute(query)
    for portion in rows.partitions(_PORTION):
        alike = likenesses(direction, [row.direction for row in portion])
        best += [
            AlikeClause(clause_id(row.version_id, row.order), row.id, round(float(likeness), 4))
            for row, likeness in zip(portion, alike, strict=True)
            if likeness >= least
        ]
        best = sorted(best, key=lambda one: (-one.likeness, one.document_id))[:limit]
    return best
