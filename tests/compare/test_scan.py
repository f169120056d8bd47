"""Scans against drafts: errors of recognition are told from changes, and no figure gets lost."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from compare_documents import CONTRACT, side_of
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.comparison import Comparison, compare
from compare.judge import Judge
from compare.pairs import Flag, Pair
from compare.side import Side
from compare.tables import compare_tables
from contracts.document import BlockSource, Cell
from contracts.recognition import Recognised, RecognisedLine

ENGLISH = """\
SERVICE AGREEMENT

1. Response
The Supplier shall answer a report of the Customer within four hours and shall repair the machine.

2. Confidence
Neither party shall disclose the agreement of the parties to anybody.
"""


def scan_of(text: str, recognised: Recognised | None = None) -> Side:
    side = side_of(text)
    blocks = [replace(block, source=BlockSource.OCR, page_start=1) for block in side.blocks]
    return replace(side, blocks=blocks, recognised=recognised or {})


def read(draft: str, scan: str) -> Comparison:
    return compare(side_of(draft), scan_of(scan))


def changed(comparison: Comparison) -> Pair:
    (pair,) = [pair for pair in comparison.pairs if pair.is_change]
    return pair


def line(text: str, confidence: float, width: float = 400) -> RecognisedLine:
    return RecognisedLine(text, 80, 80, 80 + width, 96, confidence)


@pytest.mark.parametrize(
    ("meant", "misread"),
    [
        ("付款方式", "忖款方式"),  # a look-alike makes a word that is none
        ("商业秘密，保密期限", "商业秘密保密期限"),  # a comma lost
        ("提起诉讼。", "提起诉讼.。"),  # a dot put in
        ("提供维修、零部件", "提供维修,零部件"),
        ("服务内容", "服务内\n容"),  # a broken line is no difference at all
        ("乙方为甲方的三台", "乙亢为甲方的三台"),  # what tells the party is left: 乙
        ("甲方应当自收到", "甲方应笛自收到"),
        ("三十日内", "三十目内"),  # the figure is left, and what was read is no period
        ("500元", "5o0元"),  # a letter among digits can only be one digit
        ("支付服务费", "支付的服务费"),  # a word that says nothing
    ],
)
def test_what_looks_like_a_misreading_is_grey_or_no_difference(meant: str, misread: str) -> None:
    comparison = read(CONTRACT, CONTRACT.replace(meant, misread))
    changes = [pair for pair in comparison.pairs if pair.is_change]
    assert all(edit.suspect for pair in changes for edit in pair.edits)
    assert comparison.counts["material"] == 0
    assert comparison.counts["ocr_suspect"] == len(changes)


@pytest.mark.parametrize(
    ("meant", "read_as"),
    [
        ("36000元", "35000元"),
        ("三十日内", "三千日内"),
        ("2024年3月1日", "2024年8月1日"),
        ("未按时响应", "末按时响应"),
        ("不得向第三方", "木得向第三方"),
        ("甲方应当自收到", "申方应当自收到"),
        ("服务费。", "服务贸。服务费。"),
        ("甲方应当自收到", "甲方可以自收到"),
        ("三十日内", "三十月内"),
        ("36000元", "36000"),
        ("36000元", "36000万元"),
    ],
)
def test_figures_dates_parties_and_negations_are_never_grey(meant: str, read_as: str) -> None:
    pair = changed(read(CONTRACT, CONTRACT.replace(meant, read_as)))
    assert not all(edit.suspect for edit in pair.edits)
    assert Flag.OCR_SUSPECT not in pair.flags


def test_another_word_that_exists_is_a_change_though_it_looks_alike() -> None:
    text = CONTRACT.replace("服务费用", "货款")
    pair = changed(read(text, text.replace("货款", "贷款")))
    assert Flag.OCR_SUSPECT not in pair.flags


def test_between_two_drafts_nothing_is_a_misreading() -> None:
    comparison = compare(side_of(CONTRACT), side_of(CONTRACT.replace("付款方式", "忖款方式")))
    assert comparison.scan is None
    assert comparison.counts["ocr_suspect"] == 0


@pytest.mark.parametrize(
    ("meant", "misread", "grey"),
    [
        ("of the Customer", "of theCustomer", True),
        ("machine", "nachine", True),
        ("Supplier", "Supplicr", True),
        ("shall repair", "sball repair", True),
        ("Neither", "Either", False),
        ("Neither", "Ncither", False),
        ("shall answer", "answer", False),
        ("shall repair", "may repair", False),
        ("four", "tour", False),
        ("Supplier", "Buyer", False),
        ("hours", "days", False),
        ("hours", "doys", False),
    ],
)
def test_lost_spaces_and_words_that_are_none_are_grey_in_english_other_words_are_not(
    meant: str, misread: str, *, grey: bool
) -> None:
    pair = changed(read(ENGLISH, ENGLISH.replace(meant, misread)))
    assert [edit.suspect for edit in pair.edits] == [grey]


def test_a_heading_of_one_garbled_word_is_still_that_clause() -> None:
    pair = changed(read(ENGLISH, ENGLISH.replace("2. Confidence", "2. Confidenee")))
    assert Flag.OCR_SUSPECT in pair.flags


def test_a_cell_of_a_scanned_table_is_judged_like_any_words() -> None:
    judge = Judge(side_of(CONTRACT), scan_of(CONTRACT), (), printed=False)
    draft = [[Cell("空气压缩机"), Cell("三台"), Cell("36000元")]]
    scan = [[Cell("空气压宿机"), Cell("三台"), Cell("35000元")]]
    (row,) = compare_tables(draft, scan, judge)
    assert [[edit.suspect for edit in cell.edits] for cell in row.cells] == [[True], [], [False]]


def test_what_stands_on_a_badly_read_line_is_grey_but_for_figures() -> None:
    bad = "乙方为甲方的三台空气玉洧木几提洪维修"
    scan = CONTRACT.replace("乙方为甲方的三台空气压缩机提供维修", bad)
    assert all(edit.suspect for edit in changed(bad_line(scan, bad)).edits)
    wrong = bad.replace("三台", "二台")
    pair = changed(bad_line(scan.replace(bad, wrong), wrong))
    assert {edit.suspect for edit in pair.edits} == {True, False}


def bad_line(scan: str, text: str) -> Comparison:
    return compare(side_of(CONTRACT), scan_of(scan, {1: [line(text, 0.5)]}))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.sampled_from("0123456789"))
def test_whatever_digit_is_misread_it_is_material_and_in_the_count_of_numbers(
    place: int, digit: str
) -> None:
    places = [at for at, letter in enumerate(CONTRACT) if letter in "0123456789"]
    at = places[place % len(places)]
    misread = CONTRACT[:at] + digit + CONTRACT[at + 1 :]
    comparison = read(CONTRACT, misread)
    assert (comparison.counts["material"] > 0) == (misread != CONTRACT)
    assert comparison.counts["ocr_suspect"] == 0
    assert comparison.scan is not None
    assert bool(comparison.scan.figures) == (misread != CONTRACT)


def test_a_number_outside_of_all_clauses_is_missed_by_no_count() -> None:
    draft, scan = side_of(CONTRACT), scan_of(CONTRACT)
    header = replace(scan.blocks[0], order=len(scan.blocks), text="合同编号 2023-017")
    comparison = compare(draft, replace(scan, blocks=[*scan.blocks, header]))
    assert comparison.scan is not None
    figures = {figure.text: figure for figure in comparison.scan.figures}
    assert figures.keys() == {"2023", "017"}
    assert not any(figure.shown for figure in figures.values())


def reliable(lines: Sequence[RecognisedLine]) -> bool:
    comparison = compare(side_of(CONTRACT), scan_of(CONTRACT, {1: lines}))
    assert comparison.scan is not None
    (page,) = comparison.scan.pages
    return page.reliable


def test_a_page_is_relied_on_unless_a_line_of_it_was_read_badly() -> None:
    good = [line("甲方应当支付服务费", 0.99)] * 20
    assert reliable(good)
    assert reliable([*good, line("|", 0.3, width=8)])
    assert not reliable([*good, line("AeRn  ta", 0.54)])
    assert not reliable([])


def test_the_number_of_a_clause_that_was_added_is_explained_by_it() -> None:
    draft = "1. 甲方付款。\n\n2. 乙方交货。"
    comparison = read(draft, f"{draft}\n\n3. 双方保密。")
    assert comparison.scan is not None
    assert [(figure.text, figure.shown) for figure in comparison.scan.figures] == [("3", True)]
