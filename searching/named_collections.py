"""Collections by a part of their names: ``collection:售后`` becomes the collections meant."""

from contracts.errors import InvalidQuery
from contracts.text import fold
from contracts.visibility import Visible
from index.query import Collection, Or, Query
from index.query_parts import parts_of, with_parts
from index.query_writing import quoted
from store.collections import collection_names
from store.database import Connection

_TOLD = 10  # names, where none is called as typed


def in_collections(connection: Connection, query: Query, visible: Visible) -> Query:
    """The query with the collections that may be seen and are called so; else those whose names
    hold what was typed.

    Raises InvalidQuery where there is none.
    """
    if not any(isinstance(part, Collection) for part in parts_of(query)):
        return query
    names = list(collection_names(connection, visible).values())
    return with_parts(
        query, lambda part: _named(part, names) if isinstance(part, Collection) else part
    )


def _named(asked: Collection, names: list[str]) -> Query:
    wanted = fold(asked.name).strip()
    found = [name for name in names if fold(name).strip() == wanted]
    found = found or [name for name in names if wanted in fold(name)]
    if not found:
        raise InvalidQuery(
            f"没有这样名称的合同集。现有例如：{'、'.join(names[:_TOLD])}。",
            f"No collection is called so. There are for example: {', '.join(names[:_TOLD])}.",
            asked.position,
            tuple(map(quoted, names[:_TOLD])),
        )
    collections = tuple(map(Collection, found))
    return collections[0] if len(collections) == 1 else Or(collections)
