"""English examples: passages of CUAD's contracts with the categories that stand there.

CUAD v1 (Hendrycks, Burns, Chen, Ball: CUAD, an expert-annotated NLP dataset for legal contract
review, 2021; The Atticus Project, CC BY 4.0) names for each contract and category the passages
that a lawyer marked.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contracts.clause import Clause
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Block, BlockKind
from contracts.structure.segmentation import segment

CATEGORIES: Mapping[str, str] = {
    category: definition.id for definition in CLAUSE_TYPES.values() for category in definition.cuad
}
"""CUAD's categories with the clause type that each belongs to."""

_OMITTED = "<omitted>"  # stands in a marked passage for what was left out of it
_SHORTEST = 12  # letters of a marked passage that can be told from others like it


@dataclass(frozen=True)  # without slots, for what is cached
class CuadContract:
    """A contract's text, the categories it contains, and where they stand in the text."""

    id: str
    text: str
    present: frozenset[str]
    places: Mapping[str, Sequence[tuple[int, int]]]  # by category, half-open

    @property
    def number(self) -> int:
        """The number in its id."""
        return int(self.id.removeprefix("c"))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The contract segmented, each line a block."""
        blocks = [
            Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(self.text.split("\n"))
        ]
        return segment(blocks, self.number)

    def categories_between(self, start: int, end: int) -> frozenset[str]:
        """The categories of which a marked passage, or a good part of one, stands here."""
        return frozenset(
            category
            for category, places in self.places.items()
            if any(_much_in_common(start, end, *place) for place in places)
        )


def _much_in_common(start: int, end: int, marked_start: int, marked_end: int) -> bool:
    common = min(end, marked_end) - max(start, marked_start)
    return common > 0 and common >= min(60, (end - start) / 2, (marked_end - marked_start) / 2)


def cuad_contracts(folder: Path) -> Iterator[CuadContract]:
    """All contracts of a folder with ``presence.csv``, ``spans.jsonl`` and ``txt/``."""
    lines = (folder / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    marked = {each["id"]: each["spans"] for each in map(json.loads, lines)}
    with (folder / "presence.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            printed = (folder / "txt" / f"{row['id']}.txt").read_text(encoding="utf-8")
            text = "\n".join(line for line in printed.split("\n") if line.strip())
            letters = _Letters(text)
            places = {
                category: [place for passage in passages for place in letters.places(passage)]
                for category, passages in marked[row["id"]].items()
            }
            present = frozenset(name for name, value in row.items() if value == "1")
            yield CuadContract(row["id"], text, present, places)


class _Letters:
    """A text's letters without spaces and capitals: line breaks make no difference."""

    def __init__(self, text: str) -> None:
        self._offsets = [match.start() for match in re.finditer(r"\S", text)]
        self._letters = "".join(text[offset] for offset in self._offsets).lower()

    def places(self, passage: str) -> Iterator[tuple[int, int]]:
        """Where a marked passage stands: its parts, each at the first place that reads so."""
        for part in passage.split(_OMITTED):
            letters = re.sub(r"\s", "", part).lower()
            found = self._letters.find(letters) if len(letters) >= _SHORTEST else -1
            if found >= 0:
                yield self._offsets[found], self._offsets[found + len(letters) - 1] + 1
