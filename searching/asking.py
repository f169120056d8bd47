"""A search as it is asked for: what was typed, what is searched for, what is to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.visibility import Visible
from index.protocol import Filters
from index.query import And, Opening, Query, is_about_documents
from index.query_language import parse
from index.query_remarks import QueryRemark, query_remarks
from index.synonyms import added_synonyms, with_synonyms
from review.verdict_search import look_up
from store.database import Connection


@dataclass(frozen=True, slots=True)
class Asked:
    """``tree`` is what was typed, ``query`` what is searched for, ``synonyms`` what that adds.

    Where nothing is asked of a single clause, ``of_documents``, each document is shown by its first
    one. ``unreviewed`` documents can't be found by what reviews say of them.
    """

    typed: str
    tree: Query
    query: Query
    synonyms: tuple[str, ...]
    of_documents: bool
    unreviewed: int
    remarks: tuple[QueryRemark, ...]


def ask(
    connection: Connection,
    typed: str,
    visible: Visible,
    *,
    synonyms: bool = True,
    filters: Filters = Filters(),  # noqa: B008 - frozen, so sharing one does no harm
) -> Asked:
    """What a typed text asks for under the filters, for a person who may see so much.

    Raises InvalidQuery with the position of what cannot be read.
    """
    tree = parse(typed)
    of_documents = is_about_documents(tree) and not filters.clause_types
    looked_up = look_up(
        connection,
        with_synonyms(tree) if synonyms else tree,
        visible,
        date.today(),
    )
    query = And((looked_up.query, Opening())) if of_documents else looked_up.query
    added = added_synonyms(tree)
    remarks = query_remarks(typed)
    return Asked(typed, tree, query, added, of_documents, looked_up.unreviewed, remarks)


def widening(
    connection: Connection, visible: Visible, *, synonyms: bool
) -> Callable[[Query], Query]:
    """What makes a looser query, offered in the place of one, the query that is searched for."""

    def widened(query: Query) -> Query:
        wide = with_synonyms(query) if synonyms else query
        found = look_up(connection, wide, visible, date.today()).query
        return And((found, Opening())) if is_about_documents(query) else found

    return widened
