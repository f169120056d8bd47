"""Text in DrawingML (ECMA-376 part 1, 21.1.2), as slides and sheets hold it: a:p in a text body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from contracts.document import Block, BlockKind, NumberSource
from ingest.parsers.docx_number_formats import format_number
from ingest.parsers.joined_text import without_bullet

AUTOMATIC = re.compile(
    r"(?P<format>arabicDb|arabic|alphaLc|alphaUc|romanLc|romanUc|circleNumDb|circleNumWd|ea1Chs|ea1Cht"
    r"|ea1Jpn)[A-Za-z]*?(?P<form>ParenBoth|ParenR|DbPeriod|Period|Plain)"
)
FORMATS = {
    "arabic": "decimal", "arabicDb": "decimalFullWidth", "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman",
    "circleNumDb": "decimalEnclosedCircle", "circleNumWd": "decimalEnclosedCircle",
    "ea1Chs": "chineseCounting", "ea1Cht": "taiwaneseCounting", "ea1Jpn": "japaneseCounting",
}  # fmt: skip
FORMS = {"ParenBoth": "({})", "ParenR": "{})", "DbPeriod": "{}．", "Period": "{}.", "Plain": "{}"}
DEEPEST = 8


@dataclass(slots=True)
class _List:
    """The automatic numbers of one text body: scheme and last number by level."""

    counts: dict[int, tuple[str, int]]

    def label(self, element: etree._Element | None, level: int) -> str:
        """The next number, "" for a paragraph without; deeper levels begin anew."""
        for deeper in [deep for deep in self.counts if deep > level]:
            del self.counts[deeper]
        scheme = element.get("type", "") if element is not None else ""
        form = AUTOMATIC.fullmatch(scheme)
        if element is None or form is None:
            self.counts.pop(level, None)
            return ""
        before, number = self.counts.get(level, ("", 0))
        start = element.get("startAt", "1")
        begin = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        number = number + 1 if before == scheme else begin
        self.counts[level] = (scheme, number)
        return FORMS[form["form"]].format(format_number(number, FORMATS[form["format"]]))


def text_blocks(body: etree._Element, *, listed: bool = False) -> Iterator[Block]:
    """The paragraphs of a text body; ``listed`` where they are list items unless they say not."""
    numbers = _List({})
    for paragraph in body.iterchildren("{*}p"):
        text = _text(paragraph).strip()
        if not text:
            continue
        properties = paragraph.find("{*}pPr")
        level = _level(properties)
        automatic = properties.find("{*}buAutoNum") if properties is not None else None
        label = numbers.label(automatic, level)
        item = without_bullet(text)
        bulleted = listed or item != text or (properties is not None and _has_bullet(properties))
        if properties is not None and properties.find("{*}buNone") is not None:
            bulleted = False
        kind = BlockKind.LIST_ITEM if label or bulleted else BlockKind.PARAGRAPH
        yield Block(
            0,
            kind,
            item,
            number_label=label,
            number_source=NumberSource.AUTOMATIC if label else None,
            level=level if kind is BlockKind.LIST_ITEM else None,
        )


def plain_text(body: etree._Element | None) -> str:
    """A text body in one line."""
    if body is None:
        return ""
    return " ".join(" ".join(_text(paragraph) for paragraph in body.iter("{*}p")).split())


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        name = etree.QName(element).localname
        pieces.append({"br": "\n", "tab": "\t"}.get(name) or element.text or "")
    return "".join(pieces)


def _level(properties: etree._Element | None) -> int:
    level = properties.get("lvl", "0") if properties is not None else "0"
    return min(int(level), DEEPEST) if level.isascii() and level.isdigit() else 0


def _has_bullet(properties: etree._Element) -> bool:
    return any(properties.find(f"{{*}}{name}") is not None for name in ("buChar", "buBlip"))
