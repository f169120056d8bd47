"""Wrapped lines → paragraphs, by what they say and where they stand.

Used for PDF, where lines have places on a page, and for plain text, where columns of characters
serve as places. A paragraph ends where the next line is set apart (a gap, an indent, another type
size), carries a number of its own, or would have fitted on the line before.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from contracts.numbering import may_follow, parse_label

HANZI = r"\u3400-\u9fff\uf900-\ufaff"
WIDE = rf"[{HANZI}\u3000-\u303f\uff00-\uffef“”‘’—…]"
JOINS_WITHOUT_SPACE = re.compile(rf"{WIDE}\n|\n{WIDE}")
SENTENCE_END = re.compile(
    r"(?:[。．.;；:：!！?？][”’」』\"')）】]*|[;；]\s?(?:and|or|以及|和|或))$"
)
BULLET = re.compile(r"[•●○■□▪◆➢✓‣◦·*–—-]\s")
LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,})\s*[\divxIVX]+$")  # of a table of contents
LINE_END_HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text and place, in any unit, the origin at the top left.

    ``em`` is the width of a square character, ``left`` and ``right`` are the edges of the column it
    stands in. Lines of another ``page`` or ``column`` are not compared by height.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    left: float
    right: float
    bold: bool = False
    page: int = 1
    column: int = 0


Paragraph = tuple[Line, ...]


def join_lines(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The lines, in reading order, as paragraphs."""
    usual_pitch = _usual_pitch(lines)
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _starts_paragraph(paragraph, line, usual_pitch):
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield tuple(paragraph)


def paragraph_text(
    texts: Sequence[str], is_word: Callable[[str], bool] = lambda word: False
) -> str:
    """Lines as one text: a space between words, none beside Chinese.

    A hyphen at a line's end goes where ``is_word`` knows the joined word, and stays elsewhere.
    """
    joined = texts[0].strip()
    for text in texts[1:]:
        following = text.strip()
        if joined.endswith(LINE_END_HYPHEN):
            joined = _join_hyphenated(joined[:-1], following, is_word)
        elif joined.endswith("-") and following[:1].isalpha():
            joined += following
        else:
            seam = f"{joined[-1:]}\n{following[:1]}"
            joined += ("" if JOINS_WITHOUT_SPACE.search(seam) else " ") + following
    return joined.removesuffix(LINE_END_HYPHEN).strip()


def words_of(texts: Sequence[str]) -> Counter[str]:
    """How often each word occurs, for telling ``agree-ment`` from ``non-compete``."""
    return Counter(word.lower() for text in texts for word in WORD.findall(text))


def _join_hyphenated(head: str, tail: str, is_word: Callable[[str], bool]) -> str:
    first = re.search(r"[A-Za-z]+$", head)
    second = re.match(r"[A-Za-z]+", tail)
    if first and second and is_word((first[0] + second[0]).lower()):
        return head + tail
    return f"{head}-{tail}"


def _usual_pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line's foot to the next one's."""
    pitches = [
        line.bottom - previous.bottom
        for previous, line in pairwise(lines)
        if _same_column(previous, line) and 0 < line.bottom - previous.bottom < 4 * line.em
    ]
    return median(pitches) if pitches else float("inf")


def _same_column(previous: Line, line: Line) -> bool:
    return previous.page == line.page and previous.column == line.column


def _starts_paragraph(paragraph: Sequence[Line], line: Line, usual_pitch: float) -> bool:
    previous = paragraph[-1]
    if LEADER.search(previous.text) or BULLET.match(line.text) or _is_other_type(previous, line):
        return True
    ended = bool(SENTENCE_END.search(previous.text))
    if not _same_column(previous, line):
        return ended or _is_short(previous, line) or _is_indented(line) or _is_numbered(line)
    pitch = usual_pitch
    if len(paragraph) > 1 and _same_column(paragraph[-2], previous):
        pitch = previous.bottom - paragraph[-2].bottom
    if not 0 < line.bottom - previous.bottom <= 1.35 * pitch or _is_short(previous, line):
        return True
    return _continues_list(paragraph[0], line, ended) or _is_set_apart(paragraph, line, ended)


def _continues_list(first: Line, line: Line, ended: bool) -> bool:
    """Whether the line's number begins an item, and is no number cited in running text."""
    label = parse_label(line.text)
    if label is None or ended:
        return label is not None
    before = parse_label(first.text)
    return (
        before is not None and before.scheme == label.scheme and may_follow(before.path, label.path)
    )


def _is_other_type(previous: Line, line: Line) -> bool:
    return abs(line.em - previous.em) > 0.15 * previous.em or line.bold < previous.bold


def _is_set_apart(paragraph: Sequence[Line], line: Line, ended: bool) -> bool:
    """Whether the line's indent differs from what its paragraph would have next."""
    first, previous = paragraph[0], paragraph[-1]
    if len(paragraph) == 1:
        indented = line.x0 > first.x0 + 0.8 * line.em
        hanging = _is_numbered(first) or bool(BULLET.match(first.text)) or not ended
        return indented and not hanging
    return abs(line.x0 - previous.x0) > 0.8 * line.em


def _is_short(previous: Line, line: Line) -> bool:
    """Whether the line's first word would have fitted at the end of the one before."""
    room = previous.right - previous.x1
    if re.match(WIDE, line.text):
        return room > 2.6 * line.em
    word = line.text.split(maxsplit=1)[0]
    character = (previous.x1 - previous.x0) / max(1, len(previous.text))
    return room > 1.3 * len(word) * min(character, previous.em) + 0.6 * line.em


def _is_indented(line: Line) -> bool:
    return line.x0 > line.left + 0.8 * line.em


def _is_numbered(line: Line) -> bool:
    return parse_label(line.text) is not None
