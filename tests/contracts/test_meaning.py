"""What clauses mean."""

from contracts.document import Block, BlockKind
from contracts.meaning import meanings_of
from contracts.structure.segmentation import segment


def test_a_clause_means_what_its_heading_and_body_say() -> None:
    lines = ["第一条 保密", "（一）雙方不得向他人透露本合同。", "（二）同上"]
    clauses = segment([Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(lines)], 1)
    (meaning,) = dict(meanings_of(clauses)).values()
    assert meaning == "保密\n双方不得向他人透露本合同。"
