"""Items that run together in a line (1、…；2、…；3、…) are cut where the numbers go on legally."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from contracts.structure.numbering import Label, may_follow
from contracts.structure.printed_lines import Line, VersionText, cut, labels_at
from contracts.structure.schemes import Scheme
from contracts.text import HANZI

# A number stands behind a stop, a blank or what was blacked out, "[***]"; less surely behind a
# comma, a word or, in glued texts, a hanzi.
_PLACE = re.compile(
    r"(?:(?P<stop>[。;:!?]|\.(?= )|(?<=___)|(?<=\S)  |(?<=\*)\]|(?<=\* )\])|[,、\"”)]"
    rf"|(?P<hanzi>(?<=[{HANZI}]))"
    r"|(?P<word>(?<=[a-z])(?= (?:section |article )?[\divx]| \([a-z]))) *"
    r"(?=\d{1,3}[.、,)]|\((?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-z]|[ivx]{2,6})\)"
    r"|article [\divx]|section \d"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,5}[章条]|[①-⒛㈠-㈩])"
)
# 附件1、 and 第2. are no items; nor is what follows a word that cites (in Section 2.1).
_CITING = re.compile("附[件录]|(?!条款).?[第表图款条项共为约于至及或与和]")
_TITLE_AT_END = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,5}[章条])"
    rf" *[{HANZI}]{{2,12}}[: ]*"
)
_SHORT_TITLE = re.compile(rf"[、: ]*[{HANZI}]{{2,12}} ?")  # 三、付款方式1、…
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
    Scheme.ROMAN_BRACKETED: "(i)",
}
# An item that no stop parts from the one before: … of the event (xii) The fee …
_OWN_SENTENCE = re.compile(r"\([a-z]{2,6}\) +[A-Z][a-z]")
_IN_SENTENCES = (Scheme.LETTER_BRACKETED, Scheme.ROMAN_BRACKETED)
_STOP_ONLY = (Scheme.HANZI, Scheme.CHAPTER, *_IN_SENTENCES)


@dataclass(frozen=True, slots=True)
class _Item:
    """A number inside a line in its possible readings; ``sure`` when it stands behind a stop."""

    piece: Line
    sure: bool


@dataclass(slots=True)
class _Chain:
    """Numbers of one scheme that follow one another, and the places that are still in doubt."""

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
        """The places that the chain is now long enough to confirm; each is given once."""
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
        titled = line.start  # where the text of the last number begins
        for label in line.labels[:1]:
            titled += label.length
            if label.scheme in _FAMILY:
                cuts.extend(_anchor(label, chains).believed())
            if label.scheme is not Scheme.ROMAN_BRACKETED:
                chains.pop(_FAMILY[Scheme.ROMAN_BRACKETED], None)  # (ii) reaches over no other
        for item in _items(line, text):
            headed = _headed(item.piece.labels, line)
            if headed:
                chains[_FAMILY[headed.scheme]] = _Chain(headed.path[:-1], 1)
            label = headed or _fitting(item.piece.labels, chains)
            chain = chains.setdefault(_FAMILY[label.scheme], _Chain())
            start = item.piece.start
            begins = label.path == (1,) and _SHORT_TITLE.fullmatch(text.folded, titled, start)
            titled = start + label.length
            if chain.takes(label):
                chain.add(label, sure=item.sure or bool(begins))
                chain.pending.append(replace(item.piece, labels=(label,)))
                cuts.extend(chain.believed())
                _head_decimals(label, chains)
    return cut(lines, cuts, text)


def _headed(labels: Sequence[Label], line: Line) -> Label | None:
    """The decimal of a doubtful number that the line's own bare number heads: 3 职责 3. 1 …"""
    for head in line.labels[:1]:
        for label in labels[1:]:
            if head.scheme is Scheme.ARABIC_BARE and label.path == (*head.path, 1):
                return label
    return None


def _fitting(labels: Sequence[Label], chains: Mapping[str, _Chain]) -> Label:
    """The reading that continues its chain, as (i) does behind (h), else the likeliest.

    3. 2, which may also be item 3, is a decimal only where its chapter stands open, behind 3. 1.
    """
    for label in labels:
        chain = chains.get(_FAMILY[label.scheme])
        if not chain or not may_follow(chain.path, label.path):
            continue
        if label is labels[0] or len(label.path) == 1 or label.path[0] == chain.path[0]:
            return label
    return labels[0]


def _anchor(label: Label, chains: dict[str, _Chain]) -> _Chain:
    """Take a number at the start of a line as the head of a chain; it needs no cut itself."""
    family = _FAMILY[label.scheme]
    chain = chains.get(family)
    if chain is None or not chain.takes(label):
        chain = chains[family] = _Chain(path=label.path)
    chain.add(label, sure=True)
    _head_decimals(label, chains)
    return chain


def _head_decimals(label: Label, chains: dict[str, _Chain]) -> None:
    """Behind Article 2 comes 2.1; 第二条 may head any numbers."""
    if label.scheme is Scheme.ARTICLE and label.text.isascii():
        chains[_FAMILY[Scheme.DECIMAL]] = _Chain(label.path, 1)


def _items(line: Line, text: VersionText) -> Iterator[_Item]:
    if line.table or (line.heading_level is not None and not line.heading):
        return
    number_end = line.start + max((label.length for label in line.labels), default=1)
    heading_end = line.start + sum(label.length for label in line.labels[:1]) + len(line.heading)
    for place in _PLACE.finditer(text.folded, line.start, line.end):
        start = place.end()
        if start < number_end or _is_cited(place, text):
            continue
        sure = (
            place["stop"] is not None
            or not text.folded[heading_end:start].strip(" ,:")
            or _TITLE_AT_END.fullmatch(text.folded, start, line.end) is not None
        )
        labels = _labels_inside(text, start, line.end, sure=sure)
        if labels:
            yield _Item(Line(start, line.end, line.block, labels), sure)


def _is_cited(place: re.Match[str], text: VersionText) -> bool:
    if place["hanzi"] is not None:
        return bool(_CITING.fullmatch(text.folded, place.start() - 2, place.start()))
    if place["word"] is None:
        return False
    before = text.printed[max(0, place.start() - 20) : place.start()]
    word = before.rsplit(None, 1)[-1]
    if word.capitalize() in _CITING_WORDS:
        return True
    if text.printed[place.end()] == "(":
        return not _OWN_SENTENCE.match(text.printed, place.end())
    return not (word[0].isupper() or before.endswith(("; and", "; or")))


def _labels_inside(text: VersionText, start: int, end: int, *, sure: bool) -> tuple[Label, ...]:
    behind_word = text.folded[start - 2].isalpha()
    # (a) …; (b) … or (c) … is one sentence
    ends_one = behind_word or text.printed[start - 2] in ".:。]"
    return tuple(
        label
        for label in labels_at(text, start, end)
        if label.scheme in _FAMILY
        and (
            sure
            or label.scheme not in _STOP_ONLY
            or (behind_word and label.scheme in _IN_SENTENCES)
        )
        and (ends_one or label.scheme not in _IN_SENTENCES)
        and not label.text[0].islower()
        and text.folded[start + label.length : start + label.length + 1] not in (".", ",", ";", ")")
    )
