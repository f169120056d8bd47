"""Items that run together in one line (1、…；2、…；3、…) are cut where their numbers go on legally."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from contracts.numbering import Label, Scheme, may_follow
from contracts.printed_lines import Line, VersionText, cut, labels_at
from contracts.text import HANZI

# A number stands behind a stop, a comma, a space or, in glued texts, straight behind a hanzi.
_PLACE = re.compile(
    rf"(?:(?P<stop>[。;:!?]|(?<!\d)\.(?= ))|(?P<weak>[,、\"”)]|(?<=[{HANZI}])))[ \t]*"
    r"(?=\d{1,3}[.、,)]|\(\d{1,3}\)|\([一二三四五六七八九十]{1,3}\)"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,5}[章条]|[①-⒛㈠-㈩])"
)
_CITING = re.compile("附[件录]|.?[第表图款条项共为约于至及或与和]")  # 附件1、 and 第2. are no items
_FAMILY = {
    Scheme.ARABIC: "1.",
    Scheme.DECIMAL: "1.",  # 1.2 may be followed by 2.
    Scheme.ARABIC_COMMA: "1、",
    Scheme.ARABIC_HALF: "1)",
    Scheme.ARABIC_BRACKETED: "(1)",
    Scheme.CIRCLED: "①",
    Scheme.HANZI: "一、",
    Scheme.HANZI_BRACKETED: "（一）",
    Scheme.ARTICLE: "条",
    Scheme.CHAPTER: "章",
}
_STOP_ONLY = (Scheme.HANZI, Scheme.ARTICLE, Scheme.CHAPTER)


@dataclass(slots=True)
class _Chain:
    """Numbers of one family that follow one another, and the places not yet believed."""

    path: tuple[int, ...] = ()
    length: int = 0
    pending: list[Line] = field(default_factory=list)
    weak: bool = False

    def takes(self, label: Label) -> bool:
        return label.path == (1,) or bool(self.length and may_follow(self.path, label.path))

    def add(self, label: Label, weak: bool) -> None:
        if label.path == (1,):
            self.length, self.pending, self.weak = 0, [], False
        self.path = label.path
        self.length += 1
        self.weak = self.weak or weak

    @property
    def believed(self) -> bool:
        return self.length >= (3 if self.weak else 2)


def split_run_together(lines: Sequence[Line], text: VersionText) -> list[Line]:
    """The lines, cut before every item of a run that follows legally.

    Two items behind full stops or semicolons are believed, three behind commas or nothing.
    """
    chains: dict[str, _Chain] = {}
    cuts: list[Line] = []
    for line in lines:
        _anchor(line, chains, cuts)
        if line.table or (line.heading_level is not None and not line.heading):
            continue
        heading_end = line.start + sum(label.length for label in line.labels[:1])
        heading_end += len(line.heading)
        for place in _PLACE.finditer(text.folded, line.start, line.end):
            start = place.end()
            behind_heading = not text.folded[heading_end:start].strip(" ,:")
            weak = place["stop"] is None and not behind_heading
            cited = place["weak"] == "" and _CITING.fullmatch(
                text.folded, place.start() - 2, place.start()
            )
            label = None if cited else _inline_label(text, start, line.end, weak)
            if label and start > line.start:
                piece = Line(start, line.end, line.block, (label,))
                _try(chains.setdefault(_FAMILY[label.scheme], _Chain()), label, piece, weak, cuts)
    return cut(lines, cuts, text)


def _inline_label(text: VersionText, start: int, end: int, weak: bool) -> Label | None:
    for label in labels_at(text, start, end)[:1]:
        if label.scheme in _FAMILY and not (weak and label.scheme in _STOP_ONLY):
            return label
    return None


def _anchor(line: Line, chains: dict[str, _Chain], cuts: list[Line]) -> None:
    """A number at the start of a line needs no cut, and others may follow it."""
    for label in line.labels[:1]:
        if label.scheme in _FAMILY:
            chain = chains.setdefault(_FAMILY[label.scheme], _Chain())
            if not chain.takes(label):
                chain = chains[_FAMILY[label.scheme]] = _Chain()
            chain.add(label, weak=False)
            _believe(chain, cuts)


def _try(chain: _Chain, label: Label, piece: Line, weak: bool, cuts: list[Line]) -> None:
    if chain.takes(label):
        chain.add(label, weak)
        chain.pending.append(piece)
        _believe(chain, cuts)


def _believe(chain: _Chain, cuts: list[Line]) -> None:
    if chain.believed:
        cuts.extend(chain.pending)
        chain.pending = []
