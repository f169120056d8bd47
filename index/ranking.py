"""How hits are ranked: the same on every back end, and from what the reader may see alone.

BM25 weighs words by how rare they are in the whole index, so that a hidden document would move the
hits of those who may not see it. Here a score is made of what the clause itself shows, times how
telling its length is; only the parts of an OR are weighed by rarity, counted among the clauses that
are visible.

All scores are multiples of 1/256 below 2**15: 32-bit floats add them without rounding, in whatever
order an engine does.
"""

import math
from zlib import crc32

FOUND = 1.0  # a text stands in the clause
WHOLE_WORDS = 4.0  # in whole Latin words; more than the best length can make up for
IN_TITLE = 2.0  # the document is called so
ADJACENT = 16.0  # two texts that were asked for one after the other stand so
OF_TYPE = 32.0  # the clause provides for what the text names (违约责任), not only mentions it
PART_IN_HEADING = 8.0  # the heading has one of several texts; this and more lets a clause lead
IN_HEADING = 16.0  # the heading has what the query asks for

# Where any of several texts will do, a field adds a part of the text's weight in the body, as in
# BM25F (Robertson, Zaragoza, Taylor, 2004). Tuned on half of the graded queries
# (benchmarks/ranking.py).
HEADING_SHARE = 0.5
TITLE_SHARE = 0.25
TYPE_SHARE = 0.5
WHOLE_WORDS_SHARE = 0.5

MOST_FACTOR = 2.0  # that a score is multiplied by

_SHORT = 30  # characters; a clause with fewer is hardly more than a heading
_LONG = 600  # characters; at this length half of the advantage is gone
_FIXED_ORDER = 0.001  # of the factor: parts clauses of equal length, the same way each time


def rarity(found: int, visible: int) -> float:
    """The weight of a text that stands in ``found`` of the ``visible`` clauses, at least FOUND.

    Robertson and Spärck Jones's inverse document frequency as Lucene has it, in steps of 1/64.
    """
    weight = math.log(1 + (visible - found + 0.5) / (found + 0.5))
    return max(FOUND, round(weight * 64) / 64)


def length_factor(clause_id: str, characters: int) -> float:
    """From 1 to 2: a bare heading says little, and an endless schedule is about everything."""
    telling = min(1.0, characters / _SHORT) / (1 + characters / _LONG)
    fixed = crc32(clause_id.encode()) / 2**32
    return 1 + (1 - _FIXED_ORDER) * telling + _FIXED_ORDER * fixed
