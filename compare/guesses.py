"""Guesses: which word of the draft a misread one stands for, so that garbled clauses are matched.

A heading is often one word long: "Warnanties" has nothing in common with "Warranties" but letters.
"""

import re
from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from compare.side import Side
from contracts.text import HANZI, fold

_WORD = re.compile(rf"[^\W\d_{HANZI}]+")
_SHORTEST = 4  # letters of a word that can be told from another one
_LONG = 8  # letters, for each of which one more may be wrong


def guesses(old: Side, new: Side) -> Callable[[str], str]:
    """Folded word → the nearest word of the draft, for words that are not in the draft."""
    drafts = [side for side in (old, new) if not side.is_scan]
    words = sorted(set().union(*map(_words, drafts)) if len(drafts) == 1 else ())
    known = frozenset(words)

    def guess(word: str) -> str:
        if not known or word in known or len(word) < _SHORTEST:
            return word
        most = 1 + len(word) // _LONG
        near = process.extractOne(word, words, scorer=Levenshtein.distance, score_cutoff=most)
        return str(near[0]) if near else word

    return guess


def _words(side: Side) -> set[str]:
    return {
        word
        for clause in side.clauses
        for word in _WORD.findall(fold(clause.text))
        if len(word) >= _SHORTEST
    }
