"""Words: jieba's dictionary cuts a run of hanzi; in other scripts letters in a row are a word."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import jieba

from contracts.text import HANZI

_PIECE = re.compile(
    rf"(?P<hanzi>[{HANZI}]+)|[^\W_{HANZI}]+(?:['’.,/-][^\W_{HANZI}]+)*"  # don't, 1,000.00, on-site
)


@lru_cache(maxsize=1 << 16)
def cut_hanzi(hanzi: str) -> tuple[str, ...]:
    """The words of a run of hanzi; kept, since the same runs come again and again."""
    return tuple(_dictionary().cut(hanzi, HMM=False))


def word_frequency(word: str) -> int:
    """How often a Chinese word occurs in jieba's sources, 0 where it doesn't."""
    return int(_dictionary().FREQ.get(word, 0))


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the words and figures of a text stand, half-open; spaces and punctuation are in none.

    The text is one as it is read (``contracts.text.reading``): jieba knows simplified hanzi.
    """
    for match in _PIECE.finditer(text):
        start = match.start()
        for word in cut_hanzi(match[0]) if match["hanzi"] else (match[0],):
            yield start, start + len(word)
            start += len(word)


@cache
def _dictionary() -> jieba.Tokenizer:
    """jieba's words, read anew in each process: its cache lies where anybody may write."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
