"""Items that run together in a line (1、…；2、…；3、…) are cut where the numbers go on legally."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from contracts.structure.numbering import Label, may_follow
from contracts.structure.printed_lines import Line, VersionText, cut, labels_at
from contracts.structure.schemes import Scheme
from contracts.text import HANZI

# A number stands behind a stop; less surely behind a comma, a word or, in glued texts, a hanzi.
_PLACE = re.compile(
    rf"(?:(?P<stop>[。;:!?]|\.(?= )|(?<=\S)  )|[,、\"”)]|(?P<hanzi>(?<=[{HANZI}]))"
    r"|(?P<word>(?<=[a-z])(?= (?:section |article )?[\divx]))) *"
    r"(?=\d{1,3}[.、,)]|\((?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z])\)"
    r"|article [\divx]|section \d"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,5}[章条]|[①-⒛㈠-㈩])"
)
# 附件1、 and 第2. are no items; nor is what follows a word that cites (in Section 2.1).
_CITING = re.compile("附[件录]|.?[第表图款条项共为约于至及或与和]")
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
_FAMILY = {
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
    Scheme.LETTER_BRACKETED: "(a)",
}
_STOP_ONLY = (Scheme.HANZI, Scheme.CHAPTER, Scheme.LETTER_BRACKETED)


@dataclass(frozen=True, slots=True)
class _Item:
    """A number inside a line; ``sure`` when it stands behind a stop."""

    label: Label
    piece: Line
    sure: bool


@dataclass(slots=True)
class _Chain:
    """Numbers of one family that follow one another, and the places not yet believed."""

    path: tuple[int, ...] = ()
    length: int = 0
    sure: bool = True
    pending: list[Line] = field(default_factory=list)

    def takes(self, label: Label) -> bool:
        if label.path == (1,) or may_follow(self.path, label.path):
            return True
        return label.scheme is Scheme.DECIMAL and label.path > self.path and label.path[-1] <= 2

    def add(self, label: Label, *, sure: bool) -> None:
        begins = label.path == (1,)
        if begins or not may_follow(self.path, label.path):
            self.length, self.sure, self.pending = 0, begins, []
        self.path = label.path
        self.length += 1
        self.sure = self.sure and sure

    def believed(self) -> list[Line]:
        """The places that the length of the chain now vouches for; each is given once."""
        if self.length < (2 if self.sure else 3):
            return []
        believed, self.pending = self.pending, []
        return believed


def split_run_together(lines: Sequence[Line], text: VersionText) -> list[Line]:
    """The lines, cut before every item of a run that follows legally.

    Two items behind full stops or semicolons are believed, three behind commas or nothing.
    """
    chains: dict[str, _Chain] = {}
    cuts: list[Line] = []
    for line in lines:
        for label in line.labels[:1]:
            if label.scheme in _FAMILY:
                cuts.extend(_anchor(label, chains).believed())
        for item in _items(line, text):
            chain = chains.setdefault(_FAMILY[item.label.scheme], _Chain())
            if chain.takes(item.label):
                chain.add(item.label, sure=item.sure)
                chain.pending.append(item.piece)
                cuts.extend(chain.believed())
    return cut(lines, cuts, text)


def _anchor(label: Label, chains: dict[str, _Chain]) -> _Chain:
    """A number at the start of a line needs no cut, and others may follow it."""
    family = _FAMILY[label.scheme]
    chain = chains.get(family)
    if chain is None or not chain.takes(label):
        chain = chains[family] = _Chain(path=label.path)
    chain.add(label, sure=True)
    return chain


def _items(line: Line, text: VersionText) -> Iterator[_Item]:
    if line.table or (line.heading_level is not None and not line.heading):
        return
    heading_end = line.start + sum(label.length for label in line.labels[:1]) + len(line.heading)
    for place in _PLACE.finditer(text.folded, line.start, line.end):
        start = place.end()
        if start == line.start or _is_cited(place, text):
            continue
        sure = place["stop"] is not None or not text.folded[heading_end:start].strip(" ,:")
        label = _label_inside(text, start, line.end, sure=sure)
        if label:
            yield _Item(label, Line(start, line.end, line.block, (label,)), sure)


def _is_cited(place: re.Match[str], text: VersionText) -> bool:
    if place["hanzi"] is not None:
        return bool(_CITING.fullmatch(text.folded, place.start() - 2, place.start()))
    if place["word"] is not None:
        word = text.printed[max(0, place.start() - 20) : place.start()].rsplit(None, 1)[-1]
        return not word[0].isupper() or word in _CITING_WORDS
    return False


def _label_inside(text: VersionText, start: int, end: int, *, sure: bool) -> Label | None:
    for label in labels_at(text, start, end):
        if label.scheme not in _FAMILY or (label.scheme in _STOP_ONLY and not sure):
            continue
        if label.scheme is Scheme.LETTER_BRACKETED and text.printed[start - 2] not in ".:。":
            continue  # (a) …; (b) … or (c) … is one sentence
        if not label.text[0].islower():
            return label
    return None
