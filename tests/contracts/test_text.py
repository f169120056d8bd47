"""Folding keeps offsets; a reading leaves out damage and remembers where everything stood."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.pinyin import SYLLABLES
from contracts.text import TextReading, fold, reading

PROJECT = Path(__file__).parents[2]
PIECES = ("發(fā)展", "挑戰(zhàn)", "甲　方", "(a)", "ABC ", "\n", "，", "服 务", "İ", "\t")
damaged_texts = st.lists(st.sampled_from(PIECES) | st.characters()).map("".join)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("售後服務合約", "售后服务合约"),
        ("著作權之歸屬", "著作权之归属"),
        ("沿着", "沿著"),
        ("裡裏面", "里里面"),
        ("乾燥與幹部", "干燥与干部"),
        ("答覆期限、計畫、帳戶、瞭解", "答复期限、计划、账户、了解"),
        ("（ＡＢＣ１２）：", "(abc12):"),
        ("Force Majeure", "force majeure"),
        ("⽤⼾⻓期", "用户长期"),  # radicals from a PDF
    ],
)
def test_what_means_the_same_folds_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_simplified_legal_words_stay_as_they_are() -> None:
    words = "售后服务、著作权、不可抗力、违约金、干燥、了解、只要、仲裁委员会"
    assert fold(words) == words


@given(st.text() | damaged_texts)
def test_folding_keeps_the_length_and_is_done_after_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("電商平臺快速發(fā)展過程", "电商平台快速发展过程"),
        ("存在的問題與挑戰(zhàn)", "存在的问题与挑战"),
        ("執（zhí）行", "执行"),
        ("統(tong)一", "统一"),
        ("甲　　方：", "甲方:"),
        ("违 约 责 任", "违约责任"),
        ("签字\u200b盖章", "签字盖章"),
    ],
)
def test_damage_is_passed_over(printed: str, read: str) -> None:
    assert reading(printed).text == read


@pytest.mark.parametrize(
    "text",
    [
        "包括(a)服务费",
        "客户端(ios)下载",
        "响应时间(min)不超过",
        "服务(service)内容",
        "北京某公司    乙方:上海某公司",  # columns
        "甲方\t乙方",
        "第一条\n总则",
        "supplier (an affiliate)",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    assert reading(text) == TextReading(text, range(len(text)))


def test_evidence_is_found_where_it_was_printed() -> None:
    printed = "為促進發(fā)展，雙方協(xié)商"
    found = reading(printed)
    start = found.text.index("发展")
    assert printed[slice(*found.span(start, start + 2))] == "發(fā)展"


@given(damaged_texts)
def test_every_character_of_a_reading_stands_where_it_says(text: str) -> None:
    found = reading(text)
    assert found.text == "".join(fold(text)[position] for position in found.positions)
    assert list(found.positions) == sorted(set(found.positions))
    for index, position in enumerate(found.positions):
        assert found.offset(position) == index


def test_there_are_as_many_syllables_as_mandarin_has() -> None:
    assert 395 <= len(SYLLABLES) <= 415


def test_the_table_is_what_its_tool_writes() -> None:
    build = runpy.run_path(str(PROJECT / "tools" / "build_fold_table.py"))["build"]
    table = PROJECT / "contracts" / "fold_table.txt"
    assert table.read_text(encoding="utf-8") == build()
