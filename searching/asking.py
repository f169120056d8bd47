"""A search as a person asks for it: what was typed, what is searched for, and remarks on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.visibility import Visible
from index.protocol import Filters
from index.query import And, HeldAgainst, Not, Opening, Query, Reviewed, is_about_documents
from index.query_language import parse
from index.query_parts import parts_of
from index.query_remarks import QueryRemark, query_remarks
from index.query_writing import written
from index.synonyms import added_synonyms, with_synonyms
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
    first one. ``unreviewed`` counts the documents that a query about reviews can't find because
    they have no review. Counts, exports and alerts are of ``query`` alone; ``some_words`` is None
    where the text was more than plain words.
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
    found, unreviewed = _look_up(connection, wide, visible)
    query = And((found, Opening())) if of_documents else found
    return Asked(
        typed, tree, query, added_synonyms(tree), of_documents, unreviewed,
        query_remarks(typed), _some_words(typed, query, synonyms=synonyms),
    )  # fmt: skip


def _look_up(connection: Connection, query: Query, visible: Visible) -> tuple[Query, int]:
    """The query with collections and reviews looked up; how many documents have no review."""
    query = in_collections(connection, query, visible)
    if not any(isinstance(part, Reviewed | HeldAgainst) for part in parts_of(query)):
        return query, 0
    from review.verdict_search import look_up  # noqa: PLC0415 - loads all checklists; few ask

    found = look_up(connection, query, visible, date.today())
    return found.query, found.unreviewed


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
        wide = with_synonyms(query) if synonyms else query
        found, _ = _look_up(connection, wide, visible)
        return And((found, Opening())) if is_about_documents(query) else found

    return widened
