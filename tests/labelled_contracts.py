"""The labelled Chinese contracts: lines, the clause types each bears, and the clauses of the text.

The README of the shared folder (``shared_material``) says how they were labelled.
"""

import re
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
_HEADING = re.compile(r"(#{1,6}) +")
_RULE = re.compile(r"[-|: ]{3,}")


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
        return self._clauses

    def numbers_between(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the lines that a place of the text touches."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1))
        return tuple(number for number, _ in self.lines[first:last])

    def without(self, clause_type: str) -> "LabelledDocument":
        """The document without the clauses of which a line bears the type or touches it."""

        def kept(labels: dict[int, frozenset[str]]) -> dict[int, frozenset[str]]:
            return {number: types for number, types in labels.items() if number not in removed}

        removed: set[int] = set()
        for clause in self.clauses():
            numbers = self.numbers_between(clause.span.start, clause.span.end)
            if any(clause_type in self._types_of(number) for number in numbers):
                removed.update(numbers)
        lines = tuple((number, text) for number, text in self.lines if number not in removed)
        return replace(
            self, lines=lines, operative=kept(self.operative), touched=kept(self.touched)
        )

    def _types_of(self, line: int) -> frozenset[str]:
        return self.operative.get(line, frozenset()) | self.touched.get(line, frozenset())

    @cached_property
    def _clauses(self) -> tuple[Clause, ...]:
        return segment(self._blocks, int(self.id))

    @cached_property
    def _blocks(self) -> list[Block]:
        return [_block(order, text) for order, (_, text) in enumerate(self.lines)]

    @cached_property
    def _starts(self) -> list[int]:
        """Where the lines begin in the text."""
        return list(accumulate((len(block.text) + 1 for block in self._blocks[:-1]), initial=0))


def _block(order: int, line: str) -> Block:
    """A line as our parsers would give it: many of the texts are Markdown."""
    text = line.replace("**", "")
    heading = _HEADING.match(text)
    if heading:
        level = len(heading[1]) - 1
        return Block(order, BlockKind.HEADING, text[heading.end() :], level=level)
    if _RULE.fullmatch(text):
        return Block(order, BlockKind.PARAGRAPH, "")
    if text.startswith("- "):
        return Block(order, BlockKind.LIST_ITEM, text[2:], level=0)
    if text.startswith("|"):
        cells = (cell.strip() for cell in text.strip("| ").split("|"))
        return Block(order, BlockKind.PARAGRAPH, "\t".join(cells))
    return Block(order, BlockKind.PARAGRAPH, text.removeprefix("> "))


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
