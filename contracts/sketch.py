"""Sketches: how alike two texts are, told from 512 bytes of each.

A sketch keeps the smallest hashes of a text's shingles, of five letters, digits or hanzi in a row
(Broder, On the resemblance and containment of documents, 1997). Case, width, script and
punctuation make no difference, and a wrong character costs five shingles at most, so that a scan is
like the draft it was printed from.
"""

import re

import numpy as np
from numpy.typing import NDArray

from contracts.text import fold

KEPT = 128  # hashes in a sketch
SHINGLE = 5  # characters
_SIGNS = re.compile(r"[\W_]+")
_FACTOR, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)

Hashes = NDArray[np.uint32]


def letters_of(text: str) -> str:
    """A text's letters, digits and hanzi, in one case, width and script."""
    return _SIGNS.sub("", fold(text))


def sketch(text: str) -> bytes:
    """The sketch of a text; b"" where it has less than one shingle."""
    characters = np.frombuffer(letters_of(text).encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    if len(characters) < SHINGLE:
        return b""
    rows = len(characters) - SHINGLE + 1
    hashes = np.zeros(rows, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = (hashes * _FACTOR) + characters[place : place + rows]
    hashes = (hashes ^ (hashes >> _HALF)) * _MIX
    ordered = np.sort((hashes >> _HALF).astype("<u4"))  # a sixth of the time of numpy's unique
    is_new = np.ones(rows, dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return bytes(ordered[is_new][:KEPT].tobytes())


def hashes_of(sketched: bytes) -> Hashes:
    """The hashes in a sketch, in ascending order."""
    return np.frombuffer(sketched, dtype="<u4")


def likeness(one: Hashes, other: Hashes) -> float:
    """The share of two texts' shingles that both have: 0 to 1, accurate to about .04."""
    if not len(one) or not len(other):
        return 0.0
    together = np.union1d(one, other)[:KEPT]
    shared = np.intersect1d(np.intersect1d(one, other), together)
    return len(shared) / len(together)
