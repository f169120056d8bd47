"""A query tree written as a person would type it, so that it can be offered as another query."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.clause_types import CLAUSE_TYPES
from index.query import (
    And,
    Cites,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Documents,
    FieldText,
    Figure,
    Fuzzy,
    HeldAgainst,
    InDocument,
    Measure,
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

_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"))


def written(query: Query, language: str = "en") -> str:
    """The text that the query language reads as this query; clause types by their names in Chinese,
    by their ids in English.
    """
    return _Writer(language).written(query)


@dataclass(frozen=True, slots=True)
class _Writer:
    language: str

    def written(self, query: Query) -> str:
        match query:
            case And(parts):
                return " ".join(map(self._inside_and, parts))
            case Or(parts):
                return " OR ".join(map(self._inside_or, parts))
            case Not(part):
                return f"NOT {self._inside_and(part)}"
            case InDocument(part):
                inside = self.written(part)
                is_word = isinstance(part, Text | Prefix | Fuzzy)
                return f"document:{inside if is_word else f'({inside})'}"
            case Text() | Prefix() | Fuzzy() | Near():
                return _words(query)
        return self._fielded(query)

    def _inside_and(self, part: Query) -> str:
        return f"({self.written(part)})" if isinstance(part, And | Or) else self.written(part)

    def _inside_or(self, part: Query) -> str:
        return f"({self.written(part)})" if isinstance(part, Or) else self.written(part)

    def _fielded(self, query: Query) -> str:
        name, value = "", ""
        match query:
            case FieldText(field, text):
                name, value = field.value, quoted(text)
            case ClauseType(clause_type):
                name, value = "clause", self._type(clause_type)
            case ContractType(text):
                name, value = "type", quoted(text)
            case Collection(text):
                name, value = "collection", quoted(text)
            case HeldAgainst(text):
                name, value = "checklist", quoted(text)
            case DateRange(start, end):
                name, value = "date", f"{_day(start)}..{_day(end)}"
            case Figure(measure):
                name, value = measure.value, _range(query)
            case Cites(law, article):
                name, value = "law", law if article is None else f"{law}第{article}条"
            case Numbered(number):
                name, value = "number", number
            case Reviewed(verdict, clause_type):
                name, value = verdict, self._type(clause_type)
            case Documents() | Opening():
                raise ValueError("nobody types this")
        return f"{name}:{value}" if name else ""

    def _type(self, clause_type: str) -> str:
        definition = CLAUSE_TYPES.get(clause_type)
        if definition is None or self.language != "zh":
            return clause_type
        return quoted(definition.name_zh)


def _words(query: Text | Prefix | Fuzzy | Near) -> str:
    match query:
        case Text(text):
            return quoted(text)
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text):
            return f"{text}~"
        case Near(left, right, distance):
            return f"{quoted(left.text)} NEAR/{distance} {quoted(right.text)}"


def quoted(text: str) -> str:
    """A text that may hold spaces, or what would be an operator."""
    if text.isalnum() and text not in {"AND", "OR", "NOT", "且", "或", "非"}:
        return text
    for opening, closing in _QUOTES:
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return text


def _range(figure: Figure) -> str:
    ends = [_figure(figure, end) for end in (figure.least, figure.most)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def _figure(figure: Figure, end: Decimal | None) -> str:
    if end is None:
        return ""
    match figure.measure:
        case Measure.AMOUNT:
            return f"{figure.currency}{end:f}"
        case Measure.DURATION:
            return _length(end)
        case Measure.PERCENT:
            return f"{end:f}%"


def _length(minutes: Decimal) -> str:
    """A duration in the largest unit in which it is a whole number."""
    for unit, of in (("日", 1440), ("小时", 60)):
        if minutes % of == 0:
            return f"{minutes / of:f}{unit}"
    return f"{minutes:f}分钟"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
