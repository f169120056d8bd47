"""The query tree: what a person asks for, whatever engine answers.

``query_language`` makes it from typed text, each back end compiles it, ``highlight`` marks its
words. A ``position`` is where a part was typed; two queries that differ in it alone are equal.
"""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that must stand together in the clause, punctuation and spaces aside.

    A word and a quoted phrase are the same thing here: 违约金 finds 违约金额, ``term`` finds
    ``termination``; a whole word only ranks higher.
    """

    text: str
    position: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word that begins with these characters (``confid*``)."""

    text: str
    position: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word or a row of hanzi that may be spelled a little differently (``terminaton~``).

    A word with one edit, from eight letters on with two; in a row of hanzi one may be missing,
    added, another, or change places with the next.
    """

    text: str
    position: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Both texts in one clause, in either order, with at most ``distance`` characters between.

    Counted are characters that are letters, digits or hanzi; punctuation and spaces are not.
    """

    left: Text
    right: Text
    distance: int


class TextField(StrEnum):
    """Fields of the document that are searched as text."""

    TITLE = "title"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class FieldText:
    """The document's title or a party's name contains these characters."""

    field: TextField
    text: str
    position: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ClauseType:
    """The clause bears this type as an operative provision."""

    clause_type: str


@dataclass(frozen=True, slots=True)
class ContractType:
    """The document's contract type contains these characters (``type:售后服务``), or it is of this
    kind (``type:policy``).
    """

    value: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The document is in the collection of this name."""

    name: str
    position: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DateRange:
    """The document's signing date lies between the two, both included; None is open."""

    start: date | None
    end: date | None


class Measure(StrEnum):
    """What a figure measures."""

    AMOUNT = "amount"  # of money
    DURATION = "duration"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Figure:
    """The clause names a figure between the two, both included; None is open.

    Amounts are in ``currency`` (ISO 4217), "" for any; durations are in minutes, shares in percent.
    """

    measure: Measure
    least: Decimal | None
    most: Decimal | None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Cites:
    """The clause cites the law, or this article of it; by its name in the register."""

    law: str
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """The clause bears this number, as one cites it: 8 for 第八条, 8.2, c for (c)."""

    number: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review has this verdict on an item that asks for the clause type (``missing:保密``).

    No search engine knows verdicts: they are looked up and turned into ``Documents`` first.
    """

    verdict: str
    clause_type: str


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """The document is reviewed by the checklist with these characters in its name
    (``checklist:售后服务``); looked up like verdicts.
    """

    checklist: str
    position: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Documents:
    """The clauses of these documents."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class InDocument:
    """The clauses of documents in which some clause matches (``document:(保密 OR 违约金)``)."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Opening:
    """The first clause of each document, which stands for it where documents are asked for."""


@dataclass(frozen=True, slots=True)
class And:
    """All of them, in one clause."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clauses that the part does not match."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every clause: an empty box with filters."""


Query = (
    Text | Prefix | Fuzzy | Near | FieldText | ClauseType | ContractType | Collection | DateRange
    | Figure | Cites | Numbered | Reviewed | HeldAgainst | Documents | InDocument | Opening
    | And | Or | Not | Everything
)  # fmt: skip
_OF_DOCUMENTS = (
    FieldText, ContractType, Collection, DateRange, Reviewed, HeldAgainst, Documents, InDocument
)  # fmt: skip


def is_about_documents(query: Query) -> bool:
    """Whether the query asks nothing of a single clause, so that documents are meant."""
    match query:
        case And(parts) | Or(parts):
            return all(map(is_about_documents, parts))
        case Not(part):
            return is_about_documents(part)
    return isinstance(query, _OF_DOCUMENTS)
