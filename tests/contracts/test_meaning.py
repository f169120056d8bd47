"""What clauses mean, and how alike their directions are: a cosine."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contracts.document import Block, BlockKind
from contracts.meaning import likenesses, meanings_of
from contracts.structure.segmentation import segment

VECTORS = st.lists(st.integers(-127, 127), min_size=8, max_size=8).filter(any)


def direction(numbers: list[int]) -> bytes:
    return np.array(numbers, dtype=np.int8).tobytes()


@given(VECTORS)
def test_a_direction_is_most_like_itself(numbers: list[int]) -> None:
    mine = direction(numbers)
    assert abs(likenesses(mine, [mine])[0] - 1) < 1e-3


@given(VECTORS, st.lists(VECTORS, min_size=1, max_size=5))
def test_likeness_is_the_same_both_ways(numbers: list[int], others: list[list[int]]) -> None:
    mine = direction(numbers)
    for other, found in zip(others, likenesses(mine, [direction(o) for o in others]), strict=True):
        assert abs(likenesses(direction(other), [mine])[0] - found) < 1e-4


def test_a_clause_means_what_its_heading_and_body_say() -> None:
    lines = ["第一条 保密", "（一）雙方不得向他人透露本合同。", "（二）同上"]
    clauses = segment([Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(lines)], 1)
    (meaning,) = dict(meanings_of(clauses)).values()
    assert meaning == "保密\n双方不得向他人透露本合同。"
