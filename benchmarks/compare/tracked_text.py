"""Word files for other tools, and what a file with tracked changes leaves unmarked."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STARTS = (f"{W}moveFromRangeStart", f"{W}moveToRangeStart")
OLD_ONLY, NEW_ONLY = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")


def word_file(paragraphs: Sequence[str]) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass(slots=True)
class _Move:
    """The paragraphs that text was moved from and to, and how much of it."""

    olds: Counter[int] = field(default_factory=Counter)
    news: Counter[int] = field(default_factory=Counter)


def kept_in(data: bytes) -> Counter[tuple[int, int]]:
    """By paragraph of the old text and of the new the characters that both have unmarked.

    What was marked as moved counts whole: its two ends bear the same name.
    """
    with ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    kept: Counter[tuple[int, int]] = Counter()
    moves: dict[str, _Move] = defaultdict(_Move)
    name = ""
    old = new = 0
    for paragraph in root.iter(f"{W}p"):
        for element in paragraph.iter(*STARTS, f"{W}t", f"{W}delText"):
            size, side = len(element.text or ""), _side(element)
            if element.tag in STARTS:
                name = str(element.get(f"{W}name"))
            elif side == "from":
                moves[name].olds[old] += size
            elif side == "to":
                moves[name].news[new] += size
            elif side == "both":
                kept[old, new] += size
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        ended = {child.tag for child in mark} if mark is not None else set()
        old += ended.isdisjoint(NEW_ONLY)
        new += ended.isdisjoint(OLD_ONLY)
    for move in moves.values():
        for (i, size), (j, _) in zip(move.olds.items(), move.news.items(), strict=False):
            kept[i, j] += size
    return kept


def _side(element: etree._Element) -> str:
    """Whether the words stand in the old text, the new, both, or were moved from or to there."""
    tags = {ancestor.tag for ancestor in element.iterancestors()}
    if f"{W}moveFrom" in tags:
        return "from"
    if f"{W}moveTo" in tags:
        return "to"
    if tags.intersection(OLD_ONLY):
        return "old"
    return "new" if tags.intersection(NEW_ONLY) else "both"
