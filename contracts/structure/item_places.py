"""Where in a line numbers stand that may begin items: 1、…；2、…；3、…"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from contracts.structure.numbering import Label
from contracts.structure.printed_lines import Line, VersionText, labels_at
from contracts.structure.schemes import Scheme
from contracts.text import HANZI

FAMILY = {
    Scheme.ARABIC: "1.",
    Scheme.DECIMAL: "1.",  # 1.2 may be followed by 2.
    Scheme.NUMBERED_SECTION: "1.",
    Scheme.ARABIC_COMMA: "1、",
    Scheme.ARABIC_HALF: "1)",
    Scheme.ARABIC_BRACKETED: "(1)",
    Scheme.CIRCLED: "①",
    Scheme.HANZI: "一、",
    Scheme.HANZI_BRACKETED: "（一）",
    Scheme.ARTICLE: "第一条",
    Scheme.CHAPTER: "第一章",
    Scheme.LETTER: "a.",
    Scheme.LETTER_HALF: "a)",
    Scheme.LETTER_BRACKETED: "(a)",
    Scheme.ROMAN_BRACKETED: "(i)",
}
"""The count that a scheme of items goes on with."""

_NUMBER = re.compile(
    r"\d{1,3}[.、,)]|\((?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z]|[ivx]{2,6})\)"
    r"|article [\divx]|section \d|[一二三四五六七八九十]{1,3}、"
    rf"|第[一二三四五六七八九十百\d]{{1,5}}[章条]|[①-⒛㈠-㈩]|[a-h][.)] ?[{HANZI}]"
)
_STOPS = frozenset("。;:!?")
_COMMAS = frozenset(',、"”)')
_GLUES = re.compile(f"[{HANZI}}}》%]")
_BEHIND_WORD = re.compile(r"\d|\([a-z]|[as]")  # a figure, a letter in brackets, Article, Section
# 附件1、 and 第2. are no items; nor is what follows a word that cites (in Section 2.1).
_CITING = re.compile("附[件录]|(?!条款).?[第表图款条项共为约于至及或与和除因]")
_CITES_ITSELF = re.compile(
    "本(?:合同|协议|合约|契约) ?第(?![一1][条章])"
)  # 第一条 may follow its name
_ENDS_A_WORD = re.compile("[第其期周之统唯单专初十,、]|(?<!合)同")  # 统一、规范; 其二、; 星期三、
_TITLE_AT_END = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,5}[章条])"
    rf" *[{HANZI}]{{2,12}}[: ]*"
)
_CITING_WORDS = frozenset(
    [
        "Section",
        "Sections",
        "Article",
        "Articles",
        "Clause",
        "Clauses",
        "Paragraph",
        "Schedule",
        "Exhibit",
        "Appendix",
        "Annex",
        "Part",
        "Item",
        "Rule",
        "No",
    ]
)
# An item that no stop parts from the one before: … of the event (xii) The fee …
_OWN_SENTENCE = re.compile(r"\([a-z]{2,6}\) +[A-Z][a-z]")
_IN_SENTENCES = (Scheme.LETTER_BRACKETED, Scheme.ROMAN_BRACKETED)
_LETTERS = (Scheme.LETTER, Scheme.LETTER_HALF)
_OUTER = (Scheme.HANZI, Scheme.CHAPTER)
_GOES_ON = (".", ",", ";", ")", "]", "】", "」", "》")  # behind what is no item's number


@dataclass(frozen=True, slots=True)
class Item:
    """A number inside a line in its possible readings; ``sure`` when it stands behind a stop."""

    piece: Line
    sure: bool

    def needs_a_place(self, label: Label) -> bool:
        """Whether nothing tells it from a word but that its number is the one to come."""
        return label.scheme in _OUTER and not self.sure


class Behind(Enum):
    """What a number stands behind; a stop or a blank surely parts it from what comes before."""

    STOP = auto()
    COMMA = auto()
    GLUE = auto()  # a hanzi, in texts run together
    WORD = auto()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number begins, and where what it stands behind ends."""

    behind: Behind
    end: int
    start: int


def items_in(line: Line, text: VersionText) -> Iterator[Item]:
    """The numbers inside a line that may begin items, in order."""
    if line.table or (line.heading_level is not None and not line.heading):
        return
    number_end = line.start + max((label.length for label in line.labels), default=1)
    heading_end = line.start + sum(label.length for label in line.labels[:1]) + len(line.heading)
    for number in _NUMBER.finditer(text.folded, line.start, line.end):
        start = number.start()
        place = _place(start, text.folded) if start >= number_end else None
        if place is None or _is_cited(place, text):
            continue
        sure = (
            place.behind is Behind.STOP
            or not text.folded[heading_end:start].strip(" ,:")
            or _TITLE_AT_END.fullmatch(text.folded, start, line.end) is not None
        )
        labels = tuple(_labels_inside(place, text, line.end, sure=sure))
        if labels:
            number_end = start + max(label.length for label in labels)  # 2、1、3 is one number
            yield Item(Line(start, line.end, line.block, labels), sure)


def _place(start: int, folded: str) -> _Place | None:
    """What the number at ``start`` stands behind; None where it cannot begin an item."""
    end = start
    while folded[end - 1] == " ":
        end -= 1
    gap, last = start - end, folded[end - 1]
    stops = (
        last in _STOPS
        or (last == "." and (gap > 0 or _ends_sentence(folded, end, start)))
        or folded.endswith(("___", "*]", "* ]"), 0, end)  # a blank, or what was blacked out
    )
    if stops or (gap > 1 and last not in _COMMAS):
        return _Place(Behind.STOP, end, start)
    if last in _COMMAS:
        return _Place(Behind.COMMA, end, start)
    if _GLUES.match(last):
        return _Place(Behind.GLUE, end, start)
    if gap == 1 and "a" <= last <= "z" and _BEHIND_WORD.match(folded, start):
        return _Place(Behind.WORD, end, start)
    return None


def _ends_sentence(folded: str, end: int, start: int) -> bool:
    """Whether the full stop that ends there is a Chinese one: …遵守．第一条"""
    return folded[start] in "第(" and _GLUES.match(folded, end - 2) is not None


def _is_cited(place: _Place, text: VersionText) -> bool:
    if place.behind is Behind.GLUE:
        return bool(
            _CITING.fullmatch(text.folded, place.end - 2, place.end)
            or _CITES_ITSELF.match(text.folded, place.end - 3)
        )
    if place.behind is not Behind.WORD:
        return False
    before = text.printed[max(0, place.end - 20) : place.end]
    word = before.rsplit(None, 1)[-1]
    if word.capitalize() in _CITING_WORDS:
        return True
    if text.printed[place.start] == "(":
        return not _OWN_SENTENCE.match(text.printed, place.start)
    return not (word[0].isupper() or before.endswith(("; and", "; or")))


def _labels_inside(place: _Place, text: VersionText, end: int, *, sure: bool) -> Iterator[Label]:
    start = place.start
    behind_word = text.folded[start - 2].isalpha()
    # (a) …; (b) … or (c) … is one sentence
    ends_one = behind_word or text.printed[start - 2] in ".:。]"
    for label in labels_at(text, start, end):
        scheme = label.scheme
        following = text.folded[start + label.length : start + label.length + 1]
        if scheme not in FAMILY or following in _GOES_ON:
            continue
        if scheme in _OUTER:
            fits = sure or not _ENDS_A_WORD.match(text.folded, place.end - 1)
        elif scheme in _IN_SENTENCES:
            fits = ends_one and (sure or behind_word)
        elif scheme in _LETTERS:
            fits = sure or place.behind is Behind.GLUE
        else:
            fits = True
        if fits and (scheme in _LETTERS or not label.text[0].islower()):
            yield label
