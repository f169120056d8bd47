"""The labelled Chinese contracts: lines, the clause types each bears, and the clauses of the text.

The README of the shared folder (``shared_material``) says how they were labelled.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from shared_material import SHARED

from contracts.clause import Clause
from contracts.document import Block, BlockKind
from contracts.structure.segmentation import segment

LABELS = SHARED / "data" / "zh" / "labels"


@dataclass(frozen=True)  # without slots, for what is cached
class LabelledDocument:
    """A contract's lines, and by line number the types that stand there and those only touched."""

    id: str
    contract_type: str
    lines: tuple[tuple[int, str], ...]
    operative: dict[int, frozenset[str]]
    touched: dict[int, frozenset[str]]

    @property
    def present(self) -> frozenset[str]:
        """The types that the document provides for."""
        return frozenset[str]().union(*self.operative.values())

    @property
    def weak(self) -> frozenset[str]:
        """The types that it only touches."""
        return frozenset[str]().union(*self.touched.values()) - self.present

    def clauses(self) -> tuple[Clause, ...]:
        """The document segmented, each line a block."""
        blocks = [Block(i, BlockKind.PARAGRAPH, text) for i, (_, text) in enumerate(self.lines)]
        return segment(blocks, int(self.id))

    def numbers_between(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the lines that a place of the text touches."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1))
        return tuple(number for number, _ in self.lines[first:last])

    def without(self, clause_type: str) -> "LabelledDocument":
        """The document without the lines that bear the type or touch it."""

        def kept(labels: dict[int, frozenset[str]]) -> dict[int, frozenset[str]]:
            return {number: types for number, types in labels.items() if number not in removed}

        removed = {
            number
            for labels in (self.operative, self.touched)
            for number, types in labels.items()
            if clause_type in types
        }
        lines = tuple((number, text) for number, text in self.lines if number not in removed)
        return replace(
            self, lines=lines, operative=kept(self.operative), touched=kept(self.touched)
        )

    @cached_property
    def _starts(self) -> list[int]:
        """Where the lines begin in the text."""
        return list(accumulate((len(text) + 1 for _, text in self.lines[:-1]), initial=0))


def documents() -> Iterator[LabelledDocument]:
    """All labelled documents in the order of their ids."""
    for path in sorted((LABELS / "first").glob("*.tsv")):
        text = (LABELS / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        numbered = (line.partition("\t") for line in text.split("\n") if line)
        lines = tuple((int(number), line) for number, _, line in numbered if number.isdigit())
        head, *rows = path.read_text(encoding="utf-8").split("\n")
        operative: dict[int, frozenset[str]] = {}
        touched: dict[int, frozenset[str]] = {}
        for row in filter(str.strip, rows):
            number, types = row.split("\t")[:2]
            names = [name.strip() for name in types.split(",") if name.strip()]
            operative[int(number)] = frozenset(n for n in names if n[-1] not in "?#")
            touched[int(number)] = frozenset(n[:-1] for n in names if n[-1] in "?#")
        contract_type = head.split("\t")[2] if head.count("\t") > 1 else ""
        yield LabelledDocument(path.stem, contract_type, lines, operative, touched)
