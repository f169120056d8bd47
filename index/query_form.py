"""A query from the fields of a form, for people who do not write the query language.

Each field is read as the language reads it, so that what the form asks for can be written down.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from contracts.errors import InvalidQuery
from index import query_errors as errors
from index.analysis import is_searchable
from index.fuzziness import fuzzy_run
from index.query import And, Everything, Fuzzy, InDocument, Near, Not, Or, Query, Text
from index.query_fields import FIELDS, VERDICTS

WORDS = ("all", "phrase", "any", "none", "near", "near_to", "distance", "nearly", "elsewhere")
FIELDED = ("clause", "type", "party", "title", "collection", "checklist", "law", "number")
RANGES = ("date", "amount", "duration", "percent")
UNITS = {  # what may stand behind a length of time, as the language reads it
    "hours": "小时", "days": "日", "working_days": "个工作日", "months": "个月", "years": "年"
}  # fmt: skip
CURRENCIES = ("", "CNY", "USD", "HKD", "TWD", "EUR", "GBP", "JPY", "SGD", "AUD", "CAD", "MOP")
FARTHEST = 200
_USUAL_DISTANCE = 20
_QUOTATION_MARKS = '"“”「」『』'


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a form asks for, and what is wrong with which of its fields."""

    query: Query
    errors: Mapping[str, InvalidQuery]


def read_form(values: Mapping[str, str]) -> FilledForm:
    """The query of the fields that are filled in; those that can't be read are told and left out.

    Fields are WORDS, FIELDED, RANGES each with ``_from`` and ``_to``, ``duration_unit``,
    ``currency``, ``verdict`` with ``verdict_on``.
    """
    filled = {name: value.strip() for name, value in values.items() if value.strip()}
    wrong: dict[str, InvalidQuery] = {}
    parts: list[Query] = []
    for name, read in _readers(filled):
        try:
            parts.extend(read())
        except InvalidQuery as error:
            wrong[name] = error
    wanted = tuple(dict.fromkeys(parts))
    if not wanted:
        return FilledForm(Everything(), wrong)
    return FilledForm(wanted[0] if len(wanted) == 1 else And(wanted), wrong)


_Reader = Callable[[], list[Query]]


def _readers(filled: Mapping[str, str]) -> Iterator[tuple[str, _Reader]]:
    """Each filled field, with the function that reads it."""
    if "all" in filled:
        yield "all", lambda: list(_texts(filled["all"]))
    if "phrase" in filled:
        yield "phrase", lambda: [_text(filled["phrase"])]
    if "any" in filled:
        yield "any", lambda: [_either(list(_texts(filled["any"])))]
    if "near" in filled and "near_to" in filled:
        yield "near", lambda: [_near(filled)]
    if "nearly" in filled:
        yield "nearly", lambda: [_nearly(filled["nearly"])]
    if "elsewhere" in filled:
        yield "elsewhere", lambda: [InDocument(text) for text in _texts(filled["elsewhere"])]
    for name in FIELDED:
        if name in filled:
            yield name, partial(_fielded, name, filled[name])
    for name in RANGES:
        if f"{name}_from" in filled or f"{name}_to" in filled:
            yield name, partial(_ranged, name, filled)
    if filled.get("verdict") in VERDICTS and "verdict_on" in filled:
        yield "verdict", lambda: [_field(filled["verdict"], filled["verdict_on"])]
    if "none" in filled:
        yield "none", lambda: [Not(text) for text in _texts(filled["none"])]


def _fielded(name: str, value: str) -> list[Query]:
    return [_field(name, value)]


def _ranged(name: str, filled: Mapping[str, str]) -> list[Query]:
    return [_field(name, _range(name, filled))]


def _text(typed: str) -> Text:
    if not is_searchable(typed):
        raise errors.nothing_to_search(0)
    return Text(typed.strip('"“”「」『』'))


def _texts(typed: str) -> Iterator[Text]:
    """A text query for each of the words."""
    yield from map(_text, typed.split())


def _either(texts: list[Text]) -> Query:
    return texts[0] if len(texts) == 1 else Or(tuple(texts))


def _near(filled: Mapping[str, str]) -> Near:
    typed = filled.get("distance", str(_USUAL_DISTANCE))
    if not typed.isdecimal() or int(typed) > FARTHEST:
        raise errors.too_far(FARTHEST, 0)
    return Near(_text(filled["near"]), _text(filled["near_to"]), int(typed))


def _nearly(typed: str) -> Fuzzy:
    if fuzzy_run(typed) is None:
        raise errors.not_fuzzy(0)
    return Fuzzy(typed)


def _field(name: str, value: str) -> Query:
    read, example = FIELDS[name]
    value = value.strip(_QUOTATION_MARKS)
    if not is_searchable(value):
        raise errors.no_value(name, example, 0)
    return read(value, 0)


def _range(name: str, filled: Mapping[str, str]) -> str:
    """A range as typed in the query language, with its unit or currency."""
    before = filled.get("currency", "") if name == "amount" else ""
    after = UNITS.get(filled.get("duration_unit", ""), "日") if name == "duration" else ""
    ends = [filled.get(f"{name}_{end}", "") for end in ("from", "to")]
    with_units = [
        f"{before}{end}{after}" if end.replace(".", "").replace(",", "").isdecimal() else end
        for end in ends
    ]
    return "..".join(with_units)
