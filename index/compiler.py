"""The query tree as queries of a search engine: the same steps for every back end.

What matches is said here, what ranks higher in ``index.ranked``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Generic

from contracts.text import fold
from contracts.visibility import Visible
from index.engine import Engine, Q
from index.entries import cited, day_number
from index.figures import ranges
from index.narrowing import narrowed_by, seen_by
from index.pieces import Pieces
from index.protocol import Filters
from index.query import (
    And,
    Cites,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Documents,
    Everything,
    FieldText,
    Figure,
    Fuzzy,
    HeldAgainst,
    InDocument,
    Near,
    Not,
    Numbered,
    Opening,
    Or,
    Prefix,
    Query,
    Reviewed,
    Text,
)
from index.ranking import FOUND, rarity

Fielded = (
    FieldText | ClauseType | ContractType | Collection | DateRange
    | Figure | Cites | Numbered | Reviewed | HeldAgainst | Documents | InDocument | Opening
)  # fmt: skip
Worded = Text | Prefix | Fuzzy | Near
Weights = Mapping[Text | Prefix, float]  # of what any will do
Weighing = Callable[[Or], Weights]


class Compiler(Generic[Q]):
    """Compiles what one reader asks under one set of filters."""

    def __init__(self, engine: Engine[Q], visible: Visible, filters: Filters) -> None:
        self._engine = engine
        self._pieces = Pieces(engine)
        self._rarities: dict[Or, Weights] = {}
        self._all_found: dict[Query, Q] = {}
        self._seen = seen_by(engine, visible)
        self._allowed = self._seen + narrowed_by(engine, filters)

    def matching(self, query: Query) -> Q:
        """The clauses that the query asks for and the reader may see."""
        return self._allow(self._matching(query, _alike))

    def scored(self, query: Query) -> Q:
        """The same clauses, scored: where any of several texts will do, each is counted first."""
        return self._allow(self._matching(query, self.rarities))

    def rarities(self, choice: Or) -> Weights:
        """Each text and beginning of the choice with its weight; counted once in a search."""
        if choice not in self._rarities:
            texts = [part for part in choice.parts if isinstance(part, Text | Prefix)]
            found = [self._allow(self._found(text)) for text in texts]
            self._rarities[choice] = {
                text: rarity(count, self._visible)
                for text, count in zip(texts, self._engine.counts(found), strict=True)
            }
        return self._rarities[choice]

    @cached_property
    def _visible(self) -> int:
        """How many clauses the reader may see under the filters."""
        return self._engine.size(self._allow(self._engine.every_clause()))

    def _allow(self, query: Q) -> Q:
        return self._pieces.all_of([query, *self._allowed])

    def _matching(self, query: Query, weigh: Weighing) -> Q:
        match query:
            case And(parts):
                return self._and(parts, weigh)
            case Or(parts):
                return self._or(parts, weigh)
            case Not():
                return self._and((query,), weigh)
            case Text() | Prefix() | Fuzzy() | Near():
                return self._engine.scored(self._found(query), FOUND)
            case Everything():
                return self._engine.every_clause()
        return self._engine.scored(self._found(query), 0.0)

    def _and(self, parts: Sequence[Query], weigh: Weighing) -> Q:
        unwanted = [self._matching(part.part, _alike) for part in parts if isinstance(part, Not)]
        inside = [part for part in parts if isinstance(part, InDocument)]
        beside = [part for part in parts if not isinstance(part, Not | InDocument)]
        wanted = [self._matching(part, weigh) for part in beside]
        wanted += [self._engine.scored(self._inside(part, beside), 0.0) for part in inside]
        if not unwanted:
            return self._pieces.all_of(wanted)
        return self._engine.all_of(wanted or [self._engine.every_clause()], but_not=unwanted)

    def _or(self, parts: Sequence[Query], weigh: Weighing) -> Q:
        """Texts weigh by how rare they are among the clauses that the reader may see."""
        weights = weigh(Or(tuple(parts)))
        return self._pieces.any_of([
            self._engine.scored(self._found(part), weights[part])
            if isinstance(part, Text | Prefix)
            else self._matching(part, weigh)
            for part in parts
        ])  # fmt: skip

    def _found(self, query: Worded | Fielded) -> Q:
        """What holds a part of the query; worked out once, since some parts take a search."""
        if query not in self._all_found:
            self._all_found[query] = (
                self._worded(query) if isinstance(query, Worded) else self._by_field(query)
            )
        return self._all_found[query]

    def _inside(self, part: InDocument, beside: Sequence[Query]) -> Q:
        """The clauses of documents that hold the part, as far as what stands beside it needs."""
        both = And((*beside, part))
        if both not in self._all_found:
            among = [self._matching(other, _alike) for other in beside]
            held = self._engine.all_of([self._matching(part.part, _alike), *self._seen])
            self._all_found[both] = self._engine.of_documents(
                held, self._pieces.all_of([*among, *self._seen]) if among else None
            )
        return self._all_found[both]

    def _worded(self, query: Worded) -> Q:
        match query:
            case Fuzzy(text):
                return self._pieces.nearly(text)
            case Text(text):
                return self._pieces.phrase("text", text)
            case Prefix(text):
                return self._pieces.beginning(text)
            case Near(left, right):
                both = [
                    self._pieces.phrase("text", left.text),
                    self._pieces.phrase("text", right.text),
                ]
                # Not narrowed by the filters: it may be asked of the document, not of the clause.
                return self._engine.near(query, self._pieces.all_of([*both, *self._seen]))

    def _by_field(self, query: Fielded) -> Q:
        match query:
            case Figure() | Cites() | Numbered() | Opening() | ClauseType():
                return self._by_clause(query)
            case Documents() | InDocument() | Reviewed() | HeldAgainst():
                return self._by_document(query)
            case FieldText(field, text):
                return self._pieces.phrase(field.value, text)
            case ContractType(value):
                named = self._pieces.phrase("contract_type", value)
                return self._pieces.any_of([named, self._pieces.term("kind", fold(value))])
            case Collection(name):
                return self._pieces.term("collection", fold(name.strip()))
            case DateRange(start, end):
                first, last = day_number(start or date.min), day_number(end or date.max)
                return self._engine.numbers("day", first, last)

    def _by_document(self, query: Documents | InDocument | Reviewed | HeldAgainst) -> Q:
        match query:
            case Documents(ids):
                return self._engine.in_documents(sorted(ids))
            case InDocument():
                return self._inside(query, ())
            case Reviewed() | HeldAgainst():
                raise ValueError("what reviews say is looked up before a search")

    def _by_clause(self, query: Figure | Cites | Numbered | Opening | ClauseType) -> Q:
        match query:
            case ClauseType(clause_type):
                return self._pieces.term("clause_type", clause_type)
            case Figure():
                between = [
                    self._engine.numbers("figure", first, last) for first, last in ranges(query)
                ]
                return self._pieces.any_of(between)
            case Cites(law, article):
                return self._pieces.term("law", cited(law, article))
            case Numbered(number):
                return self._pieces.term("number", number)
            case Opening():
                return self._pieces.term("entry", "opening")


def _alike(choice: Or) -> Weights:
    """Weights where no score is asked for."""
    return dict.fromkeys((part for part in choice.parts if isinstance(part, Text | Prefix)), FOUND)
