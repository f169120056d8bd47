"""Clauses found by meaning: like a given one, or answering a question. Word search stays apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.redline import redline
from contracts.clause import Clause, Strength, Tag, clause_id
from contracts.document import Document
from contracts.errors import SearchUnavailable
from contracts.text import reading
from contracts.visibility import Visible
from index.highlight import highlight
from index.protocol import Hit
from ingest.meaning import language_read
from searching.fusion import by_words, ranked_together, telling_words
from searching.meaning import Finder
from store.clause_directions import StoredReadings, direction_of
from store.database import Connection
from store.documents import get_document
from store.readings import tagged_clauses

MOST = 30  # clauses shown
_LEAST_OF_CLAUSES, _LEAST_OF_WORDS = 0.75, 0.45  # likeness; a question is worded unlike a clause
_CONSIDERED = 100  # of the clauses nearest in meaning

Places = tuple[tuple[int, int], ...]  # half-open


@dataclass(frozen=True, slots=True)
class Alike:
    """A clause that is alike, and how much (up to 1; 0 where only its words were asked for).

    ``by_word`` tells whether words of the question were searched for and found. ``marked`` are
    places in its body: the words that the clause it is like doesn't have, or those that it shares
    with what was asked for.
    """

    document: Document
    clause: Clause
    likeness: float
    tags: tuple[Tag, ...]
    marked: Places
    by_word: bool = False

    @property
    def by_meaning(self) -> bool:
        """Whether it is near in meaning."""
        return self.likeness > 0


def like_clause(
    connection: Connection,
    finder: Finder,
    clause: Clause,
    document_id: int,
    visible: Visible,
) -> list[Alike] | None:
    """The clauses of other documents that are most like one.

    None where the encoder has not read it, or it says too little to be like anything.
    """
    if finder.sentences is None:
        return None
    weights = finder.sentences.weights
    direction = direction_of(connection, clause.version_id, clause.order, weights)
    if direction is None:
        return None
    found = _closest(
        connection, finder, direction, visible,
        limit=MOST, least=_LEAST_OF_CLAUSES, without_document=document_id,
    )  # fmt: skip
    return list(_shown(connection, found, visible, lambda one: _differing(clause, one)))


def that_say(
    connection: Connection, finder: Finder, question: str, visible: Visible
) -> list[Alike]:
    """The clauses that come closest to what is asked for, by meaning and by their words.

    While the search engine is unavailable, by meaning alone.
    """
    if finder.sentences is None:
        return []
    direction = finder.sentences.question(reading(question).text, language_read(question))
    near: dict[str, _Near] = {}
    if direction:
        closest = _closest(
            connection, finder, direction, visible, limit=_CONSIDERED, least=_LEAST_OF_WORDS
        )
        near = {one.clause_id: one for one in closest}
    worded = {
        hit.clause_id: _Near(hit.clause_id, hit.document_id, 0.0)
        for hit in _with_the_words(finder, question, visible)
    }
    names = ranked_together(list(near), list(worded))[:MOST]
    found = [replace(near.get(name) or worded[name], by_word=name in worded) for name in names]
    asked = telling_words(question)
    return list(_shown(connection, found, visible, lambda one: highlight(asked, one.body)))


def _with_the_words(finder: Finder, question: str, visible: Visible) -> list[Hit]:
    try:
        return by_words(finder.index, question, visible)
    except SearchUnavailable:
        return []


@dataclass(frozen=True, slots=True)
class _Near:
    """A clause that was found: its id, its document, and its nearness in meaning (0 to 1)."""

    clause_id: str
    document_id: int
    likeness: float
    by_word: bool = False


def _closest(
    connection: Connection,
    finder: Finder,
    direction: bytes,
    visible: Visible,
    *,
    limit: int,
    least: float,
    without_document: int | None = None,
) -> list[_Near]:
    """The clauses that may be seen and point closest to a direction, best first."""
    assert finder.sentences is not None  # noqa: S101 - whoever has a direction has an encoder
    found = finder.directions.closest(
        direction,
        StoredReadings(connection, finder.sentences.weights, visible),
        limit=limit,
        least=least,
        without_document=without_document,
    )
    return [
        _Near(clause_id(one.version_id, one.order), one.document_id, one.likeness) for one in found
    ]


def _shown(
    connection: Connection,
    found: Sequence[_Near],
    visible: Visible,
    marked: Callable[[Clause], Iterable[tuple[int, int]]],
) -> Iterator[Alike]:
    held = tagged_clauses(connection, [one.clause_id for one in found], visible)
    documents: Mapping[int, Document] = {
        number: get_document(connection, number, visible)
        for number in {one.document_id for one in found}
    }
    for one in found:
        if one.clause_id in held:  # else it was read anew since
            clause, tags = held[one.clause_id]
            yield Alike(
                documents[one.document_id], clause, one.likeness, _kept(tags),
                tuple(marked(clause)), one.by_word,
            )  # fmt: skip


def _kept(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    return tuple(tag for tag in tags if tag.strength is not Strength.CANDIDATE)


def _differing(old: Clause, new: Clause) -> Iterator[tuple[int, int]]:
    """The words of a clause that another one doesn't have."""
    for edit in redline(old.body, new.body):
        if edit.new:
            yield edit.new_start, edit.new_end
