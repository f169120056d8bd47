"""The plan of a redline: which old blocks stay, which go, and which new ones come between them.

Clauses are what was compared; paragraphs and tables are what is edited. So the blocks of clauses
that belong together are paired by likeness, in order; a clause that moved is taken out in one place
and put in at the other, because that is what a Word file can say of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from compare.chain import Bead, heaviest_chain
from compare.comparison import Comparison
from contracts.document import Block, BlockKind, NumberSource
from office.places import body_blocks

_ALIKE = 0.3  # less alike than that, one paragraph is not what the other became
_NOTHING = 0.15  # how alike paragraphs are that have nothing to do with each other
_MOST_PAIRS = 40_000  # of paragraphs looked at between two that are sure

Scores = dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Step:
    """A block of the old document and the block it became; either may be none.

    ``moved`` numbers what moved together, where the block was taken out or put in by moving.
    """

    old: Block | None
    new: Block | None
    moved: int | None = None


def plan(comparison: Comparison, old: Sequence[Block], new: Sequence[Block]) -> list[Step]:
    """All body blocks of both documents, in the order in which they stand in the redline."""
    olds, news = body_blocks(old), body_blocks(new)
    moved_old, moved_new = _moved(comparison)
    scores = _scores(comparison, olds, news)
    stay_old = [i for i, block in enumerate(olds) if block.order not in moved_old]
    stay_new = [j for j, block in enumerate(news) if block.order not in moved_new]
    scores |= _same_text(olds, news, stay_old, stay_new)
    chain = _chain(scores, olds, news)
    chain = _chain(scores | _between(chain, olds, news, stay_old, stay_new), olds, news)
    return [
        Step(
            olds[i] if i is not None else None,
            news[j] if j is not None else None,
            moved_old.get(olds[i].order) if i is not None and j is None
            else moved_new.get(news[j].order) if j is not None and i is None
            else None,
        )
        for i, j in _in_order(chain, len(olds), len(news))
    ]  # fmt: skip


def pair_up(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The texts of both sides in pairs, in order; None where one side has no such text.

    Where equally many on either side stand between texts that are alike, they are paired too.
    """
    beads = [
        Bead((i,), (j,), _weight(alike, old[i], new[j]))
        for i in range(len(old))
        for j in range(len(new))
        if len(old) * len(new) <= _MOST_PAIRS and (alike := _likeness(old[i], new[j])) >= _ALIKE
    ]
    chain: list[tuple[int, int]] = []
    last = (-1, -1)
    for i, j in [*((b.old[0], b.new[0]) for b in heaviest_chain(beads)), (len(old), len(new))]:
        if i - last[0] == j - last[1]:
            chain += zip(range(last[0] + 1, i), range(last[1] + 1, j), strict=True)
        chain.append((i, j))
        last = (i, j)
    return list(_in_order(chain[:-1], len(old), len(new)))


def _moved(comparison: Comparison) -> tuple[dict[int, int], dict[int, int]]:
    """The blocks of either side that hold nothing but what moved, with the group's number."""
    moved: tuple[dict[int, int], dict[int, int]] = ({}, {})
    stay: tuple[set[int], set[int]] = (set(), set())
    for pair in comparison.pairs:
        for side, clauses in enumerate((pair.old, pair.new)):
            for order in (order for clause in clauses for order in clause.blocks):
                if pair.group is None:
                    stay[side].add(order)
                else:
                    moved[side][order] = pair.group
    first, second = (
        {order: group for order, group in moved[side].items() if order not in stay[side]}
        for side in (0, 1)
    )
    return first, second


def _scores(comparison: Comparison, olds: Sequence[Block], news: Sequence[Block]) -> Scores:
    """How alike the blocks are of clauses that belong together and stayed in order."""
    places_old = {block.order: place for place, block in enumerate(olds)}
    places_new = {block.order: place for place, block in enumerate(news)}
    scores: Scores = {}
    for pair in comparison.pairs:
        if pair.group is not None:
            continue
        left = [places_old[o] for c in pair.old for o in c.blocks if o in places_old]
        right = [places_new[o] for c in pair.new for o in c.blocks if o in places_new]
        if len(left) * len(right) <= _MOST_PAIRS:
            scores |= _alike(left, right, olds, news, _ALIKE)
    return scores


def _same_text(
    olds: Sequence[Block], news: Sequence[Block], left: Sequence[int], right: Sequence[int]
) -> Scores:
    """Blocks that say the same and are the only ones on their side to say it."""
    counts = [
        Counter(blocks[place].text for place in places)
        for blocks, places in ((olds, left), (news, right))
    ]
    only = {
        news[j].text: j for j in right if counts[0][news[j].text] == counts[1][news[j].text] == 1
    }
    return {
        (i, only[olds[i].text]): 1.0
        for i in left
        if olds[i].text in only and _fit(olds[i], news[only[olds[i].text]])
    }


def _between(
    chain: Sequence[tuple[int, int]],
    olds: Sequence[Block],
    news: Sequence[Block],
    stay_old: Sequence[int],
    stay_new: Sequence[int],
) -> Scores:
    """Of what is left between pairs of the chain, blocks that are much alike: they are in no clause
    or in one that was split or merged.
    """
    left, right = set(stay_old), set(stay_new)
    scores: Scores = {}
    ends = zip([(-1, -1), *chain], [*chain, (len(olds), len(news))], strict=True)
    for (i, j), (after_i, after_j) in ends:
        gap_old = [place for place in range(i + 1, after_i) if place in left]
        gap_new = [place for place in range(j + 1, after_j) if place in right]
        if len(gap_old) * len(gap_new) <= _MOST_PAIRS:
            scores |= _alike(gap_old, gap_new, olds, news, 2 * _ALIKE)
    return scores


def _alike(
    left: Sequence[int],
    right: Sequence[int],
    olds: Sequence[Block],
    news: Sequence[Block],
    least: float,
) -> Scores:
    return {
        (i, j): alike
        for i in left
        for j in right
        if _fit(olds[i], news[j]) and (alike := _likeness(olds[i].text, news[j].text)) >= least
    }


def _fit(old: Block, new: Block) -> bool:
    """Whether one block can become the other by a change of words alone."""
    if (old.kind is BlockKind.TABLE) != (new.kind is BlockKind.TABLE):
        return False
    return not (is_automatic(old) and is_automatic(new) and old.level != new.level)


def is_automatic(block: Block) -> bool:
    """Whether Word counts the block's number, so that it is no part of the text."""
    return block.number_source is NumberSource.AUTOMATIC and bool(block.number_label)


def _chain(scores: Scores, olds: Sequence[Block], news: Sequence[Block]) -> list[tuple[int, int]]:
    beads = [
        Bead((i,), (j,), _weight(alike, olds[i].text, news[j].text))
        for (i, j), alike in scores.items()
    ]
    return [(bead.old[0], bead.new[0]) for bead in heaviest_chain(beads)]


def _likeness(old: str, new: str) -> float:
    return 1.0 if old == new else Indel.normalized_similarity(old, new)


def _weight(alike: float, old: str, new: str) -> float:
    return (alike - _NOTHING) * (len(old) + len(new) + 1)


def _in_order(
    chain: Sequence[tuple[int, int]], old_size: int, new_size: int
) -> Iterator[tuple[int | None, int | None]]:
    """The pairs, each preceded by unpaired blocks: first those that go, then those that come."""
    i = j = 0
    for next_i, next_j in (*chain, (old_size, new_size)):
        yield from ((place, None) for place in range(i, next_i))
        yield from ((None, place) for place in range(j, next_j))
        if next_i < old_size and next_j < new_size:
            yield next_i, next_j
        i, j = next_i + 1, next_j + 1
