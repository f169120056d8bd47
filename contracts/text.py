"""Folding and reading: one text for all ways of writing the same words, offsets kept.

``fold`` changes characters one for one, so offsets stay valid: traditional to simplified, full
width to half width, capitals to small letters. Fold both sides of a comparison: cues as well as
text. ``reading`` also leaves out what damaged files hold between the characters, and remembers
where each character was printed.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from contracts.pinyin import is_plain_syllable, is_toned_syllable

HANZI = "〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # for use inside [ ] of a pattern
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"

_DAMAGE = re.compile(
    rf"(?<=[{HANZI}])[(（](?P<pinyin>[a-zà-üāăēĕěīĭńōŏūŭǎǐǒǔǖǘǚǜɑɡ]{{1,6}})[)）]"
    # One space, or any gap beside a lone hanzi (甲　　方); wider gaps part words in columns.
    rf"|(?<=[{HANZI}])[ {_SPACES}](?=[{HANZI}])"
    rf"|(?<=(?<![{HANZI}])[{HANZI}])[ {_SPACES}]+(?=[{HANZI}])"
    rf"|(?<=[{HANZI}])[ {_SPACES}]+(?=[{HANZI}](?![{HANZI}]))"
    rf"|[{_INVISIBLE}]+"
)
# What damage begins with: most spaces do not. One set stands first, so that a search leaps to it.
_MARK = re.compile(rf"[(（ {_SPACES}{_INVISIBLE}](?:(?<=[{HANZI}].)|(?<=[{_INVISIBLE}]))")
_LONG = 64  # characters
_STARTS_WITH_HANZI = re.compile(f"[{HANZI}]")


@cache
def _fold_table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _SPACES), " ")
    text = files("contracts").joinpath("fold_table.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("# "):
            table.update((ord(pair[0]), pair[1]) for pair in line.split(" "))
    return table


def fold(text: str) -> str:
    """The text with one form for each character; as long as ``text``, and folding it again changes
    nothing.
    """
    if len(text) < _LONG:
        return text.translate(_fold_table())
    # Long texts go through an array: a seventh of the time of a dictionary.
    codes = _fold_array()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")]
    return str(codes.tobytes(), "utf-32-le", "surrogatepass")


@cache
def _fold_array() -> NDArray[np.uint32]:
    """The folded code point of each code point."""
    array = np.arange(sys.maxunicode + 1, dtype="<u4")
    for code, character in _fold_table().items():
        array[code] = ord(character)
    return array


@dataclass(frozen=True, slots=True)
class TextReading:
    """A text as it is meant: ``positions[i]`` is where ``text[i]`` stands in the printed text."""

    text: str
    positions: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed offsets (half-open) of ``text[start:end]``, which must not be empty."""
        return self.positions[start], self.positions[end - 1] + 1

    def offset(self, printed: int) -> int:
        """Where in the reading the printed offset falls; on left-out characters, what follows."""
        return bisect_left(self.positions, printed)


def reading(text: str) -> TextReading:
    """The folded text without what was never meant to be read.

    Left out are pinyin in brackets after its hanzi (發(fā)展 is 发展; converters leave it), spaces
    between hanzi (甲　方 is 甲方) and invisible characters. Tabs and line ends stay.
    """
    folded = fold(text)
    pieces: list[str] = []
    positions: list[int] = []
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() < end or not (match := _DAMAGE.match(text, mark.start())):
            continue
        if match["pinyin"] and not _is_damage(match["pinyin"], text, match.end()):
            continue
        pieces.append(folded[end : match.start()])
        positions.extend(range(end, match.start()))
        end = match.end()
    if not pieces:
        return TextReading(folded, range(len(text)))
    pieces.append(folded[end:])
    positions.extend(range(end, len(text)))
    return TextReading("".join(pieces), positions)


def _is_damage(pinyin: str, text: str, end: int) -> bool:
    """A tone mark leaves no doubt; without one the word must run on behind the bracket."""
    if is_toned_syllable(pinyin):
        return True
    return is_plain_syllable(pinyin) and _STARTS_WITH_HANZI.match(text, end) is not None
