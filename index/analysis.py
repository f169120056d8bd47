"""Text to tokens: the one chain for every back end, for clauses and for queries.

Indexed are letters, digits and the East Asian characters that stand for themselves (hanzi with all
their extensions, kana, bopomofo, hangul); everything else only separates. A *run* is a longest row
of indexed characters of one sort. Each character is one position, and its token is the rest of its
run from there, cut to two characters (East Asian) or eight (all others, called words). One position
more, before each word, holds the word's beginning::

    违约金30% due   →   违约 约金 金 <30 30 0 <due due ue e

So every row of characters of a clause is a row of adjacent tokens: nothing depends on a dictionary
of words, 违约金 finds 违约金额, and ``term`` finds ``determination``. Rows never cross punctuation
unseen, since a run's last tokens are shorter than the others. The beginnings tell where a word
starts, and keep a phrase that ends in part of a word from asking for thousands of tokens.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from contracts.text import HANZI, fold, reading

ANALYSIS_VERSION = 4  # to be raised whenever the tokens of a text change: old indexes are refused

EAST_ASIAN = (  # for use inside [ ] of a pattern
    HANZI
    + "\u2e80-\u2fdf々-〇〡-〩〱-〵〸-〼"  # radicals, iteration and number signs
    + "ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿ"  # kana
    + "\u1100-\u11ff\u3105-\u318e\u31a0-\u31bf\uac00-\ud7a3"  # bopomofo, hangul
)
_RUN = re.compile(rf"[{EAST_ASIAN}]+|[^\W_{EAST_ASIAN}]+")
_BEGINS_EAST_ASIAN = re.compile(rf"[{EAST_ASIAN}]")
_EAST_ASIAN_WIDTH = 2
_WIDTH = 8
_BEGINNING_WIDTH = 3
_BEGINNING = "<"  # stands before a word's first characters
_RARE = 24  # characters from which on a word is hardly met again
GAP = "|"  # a token that no query holds: phrases cannot cross it
SPELLINGS_APART = 64  # positions: what stands nearer to one another is of one spelling
_BETWEEN = " ".join(["", *[GAP] * SPELLINGS_APART, ""])


@dataclass(frozen=True, slots=True)
class Run:
    """A row of indexed characters of one sort; ``start`` is its offset in the analysed text."""

    text: str
    start: int
    east_asian: bool

    @property
    def width(self) -> int:
        """How many characters a full token of this run has."""
        return _EAST_ASIAN_WIDTH if self.east_asian else _WIDTH


@dataclass(frozen=True, slots=True)
class PhraseToken:
    """A token of a query and its position; with ``prefix`` it stands for all that begin with it."""

    position: int
    text: str
    prefix: bool = False


def runs(text: str) -> Iterator[Run]:
    """The runs of a folded text, in order."""
    for match in _RUN.finditer(text):
        yield Run(match[0], match.start(), is_east_asian(match[0]))


def run_places(folded: str) -> Iterator[tuple[int, int]]:
    """Where the runs of a folded text stand, half-open, in order."""
    return (match.span() for match in _RUN.finditer(folded))


def spellings(text: str) -> tuple[str, ...]:
    """The folded text and, where that differs, its reading without annotations (发(fā)展: 发展)."""
    read = reading(text).text
    return (read,) if len(read) == len(text) else (fold(text), read)


def is_east_asian(run: str) -> bool:
    """Whether the characters of a run are indexed one by one, not as the letters of a word."""
    return not run.isascii() and _BEGINS_EAST_ASIAN.match(run) is not None


def is_searchable(text: str) -> bool:
    """Whether the text holds at least one character that is indexed."""
    return _RUN.search(fold(text)) is not None


def joined_runs(folded: str) -> str:
    """The indexed characters of a folded text, its runs parted by spaces.

    A text stands in a clause where its joined runs are part of the clause's.
    """
    return " ".join(_RUN.findall(folded))


def index_tokens(spelled: Sequence[str]) -> str:
    """The tokens of a clause, heading, title or name in all its spellings, parted by spaces."""
    return _BETWEEN.join(map(_tokens, spelled))


def phrases(
    text: str, *, from_word_start: bool = False, to_word_end: bool = False
) -> tuple[tuple[PhraseToken, ...], ...]:
    """The rows of tokens that find a text: any one of them, its tokens at these positions.

    The text may begin and end within a word of the clause unless otherwise said. A row leaves out
    tokens that the others imply, so positions may have gaps. Empty for a text without anything that
    is indexed.
    """
    rows = (
        tuple(_phrase(list(runs(spelling)), from_word_start, to_word_end))
        for spelling in spellings(text)
    )
    return tuple(dict.fromkeys(row for row in rows if row))


def is_words(text: str) -> bool:
    """Whether the text is made of words alone, without East Asian characters."""
    return not any(run.east_asian for run in runs(fold(text)))


def _tokens(folded: str) -> str:
    return " ".join(
        [
            _tokens_of_known(run) if run.isascii() and len(run) < _RARE else _tokens_of(run)
            for run in _RUN.findall(folded)
        ]
    )


def _tokens_of(run: str) -> str:
    if is_east_asian(run):
        return " ".join(map(add, run, (*run[1:], "")))  # two characters, and the last one
    rests = [run[start : start + _WIDTH] for start in range(len(run))]
    return " ".join([_BEGINNING + run[:_BEGINNING_WIDTH], *rests])


_tokens_of_known = lru_cache(maxsize=1 << 14)(_tokens_of)  # some thousand words make up most texts


def _phrase(
    all_runs: Sequence[Run], from_word_start: bool, to_word_end: bool
) -> Iterator[PhraseToken]:
    position = 0
    for number, run in enumerate(all_runs):
        length = len(run.text)
        unfinished = number == len(all_runs) - 1 and not to_word_end
        if not run.east_asian and (number > 0 or from_word_start):
            # The beginning of a word of two letters is the whole of it; its end ends others too.
            is_whole = not unfinished and length < _BEGINNING_WIDTH
            if is_whole or (unfinished and length < _WIDTH) or number == 0:
                beginning = _BEGINNING + run.text[:_BEGINNING_WIDTH]
                yield PhraseToken(position, beginning, unfinished and length < _BEGINNING_WIDTH)
            position += 1
            if unfinished and length <= _BEGINNING_WIDTH:
                return
            if is_whole:
                position += length
                continue
        for start in _starts(length, run.width, unfinished):
            token = run.text[start : start + run.width]
            yield PhraseToken(position + start, token, unfinished and len(token) < run.width)
        position += length


def _starts(length: int, width: int, unfinished: bool) -> list[int]:
    """Where tokens must start so that they cover a run and overlap, which shows its characters to
    be adjacent; the last one is shorter than the width, which shows the end, unless unfinished.
    """
    final = max(0, length - width if unfinished else length - width + 1)
    return [*range(0, final, width - 1), final]
