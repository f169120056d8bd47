"""Anchoring: a passage is found again where it still stands, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.anchoring import find_passage
from contracts.clause import Clause, Span
from contracts.document import Block, BlockKind, document_text
from contracts.structure.segmentation import segment

CONTRACT = """设备维护合同
第一条 付款
甲方应在收到发票后30日内付款，逾期付款的按日支付万分之五的违约金。
第二条 保密
双方对合作中知悉的对方商业秘密负有保密义务，期限为三年。
第三条 交付
乙方应在合同生效后30日内交付设备，并负责安装调试。"""


def read(text: str) -> tuple[str, tuple[Clause, ...]]:
    blocks = tuple(
        Block(order=order, kind=BlockKind.PARAGRAPH, text=line)
        for order, line in enumerate(text.splitlines())
    )
    return document_text(blocks), tuple(segment(blocks, 1))


def passage(words: str, nth: int = 0) -> Span:
    text, _ = read(CONTRACT)
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span.of(text, start, start + len(words))


def found_in(text: str, quoted: Span) -> tuple[str, str] | None:
    """The heading of the clause that it is found in, and the words there."""
    place = find_passage(quoted, read(text)[1])
    return (place.clause.heading, place.span.exact) if place else None


def test_words_are_found_where_they_stood() -> None:
    text, clauses = read(CONTRACT)
    place = find_passage(passage("逾期付款的按日支付"), clauses)
    assert place is not None
    assert place.clause.heading == "付款"
    assert text[place.span.start : place.span.end] == place.span.exact == "逾期付款的按日支付"


@pytest.mark.parametrize(("nth", "heading"), [(0, "付款"), (1, "交付")])
def test_what_stands_around_them_decides_between_equal_words(nth: int, heading: str) -> None:
    moved = "总则\n本合同有附件，附件与正文效力相同。\n" + CONTRACT
    assert found_in(moved, passage("30日内", nth)) == (heading, "30日内")


def test_few_words_without_what_stood_around_them_are_gone() -> None:
    without = CONTRACT.replace("甲方应在收到发票后30日内付款，逾期付款的按日支付", "")
    without = without.replace("乙方应在合同生效后30日内交付设备", "乙方交付设备后30日内开票")
    assert found_in(without, passage("30日内")) is None


def test_another_way_of_writing_is_the_same_passage() -> None:
    written = CONTRACT.replace(
        "双方对合作中知悉的对方商业秘密负有保密义务", "雙方對合作中知悉的對方商業秘密\n負有保密義務"
    )
    found = found_in(written, passage("双方对合作中知悉的对方商业秘密负有保密义务"))
    assert found is not None
    assert found[1].replace("\n", "") == "雙方對合作中知悉的對方商業秘密負有保密義務"


def test_a_passage_of_which_a_few_words_changed_is_found() -> None:
    changed = CONTRACT.replace("期限为三年", "期限为五年").replace("对方商业秘密", "对方的商业秘密")
    found = found_in(changed, passage("双方对合作中知悉的对方商业秘密负有保密义务，期限为三年"))
    assert found is not None
    assert found[0] == "保密"
    assert "对方的商业秘密负有保密义务，期限为五年" in found[1]


def test_a_passage_that_was_rewritten_is_gone() -> None:
    rewritten = CONTRACT.replace(
        "双方对合作中知悉的对方商业秘密负有保密义务，期限为三年",
        "任何一方不得向第三人披露本合同的内容",
    )
    assert found_in(rewritten, passage("双方对合作中知悉的对方商业秘密负有保密义务")) is None


def test_nothing_is_found_in_nothing() -> None:
    assert find_passage(passage("三年"), ()) is None
    assert find_passage(Span(0, 2, " \n"), read(CONTRACT)[1]) is None


def test_a_clause_as_a_whole_is_known_as_such() -> None:
    _, clauses = read(CONTRACT)
    for clause in clauses:
        place = find_passage(clause.span, clauses)
        assert place is not None
        assert place.whole
        assert place.clause == clause
    part = find_passage(passage("期限为三年"), clauses)
    assert part is not None
    assert not part.whole


@given(st.data())
def test_any_words_of_a_clause_are_found_in_their_place(data: st.DataObject) -> None:
    text, clauses = read(CONTRACT)
    clause = data.draw(st.sampled_from(clauses))
    start = data.draw(st.integers(clause.span.start, clause.span.end - 1))
    end = data.draw(st.integers(start + 1, clause.span.end))
    place = find_passage(Span.of(text, start, end), clauses)
    if text[start:end].strip():
        assert place is not None
        assert place.clause == clause
        assert place.span.exact == text[start:end].strip()
