"""``SearchIndex``: what every search back end promises.

An index is derived: it can always be rebuilt from the database. Its entries are clauses; a document
is replaced as a whole. ``visible`` is a required argument, so no search can forget it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from contracts.visibility import Visible
from index.query import Query


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """A clause as the index holds it, with the facts of its document that queries filter by."""

    clause_id: str
    order: int
    text: str
    heading: str
    clause_types: tuple[str, ...]  # operative ones only
    number_label: str = ""  # as printed
    above: str = ""  # the heading that it stands under, where it has none of its own
    direction: bytes = b""  # where it points (contracts.meaning), for an index that holds that


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document's newest readable version, ready to be indexed."""

    document_id: int
    version_id: int
    collection_id: int
    collection: str
    title: str
    kind: str
    contract_type: str
    language: str
    parties: tuple[str, ...]
    agreement_date: date | None
    clauses: tuple[ClauseEntry, ...]
    directions: str = ""  # the encoder's weights that the directions of the clauses are of


@dataclass(frozen=True, slots=True)
class Put:
    """The document as it is now, in place of what the index held of it.

    Of two changes of a document, the one with the higher ``sequence`` is newer.
    """

    sequence: int
    document: DocumentEntry


@dataclass(frozen=True, slots=True)
class Forget:
    """The document is no longer to be found."""

    sequence: int
    document_id: int


Change = Put | Forget


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that the engine did not take; ``again`` says whether it may take it later.

    ``reason`` is the engine's own word, without any text of the document.
    """

    document_id: int
    reason: str
    again: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What the facets narrow a search by; within a field any of the values, across fields all."""

    clause_types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    collections: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()


class Order(StrEnum):
    """What comes first. By date, documents without a date come last, and a document's clauses in
    the order of its text.
    """

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that matches, and what it was sorted by. All else comes from the database."""

    clause_id: str
    document_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits there are under each value, within the query, the filters and what is visible.

    ``documents`` counts the documents that hold the hits.
    """

    clause_types: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    collections: dict[int, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many hits there are in all: ``total``, and under each value of the facets."""

    total: int
    facets: Facets


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """A page of hits, a document's hits together.

    An engine may still be counting when the page's hits are known: ``counts`` waits for that, and
    raises SearchUnavailable where the index cannot answer.
    """

    hits: tuple[Hit, ...]
    counts: Callable[[], Counts]

    @classmethod
    def counted(cls, total: int, hits: tuple[Hit, ...], facets: Facets) -> "Results":
        """Where all is counted already."""
        counts = Counts(total, facets)
        return cls(hits, lambda: counts)

    @property
    def total(self) -> int:
        """How many hits there are in all."""
        return self.counts().total

    @property
    def facets(self) -> Facets:
        """How many of all hits there are under each value."""
        return self.counts().facets

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Results):
            return NotImplemented
        return (self.hits, self.counts()) == (other.hits, other.counts())

    def __hash__(self) -> int:
        return hash(self.hits)


class SearchIndex(Protocol):
    """Four verbs, and whether the index also finds clauses by meaning.

    Where ``holds_directions``, it is given where the clauses point, and again once that is known.
    """

    @property
    def holds_directions(self) -> bool:
        """Whether clauses are found in it by their directions too."""

    def apply(self, changes: Sequence[Change]) -> Sequence[Refusal]:
        """Make the changes visible to searches together; applying one twice changes nothing.

        Returned are the documents that the engine refuses; the others are applied all the same.
        Raises SearchUnavailable where the index cannot be written now: then all must be applied
        again.
        """

    def search(
        self,
        query: Query,
        *,
        visible: Visible,
        filters: Filters = Filters(),
        order: Order = Order.BEST,
        offset: int = 0,
        limit: int | None = 20,
    ) -> Results:
        """The clauses that match and may be seen; ``limit=None`` gives all of them.

        Raises SearchUnavailable where the index cannot answer, never an empty result instead.
        """

    def generation(self) -> int:
        """The sequence number of the last change applied; 0 for a new index."""

    def rebuild(self, documents: Iterable[DocumentEntry], sequence: int) -> Sequence[Refusal]:
        """Replace everything by these documents; searches see the old index until it is done.

        Returned are the documents that the engine refuses; the new index does without them.
        """
