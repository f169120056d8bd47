"""The comparison of two documents: their clauses in pairs, and what changed in each pair."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from compare.alignment import align
from compare.guesses import guesses
from compare.judge import Judge
from compare.pairs import Flag, Pair, PairKind
from compare.scan import Scan, scan_of
from compare.side import Side
from contracts.document import BlockKind


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Text of the ``old`` or ``new`` side that is in no clause: a header, a list of contents."""

    side: str
    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All clauses of two documents in pairs, and what stands outside of them.

    ``scan`` says how far what was recognised in pictures can be relied on, where some was.
    """

    pairs: tuple[Pair, ...]
    not_compared: tuple[NotCompared, ...]
    scan: Scan | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs there are of each kind, and how many with each flag."""
        found = Counter(pair.kind.value for pair in self.pairs)
        found.update(flag.value for pair in self.pairs for flag in pair.flags)
        return {name: found[name] for name in (*PairKind, *Flag)}


def compare(old: Side, new: Side, *, printed: bool = False) -> Comparison:
    """Every clause of both documents in a pair, in the new one's order.

    ``printed`` counts ways of writing as changes too: script, width, spaces, quotes.
    """
    is_scan = old.is_scan or new.is_scan
    links = align(old.clauses, new.clauses, guesses(old, new) if is_scan else str)
    judge = Judge(old, new, links, printed=printed)
    pairs = tuple(judge.pair(link) for link in links)
    return Comparison(
        pairs,
        (*_not_compared("old", old), *_not_compared("new", new)),
        scan_of(old, new, pairs) if is_scan else None,
    )


def _not_compared(name: str, side: Side) -> Iterator[NotCompared]:
    held = {order for clause in side.clauses for order in clause.blocks}
    for block in side.blocks:
        if block.order not in held and block.shown.strip():
            yield NotCompared(name, block.kind, block.shown.strip())
