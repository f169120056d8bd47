"""Numbers before clauses: reading one off the start of a text, and what may follow what.

A label has a *scheme*, the way it is written (第三条, 3.1, (a), Article IV), and a *path*, the
numbers it stands for. Some can be read in two ways: "(i)" is the ninth letter or the first Roman
numeral, and only its neighbours tell.
"""

import re
from dataclasses import dataclass

from contracts.structure.label_readers import READERS
from contracts.structure.numerals import letter, roman
from contracts.structure.schemes import NAMED, SMALL_LETTERS_AND_ROMANS, Scheme
from contracts.text import fold

LARGEST_ALONE = 199
"""Numbers beyond count only behind their predecessor, or with a word (第二百条): sums are large."""
_COUNTING = (Scheme.ARABIC, Scheme.ARABIC_COMMA)


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the start of a text: ``length`` characters, leading spaces included."""

    scheme: Scheme
    path: tuple[int, ...]
    text: str  # as printed, e.g. "第三条", "（一）", "3.1"
    length: int

    @property
    def names(self) -> tuple[str, ...]:
        """The path as a person would cite it: 第三条 is 3, (c) is c, 附件一 is 附件一."""
        if self.scheme is Scheme.ATTACHMENT:
            return (self.text,)
        if self.scheme in SMALL_LETTERS_AND_ROMANS or self.scheme is Scheme.CAPITAL:
            name = roman if "ROMAN" in self.scheme.name else letter
            return (name(self.path[0]),)
        return tuple(map(str, self.path))


def may_follow(previous: tuple[int, ...], path: tuple[int, ...]) -> bool:
    """Whether ``path`` is a legal successor: the next one, its first child, or an ancestor's next.

    1.2 may be followed by 1.3, 1.2.1, 2, and by 2.1 when the 2 bears another kind of number.
    """
    if not path:
        return False
    if path[:-1] == previous and path[-1] == 1:
        return True
    depth = 0
    while depth < min(len(previous), len(path)) and previous[depth] == path[depth]:
        depth += 1
    if depth == len(path) or depth == len(previous):
        return False
    return path[depth] == previous[depth] + 1 and all(part == 1 for part in path[depth + 1 :])


_LEAD = re.compile(r"[ \t│┃|#*。]*")  # a stop that belongs to the line before


def read_labels(folded: str, printed: str, start: int = 0) -> tuple[Label, ...]:
    """Every reading of the label at ``start``, the likelier first; empty when there is none.

    ``folded`` is ``fold(printed)``: given by the caller, who has folded the whole document once.
    """
    match = _LEAD.match(folded, start)
    begin = match.end() if match else start
    if begin == len(folded):
        return ()
    for reader in READERS.get(folded[begin], ()):
        readings = reader(folded, printed, begin)
        labels = tuple(
            Label(scheme, path, printed[begin:end].rstrip(), end - start)
            for scheme, path, end in readings
            if all(part <= LARGEST_ALONE for part in path) or scheme in NAMED or scheme in _COUNTING
        )
        if labels:
            return labels
    return ()


def parse_label(text: str) -> Label | None:
    """The label that ``text`` begins with, in its likeliest reading; None when there is none."""
    labels = read_labels(fold(text), text)
    return labels[0] if labels else None


def cited_number(text: str) -> str:
    """A number as one cites it, however written: 8 for 第八条, 8.2, c for (c); "" if it is none."""
    label = parse_label(text) or parse_label(f"{text}.")
    return fold(".".join(label.names)) if label else ""
