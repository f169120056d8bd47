"""Noise: differences that look as if they came from reading a picture of a page.

Punctuation, spaces and capitals that differ; hanzi and letters that look alike, or one that is lost
or added, where what was read is no word and what was meant is one. Two words that both exist are
no noise (货款 read as 贷款 may be meant), and ``compare.bearing`` says what never is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from rapidfuzz.distance import Levenshtein

from compare.bearing import (
    NOISE_WORDS,
    Said,
    Slip,
    bears_the_same,
    binds_the_same,
    has_numerals,
    is_much_rarer,
    is_told,
    said,
)
from compare.look_alikes import look_alike
from compare.tokens import Token
from contracts.chinese_words import word_frequency
from contracts.text import HANZI

_IS_HANZI = re.compile(f"[{HANZI}]")
_RARE = 10  # times in jieba's sources: a hanzi so rare is hardly ever meant
_LONG = 8  # characters, for each of which one more may be lost or put in
_SHORTEST = 4  # letters of a word in which one may be read as any other
_TOUCHING = (("rn", "m"), ("vv", "w"), ("cl", "d"))  # letters, and what they look like

IsUsed = Callable[[str], bool]
Words = tuple[Sequence[Token], str]  # tokens, and the text in which they stand


def can_be_noise(old: Words, new: Words) -> bool:
    """Whether no figure, party or binding word differs, whatever else does."""
    return binds_the_same(said(*old), said(*new))


def is_spacing(old: Words, new: Words) -> bool:
    """Whether the letters are the same and only the spaces differ: ofthe for of the."""
    before, after = said(*old), said(*new)
    return (
        bool(before.words)
        and "".join(before.words) == "".join(after.words)
        and before.figures == after.figures
    )


def looks_misread(meant: Words, read: Words, is_used: IsUsed) -> bool:
    """Whether ``read`` may be what recognition made of ``meant``.

    ``is_used`` says whether the document that was not recognised uses a folded word.
    """
    before = said(*meant)
    after = said(*read, before.words)
    if not bears_the_same(before, after):
        return False
    if before.words == after.words:
        return True
    if NOISE_WORDS.empty.issuperset((*before.words, *after.words)):
        return True
    if not (_are_alike(before, after, str) or _are_alike(before, after, _as_drawn)):
        return False
    if any(map(_IS_HANZI.match, (*before.words, *after.words))):
        return _are_broken_hanzi(before.words, after.words, is_used)
    return _are_broken_words(before.words, after.words, is_used)


def _are_alike(meant: Said, read: Said, drawn: Callable[[str], str]) -> bool:
    """Whether look-alikes, and one other character in eight or in a word, make one of the other, so
    that binding words can still be told; ``drawn`` gives a word as it is looked at.
    """
    words = list(map(drawn, meant.words))
    owners = [(n, at) for n, word in enumerate(words) for at in range(len(word))]
    text, misread = "".join(words), "".join(map(drawn, read.words))
    slips: dict[int, list[Slip]] = defaultdict(list)
    unlike = 0
    for step in Levenshtein.editops(text, misread):
        before = text[step.src_pos] if step.tag != "insert" else ""
        after = misread[step.dest_pos] if step.tag != "delete" else ""
        if before:
            number, at = owners[step.src_pos]
            slips[number].append((at, before, after))
        unlike += not look_alike(before, after)
    return unlike <= 1 + max(len(text), len(misread)) // _LONG and all(
        is_told(meant.words[number], found, digits=bool(meant.figures))
        and sum(not look_alike(*slip[1:]) for slip in found) <= _most_unlike(meant.words[number])
        for number, found in slips.items()
    )


def _as_drawn(word: str) -> str:
    for letters, letter in _TOUCHING:
        word = word.replace(letters, letter)
    return word


def _most_unlike(word: str) -> int:
    """How many characters of a word may be misread as anything; the others identify it."""
    if len(word) < _SHORTEST and not _IS_HANZI.match(word):
        return 0
    return 1 + len(word) // _LONG


def _are_broken_words(meant: Sequence[str], read: Sequence[str], is_used: IsUsed) -> bool:
    """Whether the Latin words that were read in place of others don't exist."""
    slips = [word for word in read if word not in meant]
    return bool(slips) and not any(
        is_used(word) or word in NOISE_WORDS.short or word in meant for word in slips
    )


def _are_broken_hanzi(meant: Sequence[str], read: Sequence[str], is_used: IsUsed) -> bool:
    """Whether the words meant are words, and those read are not: 合同 fell apart into 合 and 回."""
    if not meant:
        return all(len(word) == 1 and word_frequency(word) < _RARE for word in read)
    text = "".join(meant)
    if not read or not all(map(_is_known, meant)):
        return False
    if any(len(word) > 1 and _is_known(word) and word not in text for word in read):
        return False
    if len(read) > len(meant) or not all(map(_is_known, read)):
        return True
    if _singles(read) > _singles(meant):
        return True
    return len(read) == len(meant) and all(
        before == after or _is_unlikely(after, before, is_used)
        for before, after in zip(meant, read, strict=True)
    )


def _is_known(word: str) -> bool:
    return not _IS_HANZI.match(word) or bool(has_numerals(word) or word_frequency(word))


def _singles(words: Sequence[str]) -> int:
    return sum(len(word) == 1 for word in words)


def _is_unlikely(hanzi: str, other: str, is_used: IsUsed) -> bool:
    """Whether a single hanzi was hardly meant: much rarer than the other one, or its look-alike
    and not a word of the other document.
    """
    if len(hanzi) > 1 or len(other) > 1:
        return False
    return is_much_rarer(hanzi, other) or (look_alike(hanzi, other) and not is_used(hanzi))
