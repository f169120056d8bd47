"""How well segmentation draws the outlines of real contracts; the figures are printed (pytest -s).

The outlines were drafted by segmentation, then read against the texts and mended: they show what
gets worse, and are no blind test. Documents are found in the shared folder (``shared_material``).
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from shared_material import SHARED

from contracts.clause import ClauseKind
from contracts.document import Block, BlockKind, document_text
from contracts.structure.segmentation import segment

DATA = SHARED / "data"
GOLD = Path(__file__).with_name("outlines.txt")
AIM = 0.98

Boundary = tuple[str, int, str]  # document, line, label


def gold_boundaries() -> list[Boundary]:
    """Every clause of the checked outlines."""
    boundaries: list[Boundary] = []
    document = ""
    for row in GOLD.read_text(encoding="utf-8").splitlines():
        if row.startswith("== "):
            document = row.removeprefix("== ")
        elif row and not row.startswith("#"):
            line, label = row.split(" ", 1)
            boundaries.append((document, int(line), label))
    return boundaries


def found_boundaries(document: str) -> list[Boundary]:
    """Every clause that segmentation finds, but preamble and signatures."""
    blocks = read_blocks(DATA / document)
    text = document_text(tuple(blocks))
    return [
        (document, text.count("\n", 0, clause.span.start) + 1, clause.number_label or "-")
        for clause in segment(blocks, 1)
        if clause.kind not in (ClauseKind.PREAMBLE, ClauseKind.SIGNATURE)
    ]


def read_blocks(path: Path) -> list[Block]:
    """One block a line; the label texts number their lines and mark headings with "#"."""
    blocks = []
    for order, row in enumerate(path.read_text(encoding="utf-8").replace("\f", "\n").split("\n")):
        line = row.split("\t", 1)[-1] if "labels" in path.parts else row
        mark = re.match(r"(#+) +", line)
        if mark:
            level = len(mark[1]) - 1
            blocks.append(Block(order, BlockKind.HEADING, line[mark.end() :], level=level))
        else:
            blocks.append(Block(order, BlockKind.PARAGRAPH, line))
    return blocks


def f1(gold: Counter[Boundary], found: Counter[Boundary]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * (gold & found).total() / (gold.total() + found.total())


def test_boundaries_and_labels_are_those_of_the_checked_outlines() -> None:
    if not DATA.exists():
        pytest.skip("needs the contracts in TIAOLI_SHARED")
    gold = gold_boundaries()
    documents = sorted({document for document, _, _ in gold})
    found = [boundary for document in documents for boundary in found_boundaries(document)]
    whole = f1(Counter(gold), Counter(found))
    places = f1(Counter((d, n, "") for d, n, _ in gold), Counter((d, n, "") for d, n, _ in found))
    print(
        f"\n{len(documents)} documents, {len(gold)} clauses:"
        f" boundaries F1 {places:.3f}, boundaries with labels F1 {whole:.3f}"
    )
    assert whole >= AIM
