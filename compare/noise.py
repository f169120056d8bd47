"""Noise: differences that look as if they came from reading a picture of a page.

Punctuation, spaces and capitals that differ; hanzi and letters that look alike, or one that is lost
or put in, where the words read are none and those meant are. What bears a figure, a party, a
binding word or one of ``noise.yaml`` is never noise, and two words that both exist are not either:
货款 read as 贷款 may be meant.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from compare.look_alikes import look_alike
from compare.tokens import Token, TokenKind, word_frequency
from contracts.structure.numerals import CHINESE_NUMERALS
from contracts.text import HANZI, fold
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("noise.yaml")
_IS_HANZI = re.compile(f"[{HANZI}]")
_PLAIN = frozenset({TokenKind.WORD, TokenKind.PUNCTUATION})
_RARER = 10  # times: so much rarer a single hanzi is not the one that was meant
_LONG = 8  # characters, for each of which one more may be lost or put in
_SHORTEST = 4  # letters of a word that can be told from another one


@dataclass(frozen=True, slots=True)
class _Careful:
    """The words of ``noise.yaml``."""

    never: frozenset[NonEmpty]


_CAREFUL = load_yaml(PATH, _Careful)


def can_be_noise(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether neither figures nor words of ``noise.yaml`` differ."""
    if any(token.kind not in _PLAIN for token in (*old, *new)):
        return False
    return _careful(old) == _careful(new)


def is_spacing(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether the letters are the same and words are only parted otherwise: ofthe for of the."""
    if any(token.kind not in _PLAIN for token in (*old, *new)):
        return False
    return bool(_words(old)) and "".join(_words(old)) == "".join(_words(new))


def looks_misread(
    meant: Sequence[Token], read: Sequence[Token], is_word: Callable[[str], bool]
) -> bool:
    """Whether ``read`` may be what recognition made of ``meant``.

    ``is_word`` says of a folded word in letters whether it is one, not a slip. Whether the
    difference is material is to be asked first: that is never noise.
    """
    if not can_be_noise(meant, read):
        return False
    before, after = _words(meant), _words(read)
    if before == after:
        return True
    return _are_alike("".join(before), "".join(after)) and _is_broken(before, after, is_word)


def _words(tokens: Sequence[Token]) -> list[str]:
    return [fold(token.key) for token in tokens if token.kind is TokenKind.WORD]


def _careful(tokens: Sequence[Token]) -> Counter[str]:
    return Counter(word for word in _words(tokens) if word in _CAREFUL.never)


def _are_alike(meant: str, read: str) -> bool:
    """Whether look-alikes, and one character in eight lost or put in, make one of the other."""
    changed = 0
    for step in Levenshtein.editops(meant, read):
        before = meant[step.src_pos] if step.tag != "insert" else ""
        after = read[step.dest_pos] if step.tag != "delete" else ""
        if {before, after} & {*CHINESE_NUMERALS}:
            return False
        if not (before and after and look_alike(before, after)):
            changed += 1
    return changed <= 1 + max(len(meant), len(read)) // _LONG


def _is_broken(meant: Sequence[str], read: Sequence[str], is_word: Callable[[str], bool]) -> bool:
    """Whether the words meant are words, and those read are not."""
    if not meant:
        return all(len(word) == 1 and word_frequency(word) < _RARER for word in read)
    if any(map(_IS_HANZI.match, (*meant, *read))):
        return _are_broken_hanzi(meant, read)
    slips = [word for word in read if word not in meant]
    return all(len(word) >= _SHORTEST or word in meant for word in meant if word not in read) and (
        any(not is_word(word) for word in slips)
    )


def _are_broken_hanzi(meant: Sequence[str], read: Sequence[str]) -> bool:
    if not read or not all(map(word_frequency, filter(_IS_HANZI.match, meant))):
        return False
    if len(read) > len(meant) or not all(map(word_frequency, read)):
        return True
    if len(read) < len(meant):
        return False
    return all(
        before == after or _is_left_of(after, before) or _is_rarer(after, before)
        for before, after in zip(meant, read, strict=True)
    )


def _is_left_of(rest: str, word: str) -> bool:
    """Whether one hanzi is what is left of a word of two: 同 of 合同."""
    return len(rest) == 1 and len(word) == 2 and rest in word


def _is_rarer(hanzi: str, other: str) -> bool:
    """Whether a single hanzi is so much rarer than another that it was hardly meant."""
    if len(hanzi) > 1 or len(other) > 1:
        return False
    return word_frequency(hanzi) * _RARER < word_frequency(other)
