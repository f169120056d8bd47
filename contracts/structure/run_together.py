"""Items that run together in a line (1、…；2、…；3、…) are cut where the numbers go on legally."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from contracts.structure.item_places import FAMILY, items_in
from contracts.structure.levels import chosen_readings
from contracts.structure.numbering import Label, may_follow
from contracts.structure.printed_lines import Line, VersionText, cut
from contracts.structure.schemes import NAMED, Scheme
from contracts.text import HANZI

_SHORT_TITLE = re.compile(rf"[、: ]*[{HANZI}][{HANZI}、]{{1,18}} ?")  # 三、付款方式1、…
_BEGIN_ANYWHERE = NAMED | {Scheme.HANZI}


@dataclass(slots=True)
class _Chain:
    """Numbers of one scheme that follow one another, and the places that are still in doubt."""

    path: tuple[int, ...] = ()
    length: int = 0
    sure: bool = True
    pending: list[Line] = field(default_factory=list)

    def takes(self, label: Label, *, sure: bool) -> bool:
        """Whether the number goes on with it, or begins it; an excerpt may begin anywhere."""
        if label.path == (1,) or may_follow(self.path, label.path):
            return True
        if sure and not self.path and label.scheme in _BEGIN_ANYWHERE:
            return True
        return label.scheme is Scheme.DECIMAL and label.path > self.path and label.path[-1] <= 2

    def expects(self, label: Label) -> bool:
        """Whether it is the very one to come: the next, or the first of all."""
        return may_follow(self.path, label.path) if self.path else label.path == (1,)

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
    labelled = [line for line in lines if line.labels]
    chosen = iter(chosen_readings(labelled))
    for line in lines:
        titled = line.start  # where the text of the last number begins
        if line.labels:
            label = next(chosen)
            titled += label.length
            if label.scheme in FAMILY:
                cuts.extend(_anchor(label, chains).believed())
            if label.scheme is not Scheme.ROMAN_BRACKETED:
                chains.pop(FAMILY[Scheme.ROMAN_BRACKETED], None)  # (ii) reaches over no other
        for item in items_in(line, text):
            headed = _headed(item.piece.labels, line)
            if headed:
                chains[FAMILY[headed.scheme]] = _Chain(headed.path[:-1], 1)
            label = headed or _fitting(item.piece.labels, chains)
            chain = chains.setdefault(FAMILY[label.scheme], _Chain())
            start = item.piece.start
            begins = label.path == (1,) and _SHORT_TITLE.fullmatch(text.folded, titled, start)
            titled = start + label.length
            if item.needs_a_place(label) and not chain.expects(label):
                continue
            if chain.takes(label, sure=item.sure):
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
        chain = chains.get(FAMILY[label.scheme])
        if not chain or not may_follow(chain.path, label.path):
            continue
        if label is labels[0] or len(label.path) == 1 or label.path[0] == chain.path[0]:
            return label
    return labels[0]


def _anchor(label: Label, chains: dict[str, _Chain]) -> _Chain:
    """Take a number at the start of a line as the head of a chain; it needs no cut itself."""
    family = FAMILY[label.scheme]
    chain = chains.get(family)
    if chain is None or not chain.takes(label, sure=True):
        chain = chains[family] = _Chain(path=label.path)
    chain.add(label, sure=True)
    _head_decimals(label, chains)
    return chain


def _head_decimals(label: Label, chains: dict[str, _Chain]) -> None:
    """Behind Article 2 comes 2.1; 第二条 may head any numbers."""
    if label.scheme is Scheme.ARTICLE and label.text.isascii():
        chains[FAMILY[Scheme.DECIMAL]] = _Chain(label.path, 1)
