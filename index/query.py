"""The query tree: what a person asks for, whatever engine answers.

``query_language`` makes it from typed text, each back end compiles it, ``highlight`` marks its
words. A ``position`` is where a part was typed; two queries that differ in it alone are equal.
"""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
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


@dataclass(frozen=True, slots=True)
class DateRange:
    """The document's signing date lies between the two, both included; None is open."""

    start: date | None
    end: date | None


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
    Text | Prefix | Near | FieldText | ClauseType | ContractType | Collection | DateRange
    | And | Or | Not | Everything
)  # fmt: skip
