"""Paragraph styles of a DOCX: what a paragraph inherits by its style (w:styles in ECMA-376)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from office.word_elements import W, child, integer, value

BODY_TEXT_LEVEL = 9  # w:outlineLvl 9 says "not a heading"
HEADING_NAME = re.compile(r"(?:heading|标题|標題) ?([1-9])", re.IGNORECASE)
TITLE_NAMES = {"title", "标题", "標題"}


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A style with all it inherits: number list and level as in w:numPr, heading level from 0."""

    id: str
    number_id: str | None = None
    number_level: int | None = None
    heading_level: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles by id, and the one of paragraphs that name none."""

    by_id: Mapping[str, ParagraphStyle]
    default: ParagraphStyle

    def of(self, style_id: str) -> ParagraphStyle:
        """The style, or the default one where none is named or the name leads nowhere."""
        return self.by_id.get(style_id, self.default)


def read_styles(root: etree._Element | None) -> Styles:
    """The styles part, each style resolved along its w:basedOn chain."""
    elements = (
        {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        if root is not None
        else {}
    )
    by_id = {style_id: _resolve(style_id, elements) for style_id in elements}
    for style_id, element in elements.items():
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            return Styles(by_id, by_id[style_id])
    return Styles(by_id, ParagraphStyle(""))


def heading_level(own: int | None, style: ParagraphStyle) -> int | None:
    """The heading level of a paragraph that has its own w:outlineLvl, or None, and a style."""
    level = style.heading_level if own is None else own
    return level if level is not None and 0 <= level < BODY_TEXT_LEVEL else None


def _resolve(style_id: str, elements: Mapping[str, etree._Element]) -> ParagraphStyle:
    number_id = number_level = level = None
    for element in _ancestry(style_id, elements):
        properties = child(element, "pPr")
        number = child(properties, "numPr")
        if number is not None and number_id is None:
            number_id = value(child(number, "numId")) or None
            number_level = integer(child(number, "ilvl")) if number_level is None else number_level
        if level is None:
            level = integer(child(properties, "outlineLvl"))
        if level is None:
            level = heading_level_by_name(value(child(element, "name")))
    return ParagraphStyle(style_id, number_id, number_level, level)


def _ancestry(style_id: str, elements: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """The style and the styles it is based on, nearest first; a circle is walked once."""
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        yield elements[style_id]
        style_id = value(child(elements[style_id], "basedOn"))


def heading_level_by_name(name: str) -> int | None:
    """The heading level that a style's name tells, in Chinese or English; or None."""
    if name.lower() in TITLE_NAMES:
        return 0
    match = HEADING_NAME.fullmatch(name)
    return int(match[1]) - 1 if match else None
