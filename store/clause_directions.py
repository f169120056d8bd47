"""Where clauses point in an encoder's space."""

import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import case, delete, func, insert, select, update

from contracts.meaning import DirectedVersion, Direction
from contracts.visibility import Visible
from store.collections import is_visible
from store.database import Connection
from store.tables import clause_directions, collections, documents, versions

_PORTION = 500  # versions fetched at once: SQLite takes no more than 999 values
_FAILED = "failed: "  # before the weights that could not read a version


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
    stamp = secrets.randbits(62)
    connection.execute(chosen.values(directions=weights, directions_stamp=stamp))


def give_up_directions(connection: Connection, version_id: int, weights: str) -> None:
    """Record that these weights can't read the version, so that it is not tried again."""
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


def directed_versions(
    connection: Connection, weights: str, visible: Visible
) -> list[DirectedVersion]:
    """The documents' newest readable versions that may be seen and that these weights have read."""
    query = (
        select(versions.c.directions_stamp, versions.c.id, documents.c.id)
        .select_from(documents)
        .join(versions, versions.c.id == documents.c.readable_version_id)
        .join(collections, collections.c.id == documents.c.collection_id)
        .where(is_visible(visible), versions.c.directions == weights)
    )
    return [DirectedVersion(*row) for row in connection.execute(query)]


def directions_of(connection: Connection, version_ids: Collection[int]) -> Iterator[Direction]:
    """Where the clauses of these versions point."""
    columns = clause_directions.c
    wanted = list(version_ids)
    for start in range(0, len(wanted), _PORTION):
        some = wanted[start : start + _PORTION]
        query = select(columns.version_id, columns.order, columns.direction)
        for row in connection.execute(query.where(columns.version_id.in_(some))):
            yield Direction(*row)


@dataclass(frozen=True, slots=True)
class StoredReadings:
    """What an encoder's weights have read, of what may be seen."""

    connection: Connection
    weights: str
    visible: Visible

    def versions(self) -> list[DirectedVersion]:
        """The documents' newest readable versions that have been read."""
        return directed_versions(self.connection, self.weights, self.visible)

    def directions(self, versions: Collection[int]) -> Iterator[Direction]:
        """Where the clauses of these versions point."""
        return directions_of(self.connection, versions)
