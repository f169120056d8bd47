"""Word's automatic numbering: which label stands before a paragraph, though no text holds it.

An *abstract list* (w:abstractNum) defines nine levels and owns the counters; a *list* (w:num)
refers to one and may override levels or their start. A label is the level's text (``第%1条``,
``%1.%2``) with each ``%n`` replaced by level n's number in its own format.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.parsers.docx_number_formats import format_number
from ingest.parsers.docx_styles import ParagraphStyle, Styles
from office.word_elements import W, child, integer, switched_on, value

LEVELS = 9
PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (w:lvl).

    ``restart`` is the level (from 1) whose appearance restarts this one: None for any higher one,
    0 for never. ``legal`` prints all numbers of the label in digits (w:isLgl).
    """

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style_id: str = ""


@dataclass(frozen=True, slots=True)
class NumberList:
    """A list that paragraphs refer to by its id (w:num)."""

    abstract_id: str
    levels: tuple[Level, ...]
    start_overrides: Mapping[int, int] = field(default_factory=dict)

    def level_of_style(self, style_id: str) -> int | None:
        """The level that is linked to a paragraph style (w:pStyle)."""
        for index, level in enumerate(self.levels):
            if style_id and level.style_id == style_id:
                return index
        return None


def read_numbering(root: etree._Element | None, styles: Styles) -> dict[str, NumberList]:
    """The lists of the numbering part by their id."""
    if root is None:
        return {}
    abstract_elements = {
        element.get(f"{W}abstractNumId", ""): element for element in root.iter(f"{W}abstractNum")
    }
    num_elements = {element.get(f"{W}numId", ""): element for element in root.iter(f"{W}num")}
    lists = {}
    for number_id, element in num_elements.items():
        abstract_id = _abstract_id(element, num_elements, abstract_elements, styles)
        if abstract_id is not None:
            levels = _read_levels(abstract_elements[abstract_id])
            lists[number_id] = _overridden(NumberList(abstract_id, levels), element)
    return lists


def _abstract_id(
    num: etree._Element,
    nums: Mapping[str, etree._Element],
    abstracts: Mapping[str, etree._Element],
    styles: Styles,
) -> str | None:
    """The abstract list of a list, followed through numbering styles (w:numStyleLink)."""
    for _ in range(len(nums) + 1):  # a circle of links ends here
        abstract_id = value(child(num, "abstractNumId"))
        if abstract_id not in abstracts:
            return None
        link = value(child(abstracts[abstract_id], "numStyleLink"))
        if not link or any(True for _ in abstracts[abstract_id].iterchildren(f"{W}lvl")):
            return abstract_id
        linked = nums.get(styles.of(link).number_id or "")
        if linked is None or linked is num:
            return abstract_id
        num = linked
    return None


def _read_levels(abstract: etree._Element) -> tuple[Level, ...]:
    levels = [Level()] * LEVELS
    for element in abstract.iterchildren(f"{W}lvl"):
        index = _level_index(element)
        if index is not None:
            levels[index] = _read_level(element)
    return tuple(levels)


def _read_level(element: etree._Element) -> Level:
    number_format = child(element, "numFmt")
    if number_format is None:  # newer formats stand in a choice with a fallback
        number_format = element.find(f".//{W}numFmt")
    picture = child(element, "lvlPicBulletId") is not None
    return Level(
        start=integer(child(element, "start")) or 0,
        number_format="bullet" if picture else value(number_format, "decimal"),
        text=value(child(element, "lvlText")),
        legal=switched_on(child(element, "isLgl")),
        restart=integer(child(element, "lvlRestart")),
        style_id=value(child(element, "pStyle")),
    )


def _overridden(numbers: NumberList, num: etree._Element) -> NumberList:
    levels = list(numbers.levels)
    starts = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        index = _level_index(override)
        if index is None:
            continue
        level = child(override, "lvl")
        if level is not None:
            levels[index] = _read_level(level)
        start = integer(child(override, "startOverride"))
        if start is not None:
            starts[index] = start
            levels[index] = replace(levels[index], start=start)
    return replace(numbers, levels=tuple(levels), start_overrides=starts)


def _level_index(element: etree._Element) -> int | None:
    text = element.get(f"{W}ilvl", "")
    return int(text) if text in {str(index) for index in range(LEVELS)} else None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list: its level, and its label ("" for a bullet)."""

    level: int
    label: str


class NumberCounter:
    """Counts through a document: asked for each paragraph in order, it gives its label."""

    def __init__(self, lists: Mapping[str, NumberList]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()  # lists whose start override has been used

    def number(
        self, style: ParagraphStyle, number_id: str | None, number_level: int | None
    ) -> Numbered | None:
        """The number of a paragraph with this style and its own w:numPr, if it has one."""
        by_style = number_id is None
        list_id = style.number_id if by_style else number_id
        numbers = self._lists.get(list_id or "")
        if numbers is None or list_id is None:
            return None
        level = number_level
        if level is None:
            level = numbers.level_of_style(style.id) if by_style else None
        if level is None:
            level = style.number_level or 0
        if not 0 <= level < LEVELS:
            return None
        return Numbered(level, self._next_label(list_id, numbers, level))

    def _next_label(self, list_id: str, numbers: NumberList, index: int) -> str:
        counts = self._counts.setdefault(numbers.abstract_id, [None] * LEVELS)
        level = numbers.levels[index]
        for higher in range(index):
            if counts[higher] is None:
                counts[higher] = numbers.levels[higher].start
        count = counts[index]
        counts[index] = level.start if count is None else count + 1
        if index in numbers.start_overrides and (list_id, index) not in self._begun:
            self._begun.add((list_id, index))
            counts[index] = numbers.start_overrides[index]
        for deeper in range(index + 1, LEVELS):
            restart = numbers.levels[deeper].restart
            if restart is None or index < restart:
                counts[deeper] = None
        if level.number_format == "bullet":
            return ""
        return PLACEHOLDER.sub(lambda match: _printed(numbers, counts, level, match), level.text)


def _printed(
    numbers: NumberList, counts: list[int | None], level: Level, match: re.Match[str]
) -> str:
    index = int(match[1]) - 1
    count = counts[index]
    if count is None:
        return ""
    number_format = numbers.levels[index].number_format
    if level.legal and number_format not in ("none", "bullet"):
        number_format = "decimal"
    return "" if number_format == "bullet" else format_number(count, number_format)
