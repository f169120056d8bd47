"""Clauses that are alike, or say what is asked for: found by meaning, never in place of words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from compare.redline import redline
from compare.tokens import Token, tokenise
from contracts.clause import Clause, Strength, Tag, clause_id
from contracts.document import Document
from contracts.errors import SearchUnavailable
from contracts.text import reading
from contracts.visibility import Visible
from index.protocol import Hit
from ingest.meaning import language_read
from searching.fusion import by_words, ranked_together
from store import outbox
from store.clause_directions import StoredReadings, count_with_directions, direction_of
from store.database import Connection
from store.documents import get_document
from store.readings import clauses_by_id, tags_by_clause
from webapp.services import Services

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


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the documents that may be seen can be found by meaning.

    ``waiting`` changes are yet to reach an index that holds what was read, documents read among
    them.
    """

    found: int
    documents: int
    waiting: int


def reach(connection: Connection, services: Services, visible: Visible) -> Reach:
    """What the installed encoder of meaning has read of what may be seen."""
    weights = services.sentences.weights if services.sentences else "none installed"
    waiting = outbox.count_visible(connection, visible) if services.index.holds_directions else 0
    return Reach(*count_with_directions(connection, weights, visible), waiting)


def catch_up_directions(services: Services) -> None:
    """Let what finds by meaning hold all that was read, so that no search waits for that.

    What is of former readings goes once it is half of it.
    """
    if services.sentences is None:
        return
    with services.database.read() as connection:
        weights = services.sentences.weights
        services.directions.catch_up(StoredReadings(connection, weights, Visible.everything()))


def like_clause(
    connection: Connection,
    services: Services,
    clause: Clause,
    document_id: int,
    visible: Visible,
) -> list[Alike] | None:
    """The clauses of other documents that are most like one.

    None where the encoder has not read it, or it says too little to be like anything.
    """
    if services.sentences is None:
        return None
    weights = services.sentences.weights
    direction = direction_of(connection, clause.version_id, clause.order, weights)
    if direction is None:
        return None
    found = _closest(
        connection, services, direction, visible,
        limit=MOST, least=_LEAST_OF_CLAUSES, without_document=document_id,
    )  # fmt: skip
    clauses = clauses_by_id(connection, [one.clause_id for one in found], visible)
    places = {one.id: tuple(_differing(clause, one)) for one in clauses.values()}
    return list(_shown(connection, found, clauses, places, visible))


def that_say(
    connection: Connection, services: Services, question: str, visible: Visible
) -> list[Alike]:
    """The clauses that say most nearly what is asked for, by meaning and by their words.

    While the search engine is away, by meaning alone.
    """
    if services.sentences is None:
        return []
    direction = services.sentences.question(reading(question).text, language_read(question))
    near: dict[str, _Near] = {}
    if direction:
        closest = _closest(
            connection, services, direction, visible, limit=_CONSIDERED, least=_LEAST_OF_WORDS
        )
        near = {one.clause_id: one for one in closest}
    worded = {
        hit.clause_id: _Near(hit.clause_id, hit.document_id, 0.0)
        for hit in _with_the_words(services, question, visible)
    }
    names = ranked_together(list(near), list(worded))[:MOST]
    found = [replace(near.get(name) or worded[name], by_word=name in worded) for name in names]
    clauses = clauses_by_id(connection, names, visible)
    asked = {token.key for token in tokenise(question) if len(token.key) > 1}
    places = {
        one.id: tuple((token.start, token.end) for token in _shared(asked, one))
        for one in clauses.values()
    }
    return list(_shown(connection, found, clauses, places, visible))


def _with_the_words(services: Services, question: str, visible: Visible) -> list[Hit]:
    try:
        return by_words(services.index, question, visible)
    except SearchUnavailable:
        return []


@dataclass(frozen=True, slots=True)
class _Near:
    """A clause that was found: its id, its document's, how near in meaning (up to 1, 0 for not)."""

    clause_id: str
    document_id: int
    likeness: float
    by_word: bool = False


def _closest(
    connection: Connection,
    services: Services,
    direction: bytes,
    visible: Visible,
    *,
    limit: int,
    least: float,
    without_document: int | None = None,
) -> list[_Near]:
    """The clauses that may be seen and point most nearly there, best first."""
    assert services.sentences is not None  # noqa: S101 - whoever has a direction has an encoder
    found = services.directions.closest(
        direction,
        StoredReadings(connection, services.sentences.weights, visible),
        limit=limit,
        least=least,
        without_document=without_document,
    )
    return [
        _Near(clause_id(one.version_id, one.order), one.document_id, one.likeness) for one in found
    ]


def _shared(asked: Set[str], clause: Clause) -> list[Token]:
    return [token for token in tokenise(clause.body) if token.key in asked]


def _shown(
    connection: Connection,
    found: Sequence[_Near],
    clauses: Mapping[str, Clause],
    places: Mapping[str, Places],
    visible: Visible,
) -> Iterator[Alike]:
    tags = tags_by_clause(connection, list(clauses), visible)
    documents: Mapping[int, Document] = {
        number: get_document(connection, number, visible)
        for number in {one.document_id for one in found}
    }
    for one in found:
        clause = clauses.get(one.clause_id)
        if clause is not None:  # it may have been read anew since
            yield Alike(
                documents[one.document_id], clause, one.likeness,
                _kept(tags.get(clause.id, ())), places[clause.id], one.by_word,
            )  # fmt: skip


def _kept(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    return tuple(tag for tag in tags if tag.strength is not Strength.CANDIDATE)


def _differing(old: Clause, new: Clause) -> Iterator[tuple[int, int]]:
    for edit in redline(old.body, new.body):
        if edit.new:
            yield edit.new_start, edit.new_end
