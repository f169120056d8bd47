"""A search as a person asks for it: what was typed, what is searched for, and remarks on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.visibility import Visible
from index.protocol import Filters
from index.query import And, Not, Opening, Query, is_about_documents
from index.query_language import parse
from index.query_remarks import QueryRemark, query_remarks
from index.query_writing import written
from index.synonyms import added_synonyms, with_synonyms
from review.verdict_search import look_up
from searching.named_collections import in_collections
from searching.some_words import at_word_starts, some_words
from store.database import Connection


@dataclass(frozen=True, slots=True)
class SomeWords:
    """What is offered beside a search: clauses with some of its words.

    ``query`` finds those that the search does not; ``typed`` asks for any of the words, as a search
    of its own, and ``words`` is what is marked.
    """

    typed: str
    words: Query
    query: Query


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: ``tree`` is what was typed, ``query`` what is searched for with ``synonyms`` added.

    ``of_documents``: the query asks nothing of single clauses, so each document is shown by its
    first one. ``unreviewed`` counts the documents that a query about reviews can't find, having
    none. Only ``query`` is counted, exported, saved and alerted to; ``some_words`` is None where
    the text was not plain words.
    """

    typed: str
    tree: Query
    query: Query
    synonyms: tuple[str, ...]
    of_documents: bool
    unreviewed: int
    remarks: tuple[QueryRemark, ...]
    some_words: SomeWords | None


def ask(
    connection: Connection,
    typed: str,
    visible: Visible,
    *,
    synonyms: bool = True,
    filters: Filters = Filters(),  # noqa: B008 - frozen, so sharing one does no harm
) -> Asked:
    """Read a typed text as a search, for a person with these permissions and under the filters.

    Raises InvalidQuery with the position of what cannot be read.
    """
    tree = parse(typed)
    of_documents = is_about_documents(tree) and not filters.clause_types
    wide = with_synonyms(tree) if synonyms else tree
    looked_up = look_up(
        connection, in_collections(connection, wide, visible), visible, date.today()
    )
    query = And((looked_up.query, Opening())) if of_documents else looked_up.query
    return Asked(
        typed, tree, query, added_synonyms(tree), of_documents, looked_up.unreviewed,
        query_remarks(typed), _some_words(typed, query, synonyms=synonyms),
    )  # fmt: skip


def _some_words(typed: str, query: Query, *, synonyms: bool) -> SomeWords | None:
    wanted = some_words(typed)
    if wanted is None:
        return None
    words = at_word_starts(with_synonyms(wanted) if synonyms else wanted)
    return SomeWords(written(at_word_starts(wanted)), words, And((words, Not(query))))


def widening(
    connection: Connection, visible: Visible, *, synonyms: bool
) -> Callable[[Query], Query]:
    """A function that turns a looser query, as it is offered, into the one to search for."""

    def widened(query: Query) -> Query:
        wide = in_collections(connection, with_synonyms(query) if synonyms else query, visible)
        found = look_up(connection, wide, visible, date.today()).query
        return And((found, Opening())) if is_about_documents(query) else found

    return widened
