"""Which characters are taken for each other where print is poor."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PATH = Path(__file__).with_name("look_alikes.txt")
_LETTERS = ("aceo", "ijlt", "ft", "hnru", "mnw", "uvwy", "bhk", "gqy", "sz", "xk")


def look_alike(first: str, second: str) -> bool:
    """Whether either of two different characters may be read for the other; folded ones.

    One that was lost, "", looks like none.
    """
    return bool(second) and second in _table().get(first, "")


@cache
def _table() -> Mapping[str, str]:
    table: dict[str, str] = defaultdict(str)
    for row in (*_LETTERS, *_PATH.read_text(encoding="utf-8").splitlines()[1:]):
        first, others = row[0], row[1:]
        members = [(each, other) for each in row for other in row if each != other]
        pairs = members if row in _LETTERS else [(first, other) for other in others]
        for one, other in pairs:
            table[one] += other
            table[other] += one
    return table
