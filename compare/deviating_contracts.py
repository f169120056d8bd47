"""Which contracts deviate from a template on one subject: all of them, a few at a time.

Comparing ten thousand contracts takes minutes, so results are remembered while the program runs: a
page compares for some seconds and is requested again, a command goes on until all are done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.deviation import Deviation, clauses_about, deviation
from compare.side import Side
from contracts.document import Document, DocumentKind
from contracts.errors import NotFound
from contracts.visibility import Visible
from store.database import Connection
from store.document_list import DocumentFilter
from store.presence import DocumentPresence, presences
from store.readings import tagged_clauses_of

MOST_KNOWN = 500_000  # shares that are remembered, of some hundred bytes each

_Key = tuple[object, ...]


class KnownShares:
    """How much versions of contracts deviate from versions of templates, by clause type."""

    def __init__(self) -> None:
        self._shares: dict[_Key, float] = {}

    def get(self, key: _Key) -> float | None:
        """The share, None where these two were not compared yet."""
        return self._shares.get(key)

    def remember(self, key: _Key, share: float) -> None:
        """Keep a share; those known are forgotten once they are too many."""
        if len(self._shares) >= MOST_KNOWN:
            self._shares.clear()
        self._shares[key] = share


@dataclass(frozen=True, slots=True)
class Question:
    """A version of a template, what was read from it, and the clause type that is asked for."""

    version_id: int
    template: Side
    clause_type: str
    about: tuple[int, ...]  # the places of the template's clauses that provide for the type

    def key(self, contract: DocumentPresence) -> _Key:
        """What the answer for a contract rests on: two versions, and how both are tagged."""
        tags = contract.present, contract.weak, contract.weights
        return self.version_id, self.clause_type, self.about, contract.version_id, *tags


@dataclass(frozen=True, slots=True)
class Deviating:
    """A contract, and how much of the words differs on the subject, from 0 to 1."""

    document: Document
    version_id: int
    share: float


def question_on(template: Side, version_id: int, clause_type: str) -> Question:
    """The question; NotFound where the template provides nothing for the clause type."""
    about = tuple(clauses_about(template, clause_type))
    if not about:
        raise NotFound(
            "范本中没有这类条款。请另选一类。",
            "The template has no clause of this type. Choose another one.",
        )
    return Question(version_id, template, clause_type, about)


def contracts_to_compare(
    connection: Connection, template: Document, collection_id: int | None, visible: Visible
) -> list[DocumentPresence]:
    """All contracts of the template's type, of every type where it has none, the newest first."""
    wanted = DocumentFilter(
        kind=DocumentKind.CONTRACT,
        contract_type=template.contract_type or None,
        collection_id=collection_id,
    )
    found = presences(connection, visible, wanted)
    return [each for each in reversed(found) if each.document.id != template.id]


def compare_next(
    connection: Connection,
    question: Question,
    contracts: Sequence[DocumentPresence],
    visible: Visible,
    known: KnownShares,
) -> Iterator[int]:
    """Compare the contracts that were not compared yet, one a step; yields how many are done."""
    left = [each for each in contracts if known.get(question.key(each)) is None]
    for number, contract in enumerate(left, start=len(contracts) - len(left) + 1):
        side = _lean_side(connection, contract.version_id, visible)
        share = deviation(question.template, side, question.clause_type).share
        known.remember(question.key(contract), share)
        yield number


def by_deviation(
    question: Question, contracts: Sequence[DocumentPresence], known: KnownShares
) -> list[Deviating]:
    """The contracts compared so far, those that deviate most first."""
    shares = ((each, known.get(question.key(each))) for each in contracts)
    found = [
        Deviating(each.document, each.version_id, share)
        for each, share in shares
        if share is not None
    ]
    return sorted(found, key=lambda each: (-each.share, -each.document.id))


def deviation_of(question: Question, contract: Side) -> Deviation:
    """How a contract deviates, with the clauses in question."""
    return deviation(question.template, contract, question.clause_type)


def _lean_side(connection: Connection, version_id: int, visible: Visible) -> Side:
    """A version reduced to what a share depends on: its clauses and their types."""
    found = tagged_clauses_of(connection, version_id, visible)
    types = {
        clause.id: frozenset(tag.clause_type for tag in tags if not tag.weak)
        for clause, tags in found
        if tags
    }
    return Side((), [clause for clause, _ in found], types)
