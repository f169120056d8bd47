"""What a change means: material or not, following a renumbering, punctuation, left out."""

from dataclasses import replace

import pytest
from compare_documents import CONTRACT, compare_texts, side_of

from compare.comparison import Comparison, compare
from compare.material import MATERIAL_WORDS
from compare.pairs import Flag, Pair, PairKind
from contracts.document import Block, BlockKind
from contracts.text import fold


def changes(old: str, new: str) -> list[Pair]:
    return [pair for pair in compare_texts(old, new).pairs if pair.is_change]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("四小时内响应", "六小时内响应"),
        ("36000元", "39000元"),
        ("万分之五", "万分之三"),
        ("2025年2月28日", "2026年2月28日"),
        ("乙方应当自接到", "乙方可以自接到"),
        ("乙方未按时响应", "乙方按时响应"),
        ("向甲方所在地", "向乙方所在地"),
    ],
)
def test_figures_binding_words_negations_and_parties_are_material(old: str, new: str) -> None:
    (pair,) = changes(CONTRACT, CONTRACT.replace(old, new))
    assert pair.kind is PairKind.MODIFIED
    assert Flag.MATERIAL in pair.flags


@pytest.mark.parametrize(
    ("old", "new"), [("包含人工费和差旅费", "包含人工费和交通费"), ("提起诉讼", "起诉")]
)
def test_other_words_are_not(old: str, new: str) -> None:
    (pair,) = changes(CONTRACT, CONTRACT.replace(old, new))
    assert Flag.MATERIAL not in pair.flags


def test_a_party_s_name_is_material() -> None:
    line = "服务地点为青禾食品有限公司的厂房。"
    (pair,) = changes(CONTRACT + line, CONTRACT + line.replace("青禾食品", "青禾餐饮"))
    assert Flag.MATERIAL in pair.flags


def test_a_clause_type_that_went_is_material() -> None:
    start, end = CONTRACT.index("第七条"), CONTRACT.index("第八条")
    comparison = compare_texts(CONTRACT, CONTRACT[:start] + CONTRACT[end:], tagged=True)
    deleted = [pair for pair in comparison.pairs if not pair.new]
    assert len(deleted) == 1
    assert Flag.MATERIAL in deleted[0].flags


def test_a_reference_that_follows_a_renumbering_is_no_change_of_its_own() -> None:
    start = CONTRACT.index("第三条 服务费用")
    head, tail = CONTRACT[:start], CONTRACT[start:]
    for number, following in zip("八七六五四三", "九八七六五四", strict=True):
        tail = tail.replace(f"第{number}条", f"第{following}条")
    more = "第三条 备件\n乙方在甲方现场存放常用备件，由甲方免费提供场地。\n\n"
    (pair,) = [pair for pair in changes(CONTRACT, head + more + tail) if pair.old]
    assert Flag.CONSEQUENTIAL in pair.flags
    assert Flag.MATERIAL not in pair.flags
    assert [words.old_words(pair) for words in pair.edits] == ["第三条"]


def test_a_reference_that_points_elsewhere_is_material() -> None:
    (pair,) = changes(CONTRACT, CONTRACT.replace("支付第三条约定", "支付第二条约定"))
    assert Flag.CONSEQUENTIAL not in pair.flags
    assert Flag.MATERIAL in pair.flags


def test_punctuation_alone_is_told_apart() -> None:
    (pair,) = changes(CONTRACT, CONTRACT.replace("500元；", "500元，"))
    assert pair.flags == {Flag.PUNCTUATION}


def test_traditional_text_in_full_width_is_the_same_text() -> None:
    folded = str.maketrans("维护务应当费违约责争议为种（）", "維護務應當費違約責爭議為種()")
    comparison = compare_texts(CONTRACT, CONTRACT.translate(folded))
    assert {pair.kind for pair in comparison.pairs} == {PairKind.UNCHANGED}


def test_what_is_in_no_clause_is_listed_as_not_compared() -> None:
    side = side_of(CONTRACT)
    header = Block(order=99, kind=BlockKind.HEADER, text="合同编号：QH-2024-017")
    with_header = type(side)((*side.blocks, header), side.clauses, side.types)
    comparison: Comparison = compare(side, with_header)
    (rest,) = comparison.not_compared
    assert (rest.side, rest.kind, rest.text) == ("new", "header", "合同编号：QH-2024-017")


def test_the_words_that_make_a_change_material_are_written_as_they_are_compared() -> None:
    lists = (MATERIAL_WORDS.modal_verbs, MATERIAL_WORDS.negating_words, MATERIAL_WORDS.roles)
    assert all(word == fold(word) for words in lists for word in words)


def test_a_clause_that_is_counted_but_bears_no_number_is_compared_too() -> None:
    side = side_of(CONTRACT)
    clauses = [replace(clause, number_label="", number_path=("1",)) for clause in side.clauses]
    comparison = compare(replace(side, clauses=clauses), side)
    assert len([pair for pair in comparison.pairs if pair.old and pair.new]) == len(clauses)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("三台空气压缩机", "三臺空氣壓縮機"),
        ("36000元", "３６０００元"),
        ("甲方应当自收到", "甲方 应当自收到"),
        ("（含税）", "(含税)"),
    ],
)
def test_ways_of_writing_are_changes_only_where_they_are_asked_for(old: str, new: str) -> None:
    sides = side_of(CONTRACT), side_of(CONTRACT.replace(old, new))
    usual, printed = compare(*sides), compare(*sides, printed=True)
    assert usual.counts["unchanged"] == len(usual.pairs)
    (pair,) = [pair for pair in printed.pairs if pair.is_change]
    assert Flag.FORMAT in pair.flags
    assert Flag.MATERIAL not in pair.flags


@pytest.mark.parametrize(
    ("whole", "broken"),
    [("服务内容", "服务内\n容"), ("36000元", "36000\n元"), ("2024年3月1日", "2024年\n3月1日")],
)
def test_a_line_that_ends_inside_a_word_or_figure_is_no_change(whole: str, broken: str) -> None:
    old, new = side_of(CONTRACT), side_of(CONTRACT)
    clauses = [replace(clause, text=clause.text.replace(whole, broken)) for clause in new.clauses]
    assert not any(pair.is_change for pair in compare(old, replace(new, clauses=clauses)).pairs)


def test_a_number_on_a_line_of_its_own_is_no_change() -> None:
    old = side_of("Cloud Agreement\n1.\n1.1 Use. The Customer may use the service.\n")
    new = side_of("Cloud Agreement\n1.1 Use. The Customer may use the service.\n")
    comparison = compare(old, new)
    assert comparison.counts["deleted"] == 0
    assert not any(pair.is_change for pair in comparison.pairs)
