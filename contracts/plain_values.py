"""Plain values that become dataclasses, checked: every error with its place.

Plain values are what YAML, a form or a workbook holds: mappings, lists, words and numbers. Whoever
read them knows the line, field or cell of each place, and adds it to the problem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from contracts.unfit import Unfit

T = TypeVar("T")
Place = tuple[int | str, ...]  # the way to a value: keys and positions

EXPECTED = "应为"
# Pydantic's error types in Chinese; the braces take the error's own context.
CHINESE: Mapping[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的键",
    "unexpected_keyword_argument": "不认识的键",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_too_long": "最多 {max_length} 字",
    "string_pattern_mismatch": "应符合 {pattern}",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为“键：值”",
    "dataclass_type": "应为“键：值”",
    "dataclass_exact_type": "应为“键：值”",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "float_type": "应为数字",
    "decimal_parsing": "应为数字",
    "greater_than": "应大于 {gt}",
    "too_short": "至少需要 {min_length} 个",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "enum": "应为 {expected}",
    "literal_error": "应为 {expected}",
    "date_from_datetime_parsing": "应为日期，如 2021-01-01",
    "date_type": "应为日期，如 2021-01-01",
    "value_error": "{error}",
}
# Where pydantic's own English speaks to programmers.
ENGLISH: Mapping[str, str] = {
    "missing": "this is needed",
    "string_too_short": "must not be empty",
    "int_parsing": "must be a whole number",
    "decimal_parsing": "must be a number",
    "date_from_datetime_parsing": "must be a date, such as 2021-01-01",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value at a place."""

    place: Place
    zh: str
    en: str


class WrongValues(ValueError):
    """Plain values that don't fit the dataclass asked for: each problem with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = tuple(problems)


def checked(value: object, type_: type[T]) -> T:
    """The plain value as one of ``type_``: a dataclass, or a tuple or mapping of dataclasses.

    Raises WrongValues with all that is wrong.
    """
    kind: Any = type_
    try:
        fitting: T = _adapter(kind).validate_python((value,))[0]
    except ValidationError as error:
        found = error.errors()
        deeper = {d["loc"][:n] for d in found for n in range(len(d["loc"]))}
        told = [d for d in found if d["type"] != "too_short" or d["loc"] not in deeper]
        raise WrongValues([_problem(details) for details in told]) from error
    return fitting


@cache
def _adapter(kind: Any) -> TypeAdapter[tuple[Any]]:
    # Only inside another type does pydantic hand the configuration down to plain dataclasses.
    wrapped: Any = GenericAlias(tuple, (kind,))
    return TypeAdapter(wrapped, config=ConfigDict(extra="forbid"))


def plain(value: Any) -> Any:
    """The dataclass, or a part of one, as plain values; defaults are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value if isinstance(value, str | int | date) else plain(tuple(value))


def _problem(details: ErrorDetails) -> Problem:
    context = {key: str(value) for key, value in details.get("ctx", {}).items()}
    unfit = details.get("ctx", {}).get("error")
    if isinstance(unfit, Unfit):
        return Problem(details["loc"][1:], unfit.zh, unfit.en)
    chinese = CHINESE.get(details["type"])
    plainly = details["msg"].removeprefix("Value error, ")  # of our own checks, which say it all
    english = ENGLISH.get(details["type"], plainly)
    return Problem(details["loc"][1:], chinese.format(**context) if chinese else english, english)
