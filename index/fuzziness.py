"""What counts as spelled nearly alike: of words by their letters, of hanzi in a row.

Distances are of optimal string alignment: letters added, left out, replaced, or swapped with their
neighbour (Boytsov, 2011). The automata of Lucene and tantivy accept the same words.
"""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from contracts.text import fold
from index.analysis import Run, is_east_asian, runs
from index.words import LONGEST_WORD

_SHORTEST = 4  # letters or hanzi
_TWO_EDITS_FROM = 8  # letters


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


def nearly_places(row: str, joined: str) -> Iterator[tuple[int, int]]:
    """Where variants of a row of hanzi stand in joined runs, half-open; the longest at each place.

    A pattern that lets any hanzi stand between takes 20 ms to make, longer than it saves.
    """
    longest_first = sorted(variants(row), key=lambda pieces: (-len(pieces), -sum(map(len, pieces))))
    for start, character in enumerate(joined):
        if character in row[:2]:  # with one of which each variant begins
            ends = (_end_of(pieces, joined, start) for pieces in longest_first)
            end = next((end for end in ends if end is not None), None)
            if end is not None:
                yield start, end


def _end_of(pieces: Sequence[str], joined: str, start: int) -> int | None:
    """Where the pieces end that begin there, any one hanzi between them; None if they don't.

    Punctuation beside that hanzi, a space in joined runs, is passed over.
    """
    end = start + len(pieces[0])
    if not joined.startswith(pieces[0], start):
        return None
    for piece in pieces[1:]:
        between = _after_space(joined, end)
        if not is_east_asian(joined[between : between + 1]):
            return None
        begin = _after_space(joined, between + 1)
        if not joined.startswith(piece, begin):
            return None
        end = begin + len(piece)
    return end


def _after_space(joined: str, at: int) -> int:
    return at + joined.startswith(" ", at)
