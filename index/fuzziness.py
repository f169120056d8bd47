"""What counts as spelled nearly alike: of words by their letters, of hanzi in a row.

Distances are of optimal string alignment: letters added, left out, replaced, or swapped with their
neighbour (Boytsov, 2011). The automata of Lucene and tantivy accept the same words.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from contracts.text import fold
from index.analysis import EAST_ASIAN, Run, runs
from index.words import LONGEST_WORD

_SHORTEST = 4  # letters or hanzi
_TWO_EDITS_FROM = 8  # letters
_ANY = f" ?[{EAST_ASIAN}] ?"  # in joined runs: punctuation beside the other hanzi is passed over


def fuzzy_run(text: str) -> Run | None:
    """The one word or row of hanzi of a text; None where nothing may be spelled differently."""
    found = list(runs(fold(text)))
    if len(found) != 1 or len(found[0].text) < _SHORTEST or len(found[0].text) > LONGEST_WORD:
        return None
    return found[0] if found[0].east_asian or found[0].text.isalpha() else None


def edits(word: str) -> int:
    """How many edits a word may be away."""
    return 2 if len(word) >= _TWO_EDITS_FROM else 1


def is_nearly(word: str, other: str) -> bool:
    """Whether another word is spelled nearly like this one."""
    allowed = edits(word)
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed


def variants(row: str) -> Iterator[tuple[str, ...]]:
    """A row of hanzi as it may stand in a text, in pieces with any one character between them."""
    length = len(row)
    yield (row,)
    yield from ((row[:cut] + row[cut + 1 :],) for cut in range(length))
    for cut in range(length - 1):
        yield (row[:cut] + row[cut + 1] + row[cut] + row[cut + 2 :],)
    yield from ((row[:cut], row[cut:]) for cut in range(1, length))
    yield from ((row[:cut], row[cut + 1 :]) for cut in range(1, length - 1))


def telling_variants(row: str) -> Iterator[tuple[str, ...]]:
    """The variants without those in which another one stands: they are found by that one."""
    every = list(dict.fromkeys(variants(row)))
    whole = {pieces[0] for pieces in every if len(pieces) == 1}
    for pieces in every:
        others = whole - {*pieces} if len(pieces) == 1 else whole
        if not any(other in piece for piece in pieces for other in others):
            yield pieces


def pattern(row: str) -> re.Pattern[str]:
    """Where a variant of the row begins in joined runs; the longest one at each place."""
    written = {_ANY.join(map(re.escape, pieces)) for pieces in variants(row)}
    longest_first = sorted(written, key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(longest_first)}))")
