"""What to know of a compared scan: how surely its pages were read, and where numbers differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from compare.pairs import Pair
from compare.scan import Scan, ScannedPage


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number that does not stand equally often on both sides, and the rows that it stands in."""

    text: str
    old: int
    new: int
    rows: tuple[int, ...]
    shown: bool  # as a change


@dataclass(frozen=True, slots=True)
class ScanPane:
    """The recognised pages that can be relied on and those that can't, and the numbers."""

    reliable: tuple[ScannedPage, ...]
    unreliable: tuple[ScannedPage, ...]
    figures: tuple[FigureRow, ...]
    doubtful_rows: frozenset[int]  # those with a clause on a page that can't be relied on


def scan_pane(scan: Scan | None, pairs: Sequence[Pair]) -> ScanPane | None:
    """The pane, None where nothing was recognised."""
    if scan is None:
        return None
    numbers = {
        clause.id: number
        for number, pair in enumerate(pairs, start=1)
        for clause in (*pair.old, *pair.new)
    }
    figures = (
        FigureRow(
            figure.text,
            len(figure.old),
            len(figure.new),
            tuple(sorted({numbers[c.id] for c in (*figure.old, *figure.new) if c is not None})),
            figure.shown,
        )
        for figure in scan.figures
    )
    return ScanPane(
        tuple(page for page in scan.pages if page.reliable),
        tuple(page for page in scan.pages if not page.reliable),
        tuple(figures),
        frozenset(n for n, pair in enumerate(pairs, start=1) if scan.is_doubtful(pair)),
    )
