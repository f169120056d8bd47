"""A query tree written as a person would type it, so that it can be offered as another query."""

from datetime import date

from index.query import (
    And,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Everything,
    FieldText,
    Near,
    Not,
    Or,
    Prefix,
    Query,
    Text,
)

_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("『", "』"))


def written(query: Query) -> str:
    """The text that the query language reads as this query."""
    match query:
        case And(parts):
            return " ".join(map(_inside_and, parts))
        case Or(parts):
            return " OR ".join(map(_inside_or, parts))
        case Not(part):
            return f"NOT {_inside_and(part)}"
        case Everything():
            return ""
        case Text() | Prefix() | Near():
            return _words(query)
    return _field(query)


def _words(query: Text | Prefix | Near) -> str:
    match query:
        case Text(text):
            return _quoted(text)
        case Prefix(text):
            return f"{text}*"
        case Near(left, right, distance):
            return f"{_quoted(left.text)} NEAR/{distance} {_quoted(right.text)}"


def _field(query: FieldText | ClauseType | ContractType | Collection | DateRange) -> str:
    match query:
        case FieldText(field, text):
            return f"{field.value}:{_quoted(text)}"
        case ClauseType(clause_type):
            return f"clause:{clause_type}"
        case ContractType(value):
            return f"type:{_quoted(value)}"
        case Collection(name):
            return f"collection:{_quoted(name)}"
        case DateRange(start, end):
            return f"date:{_day(start)}..{_day(end)}"


def _inside_and(part: Query) -> str:
    return f"({written(part)})" if isinstance(part, And | Or) else written(part)


def _inside_or(part: Query) -> str:
    return f"({written(part)})" if isinstance(part, Or) else written(part)


def _quoted(text: str) -> str:
    """A text that may hold spaces, or what would be an operator."""
    if text.isalnum() and text not in {"AND", "OR", "NOT", "且", "或", "非"}:
        return text
    for opening, closing in _QUOTES:
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return text


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
