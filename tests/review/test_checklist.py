"""Checklists: what a lawyer writes is checked with its line, and the closest one is chosen."""

import re
from datetime import date
from pathlib import Path

import pytest
from shared_material import SHARED
from small_checklist import SMALL

from contracts.errors import InvalidData
from contracts.laws import SHIPPED_LAWS, LegalBasis
from review.basis_doubts import basis_doubts
from review.checklist import (
    SHIPPED,
    ChecklistItem,
    load_checklists,
)
from review.conditions import Condition


def _load(folder: Path, text: str, name: str = "small.yaml") -> ChecklistItem:
    (folder / name).write_text(text, encoding="utf-8")
    (item,) = load_checklists(folder)["small"].items
    return item


def test_an_item_reads_as_written(tmp_path: Path) -> None:
    item = _load(tmp_path, SMALL)
    assert item.question.text("zh-Hant") == "是否写明当事人"
    assert item.question.text("en") == "Are the parties named"
    assert item.legal_basis == (LegalBasis("民法典", 470),)
    assert item.applies_when == Condition()


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("clause_types: [parties]", "clause_types: [parteis]", 8),
        ("level: mandatory", "level: vital", 9),
        ("article: 470", "article: 0", 10),
        ("    guidance:", "    advice:", 11),
        ("zh: 写全称。", 'zh: ""', 11),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, right: str, wrong: str, line: int) -> None:
    with pytest.raises(InvalidData) as caught:
        _load(tmp_path, SMALL.replace(right, wrong))
    assert f"small.yaml line {line}" in caught.value.message_en
    assert f"small.yaml 第 {line} 行" in caught.value.message_zh


def test_a_clause_type_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="parteis"):
        _load(tmp_path, SMALL.replace("[parties]", "[parteis]"))


def test_an_item_stands_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="parties"):
        _load(tmp_path, SMALL + SMALL[SMALL.index("  - id") :])


def test_a_checklist_is_called_like_its_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match=r"other\.yaml.*must be other"):
        _load(tmp_path, SMALL, "other.yaml")


SHARING = """\
id: sharing
name_zh: 共用
name_en: Sharing
applies_when: {}
shared_items: {small: [parties]}
items:
  - id: term
    question: {zh: 期限, en: Is there a term}
    clause_types: [term]
    level: mandatory
    guidance: {zh: 写明。, en: Say so.}
    fallback_wording: {zh: 一年, en: One year}
"""


def test_shared_items_are_those_of_the_other_checklist_and_stand_last(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "sharing.yaml").write_text(SHARING, encoding="utf-8")
    checklists = load_checklists(tmp_path)
    assert checklists["sharing"].items[1] is checklists["small"].items[0]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("small: [parties]", "small: [price]", r"small\.price .*unknown"),
        ("small: [parties]", "other: [parties]", r"other\.parties .*unknown"),
        ("id: term", "id: parties", r"small\.parties .*already"),
    ],
)
def test_shared_items_must_exist_and_be_new(
    tmp_path: Path, right: str, wrong: str, message: str
) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "sharing.yaml").write_text(SHARING.replace(right, wrong), encoding="utf-8")
    with pytest.raises(InvalidData, match=message):
        load_checklists(tmp_path)


FIGURE = """\
    parameters:
      - id: days
        name: {zh: 付款期限, en: Time for payment}
        measure: duration
        unit: days
        beside: [支付]
        at_most: 30
"""


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("unit: days", "unit: fortnights", 17),
        ("measure: duration", "measure: rate", 14),
        ("at_most: 30", "at_most: many", 19),
        ("beside: [支付]", "beside: ['(支付']", 18),
    ],
)
def test_a_parameter_is_checked_with_its_line(
    tmp_path: Path, right: str, wrong: str, line: int
) -> None:
    with pytest.raises(InvalidData, match=f"line {line}"):
        _load(tmp_path, SMALL + FIGURE.replace(right, wrong))


@pytest.mark.parametrize("key", ["contract_types", "except_contract_types"])
def test_a_contract_type_that_does_not_exist_is_named(tmp_path: Path, key: str) -> None:
    with pytest.raises(InvalidData, match=r"line 4.*购销协议"):
        _load(tmp_path, SMALL.replace("kinds: [contract]", f"{key}: [购销协议]"))


@pytest.mark.parametrize(
    "item",
    [item for checklist in SHIPPED.values() for item in checklist.items],
    ids=[f"{name}-{item.id}" for name, held in SHIPPED.items() for item in held.items],
)
def test_every_item_is_said_in_both_languages(item: ChecklistItem) -> None:
    for wording in (item.question, item.guidance, item.fallback_wording):
        assert re.search("[\u4e00-\u9fff]", wording.zh)
        assert not re.search("[\u4e00-\u9fff]", wording.en)


def _articles(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r"^第([〇零一二三四五六七八九十百千]+)条", text, re.MULTILINE))


def _hanzi(number: int) -> str:
    digits = "零一二三四五六七八九"
    words, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if pending_zero and words else "") + digits[digit] + name
            pending_zero = False
        elif words:
            pending_zero = True
    return words.removeprefix("一") if words.startswith("一十") else words


def test_every_article_cited_exists() -> None:
    laws = SHARED / "data" / "laws"
    if not laws.is_dir():
        pytest.skip("needs the laws in TIAOLI_SHARED")
    cited = {
        basis
        for checklist in SHIPPED.values()
        for item in checklist.items
        for basis in item.legal_basis
    }
    checked = 0
    for basis in cited:
        files = [path for path in laws.glob("*.md") if path.name.startswith(basis.law)]
        if files:
            assert any(_hanzi(basis.article) in _articles(path) for path in files), basis
            checked += 1
    assert checked > 30


def test_every_law_that_a_checklist_rests_on_is_registered_and_in_force() -> None:
    doubts = [basis_doubts(each, SHIPPED_LAWS, date(2026, 11, 28)) for each in SHIPPED.values()]
    assert not any(doubts)


def test_a_wrong_name_is_told_in_one_language_with_those_that_are_nearly_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidData) as wrong:
        _load(tmp_path, SMALL.replace("[parties]", "[付款办法]"))
    assert "没有叫“付款办法”的条款类型；相近的有：付款方式与期限" in wrong.value.message_zh
    assert "there is no clause type called" not in wrong.value.message_zh
