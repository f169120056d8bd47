"""Fields that a person fills in as text, in a form or in a cell, and their plain values.

Forms and workbooks share them, so that both say the same and name the same field in an error. A
list has an entry a line, or is separated by semicolons; an article of a law reads 民法典 470.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.plain_values import EXPECTED, Place, Problem, WrongValues
from review.wording import Wording

Texts = Mapping[str, str]  # by the fields' names

_ARTICLE = re.compile(
    r"《?(?P<law>[^《》]+?)》?\s*(?:第|§|Art(?:icle|\.)?)?\s*(?P<article>\d+)\s*条?"
)
_PARTS = re.compile(r"[\n;；]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: ``name`` is the way to its value, parted by points; how its text is read, written.

    ``choices`` are the values that it may have, with their names; () where there are more. A field
    of ``several`` has a value a line.
    """

    name: str
    title: Wording
    hint: Wording | None = None
    read: Callable[[str], Any] = str
    write: Callable[[Any, str], str] = lambda value, language: str(value)
    choices: tuple[tuple[str, Wording], ...] = ()
    lines: int = 1
    required: bool = True
    several: bool = False

    @property
    def place(self) -> tuple[str, ...]:
        """The path to the value, as a tuple."""
        return tuple(self.name.split("."))


def parts(text: str) -> list[str]:
    """The entries of a list."""
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def list_field(name: str, title: Wording, hint: Wording, *, required: bool = False) -> Field:
    """A field of several entries."""
    return Field(
        name, title, hint, read=parts, write=_lines, lines=3, required=required, several=True
    )


def optional_field(name: str, title: Wording, hint: Wording | None = None, lines: int = 1) -> Field:
    """A field that may be left empty."""
    return Field(name, title, hint, lines=lines, required=False)


def _lines(values: Iterable[Any], _language: str) -> str:
    return "\n".join(map(str, values))


def articles(text: str) -> list[dict[str, Any]]:
    """Read laws, each with an article."""
    found = [(part, _ARTICLE.fullmatch(" ".join(part.split()))) for part in parts(text)]
    return [match.groupdict() if match else {"law": part} for part, match in found]


def articles_written(laws: Iterable[Mapping[str, Any]], _language: str) -> str:
    """Write laws with their articles as a person does."""
    return "\n".join(f"{each['law']} {each['article']}" for each in laws)


def plain_of(fields: Iterable[Field], texts: Texts) -> dict[str, Any]:
    """The plain values that filled-in fields say; what is left empty is left out."""
    values: dict[str, Any] = {}
    for field in fields:
        text = texts.get(field.name, "").strip()
        if text:
            *ways, last = field.place
            inner = values
            for way in ways:
                inner = inner.setdefault(way, {})
            inner[last] = field.read(text)
    return values


def texts_of(fields: Iterable[Field], plain: Mapping[str, Any], language: str) -> dict[str, str]:
    """The plain values as the texts of the fields, in the reader's language."""
    return {field.name: _text(field, plain, language) for field in fields}


def _text(field: Field, plain: Mapping[str, Any], language: str) -> str:
    value: Any = plain
    for way in field.place:
        value = value.get(way) if isinstance(value, Mapping) else None
    return "" if value is None else field.write(value, language)


def field_at(fields: Sequence[Field], place: Place) -> Field:
    """The field that a place belongs to; the first field where it belongs to none."""
    fitting = [each for each in fields if place[: len(each.place)] == each.place[: len(place)]]
    return fitting[0] if fitting else fields[0]


def said_of(field: Field, problem: Problem) -> Wording:
    """What is wrong with a field, in words.

    For a choice the names to choose from are listed, for one of several values its line is told,
    and where something lacks within a value how it is written.
    """
    inside = problem.place[: len(field.place)] == field.place
    within = problem.place[len(field.place) :] if inside else ()
    if field.several and within:
        line, *within_value = within
        told = _with_hint(field, problem, within_value)
        number = int(line) + 1
        return Wording(f"第 {number} 行：{told.zh}", f"Line {number}: {told.en}")
    if within:
        return _with_hint(field, problem, within)
    if not field.choices or not problem.zh.startswith(EXPECTED):
        return Wording(problem.zh, problem.en)
    names = [name for _, name in field.choices]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return Wording(f"{EXPECTED}其中之一：{zh}", f"must be one of: {en}")


def _with_hint(field: Field, problem: Problem, within: Sequence[int | str]) -> Wording:
    if field.hint is None or not within:
        return Wording(problem.zh, problem.en)
    return Wording(f"{problem.zh}（{field.hint.zh}）", f"{problem.en} ({field.hint.en})")


def said_at(fields: Sequence[Field], problem: Problem, language: str) -> str:
    """What is wrong, with the title of the field."""
    field = field_at(fields, problem.place)
    return f"{field.title.text(language)}: {said_of(field, problem).text(language)}"


def errors_of(fields: Sequence[Field], wrong: WrongValues, language: str) -> dict[str, str]:
    """What is wrong, by the name of the field."""
    found = ((field_at(fields, problem.place), problem) for problem in wrong.problems)
    return {field.name: said_of(field, problem).text(language) for field, problem in found}
