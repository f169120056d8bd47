"""What must be equal on both sides for a difference to pass as an error of recognition.

Every figure: digits, Chinese numerals, signs of money and percent. Every negation. Of a party's
role or a binding word whatever tells it from others: 甲 of 甲方, all but one letter of "shall". And
what was read must not itself be a figure or such a word.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare.look_alikes import look_alike
from compare.material import MATERIAL_WORDS
from compare.tokens import COUNTING_WORDS, Token, TokenKind
from contracts.chinese_words import word_frequency
from contracts.structure.numerals import CHINESE_NUMERALS
from contracts.text import HANZI, fold
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("noise.yaml")
_WHOLE = frozenset(TokenKind) - {TokenKind.WORD, TokenKind.PUNCTUATION, TokenKind.NUMBER}
_PIECE = re.compile(rf"[{HANZI}]+|[^\W_{HANZI}]+(?:,\d{{3}}(?!\d))*(?:\.\d+)*|[%‰¥$€£]")
_RUN = re.compile(r"\d+(?:\.\d+)*|\D+")
_FIGURE = re.compile(r"\d|[%‰¥$€£]")
_NUMERALS = re.compile(f"[{CHINESE_NUMERALS}万亿]+")
_IS_HANZI = re.compile(f"[{HANZI}]")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_AS_DIGITS, _AS_LETTERS = str.maketrans("oli", "011"), str.maketrans("015", "ols")
_SHORTEST = 4  # letters of a binding word that can be told by the rest of them
_RARER = 10  # times
_LONG = 8  # letters, for each of which one more may be garbled


@dataclass(frozen=True, slots=True)
class NoiseWords:
    """The words of ``noise.yaml``."""

    never: frozenset[NonEmpty]
    careful: frozenset[NonEmpty]
    empty: frozenset[NonEmpty]
    short: frozenset[NonEmpty]


NOISE_WORDS = load_yaml(PATH, NoiseWords)
Slip = tuple[
    int, str, str
]  # a character's place in its word, itself, and what was read; "" if lost


@dataclass(frozen=True, slots=True)
class Said:
    """One side of an edit: its folded words and its figures, each in order."""

    words: tuple[str, ...]
    figures: tuple[str, ...]
    wholes: frozenset[str]  # dates, amounts, periods and so on

    @property
    def negations(self) -> Counter[str]:
        """What negates, and what else is never garbled: hanzi by character, words in letters."""
        hanzi = Counter(filter(_is_never, "".join(self.words)))
        return hanzi + Counter(word for word in self.words if word.isascii() and _is_never(word))


def said(tokens: Sequence[Token], text: str, words_meant: Collection[str] = ()) -> Said:
    """What tokens of a text say; a digit read in a word is a letter where that makes one of
    ``words_meant``.

    "3O" is 30 and "1o0" is 100: letters among digits are the digits that they look like.
    """
    words: list[str] = []
    figures: list[str] = []
    for token in tokens:
        printed = fold(text[token.start : token.end])
        for piece in [fold(token.key)] if token.kind is TokenKind.WORD else _PIECE.findall(printed):
            if _FIGURE.search(piece) and (word := piece.translate(_AS_LETTERS)) in words_meant:
                words.append(word)
            elif _FIGURE.search(piece):
                figures += _RUN.findall(_THOUSANDS.sub("", piece).translate(_AS_DIGITS))
            else:
                words.append(piece)
                figures += _NUMERALS.findall(piece)
    wholes = frozenset(fold(token.key) for token in tokens if token.kind in _WHOLE)
    return Said(tuple(words), tuple(figures), wholes)


def bears_the_same(meant: Said, read: Said) -> bool:
    """Whether ``read`` has the figures and negations of ``meant`` and no binding word, date or
    amount of its own.
    """
    text = "".join(meant.words)
    return (
        meant.figures == read.figures
        and meant.negations == read.negations
        and read.wholes <= meant.wholes
        and all(
            word in meant.words or (_IS_HANZI.match(word) and word in text)
            for word in read.words
            if is_binding(word)
        )
    )


def binds_the_same(old: Said, new: Said) -> bool:
    """Whether figures and binding words are all the same on both sides."""
    sides = (Counter(filter(is_binding, side.words)) for side in (old, new))
    return old.figures == new.figures and next(sides) == next(sides)


def is_told(word: str, slips: Sequence[Slip], *, digits: bool) -> bool:
    """Whether a binding word can be told though characters of it were garbled; any other one can.

    ``digits`` says whether digits stand beside it, which tell what a number word is.
    """
    if not slips or not is_binding(word):
        return True
    if _forbids(word):
        return False
    alike = all(look_alike(meant, read) for _, meant, read in slips)
    if _IS_HANZI.match(word):
        last = all(0 < at == len(word) - 1 for at, _, _ in slips)
        rare = all(read and is_much_rarer(read, meant) for _, meant, read in slips)
        return (alike and word in NOISE_WORDS.careful) or (last and (alike or rare))
    if not alike:
        return False
    if word in COUNTING_WORDS and not digits:
        return False
    return len(slips) <= 1 + len(word) // _LONG and (
        len(word) >= _SHORTEST or word in NOISE_WORDS.careful
    )


def is_binding(word: str) -> bool:
    """Whether a folded word binds, allows, negates, counts, names a party or is to be read with
    care.
    """
    return (
        MATERIAL_WORDS.hold(word)
        or word in NOISE_WORDS.careful
        or word in NOISE_WORDS.never
        or word in COUNTING_WORDS
    )


def is_much_rarer(hanzi: str, other: str) -> bool:
    """Whether a hanzi is so much rarer than another that it was hardly meant."""
    return word_frequency(hanzi) * _RARER < word_frequency(other)


def has_numerals(word: str) -> bool:
    """Whether Chinese numerals are in the word."""
    return bool(_NUMERALS.search(word))


def _forbids(word: str) -> bool:
    """Whether the word negates what somebody does: 不得, "never"; 不可抗力 doesn't."""
    binds = word in MATERIAL_WORDS.modal_verbs or word in MATERIAL_WORDS.negating_words
    return (binds and _is_never(word)) or word in NOISE_WORDS.never


def _is_never(word: str) -> bool:
    return (
        word in NOISE_WORDS.never
        or word in MATERIAL_WORDS.negating_words
        or not MATERIAL_WORDS.negating_characters.isdisjoint(word)
    )
