"""Text with some of its words marked, as runs that a template prints one after another."""

from collections.abc import Sequence
from dataclasses import dataclass

Marks = Sequence[tuple[int, int]]  # half-open offsets


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters that are all marked, or all not."""

    text: str
    marked: bool


def runs(text: str, marks: Marks, start: int = 0, end: int | None = None) -> tuple[Run, ...]:
    """``text[start:end]`` cut at the marks, whose offsets count in the whole text.

    Marks may overlap and come in any order.
    """
    end = len(text) if end is None else end
    cut: list[Run] = []
    position = start
    for mark_start, mark_end in sorted(marks):
        here, there = max(position, mark_start), min(end, mark_end)
        if here >= there:
            continue
        if position < here:
            cut.append(Run(text[position:here], marked=False))
        cut.append(Run(text[here:there], marked=True))
        position = there
    if position < end:
        cut.append(Run(text[position:end], marked=False))
    return tuple(cut)
