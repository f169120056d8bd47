"""Recall is a promise: whatever characters a person copies from a clause, they find the clause."""

from collections.abc import Sequence
from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index.analysis import is_searchable
from index.protocol import ClauseEntry, DocumentEntry, SearchIndex
from index.query import Text

CLAUSES = (
    "第一条 乙方应当在收到货款后30日内（以银行到账为准）交付全部设备，逾期每日按0.05%支付违约金。",
    "第三條 本合約之變更、解除，應經雙方書面同意；未經同意者，不生效力。「重大變更」另行協商。",
    "本服務覆蓋臺灣、香港地區，發(fā)展與協(xié)調事宜由甲　方負責，執(zhí)行細則見附件B-2。",
    "5.2 Limitation of Liability. IN NO EVENT shall the Supplier's aggregate liability exceed the "
    "fees paid (US$1,250,000.00) in the twelve-month period preceding the claim.",
    "Confidentiality: internationalization, e-mail addresses and GB/T 26315-2010 test reports "
    "must not be disclosed to third parties for a period of 5 years.",
    "联系人：ｗａｎｇ＠ｅｘａｍｐｌｅ，电话０１０－１２３４５６７８；保修期２４个月A款①乙②。",
    "カタカナとひらがな、한국어 조항도 있습니다。𠮷野家𡈽地契約",
)
HALF_TO_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
PAIRS = "条條变變应應经經双雙书書后後货貨备備违違约約总總额額协協执執发發调調"
TO_TRADITIONAL = str.maketrans(PAIRS[::2], PAIRS[1::2])
TO_SIMPLIFIED = str.maketrans(
    "條變應經雙書後貨備違約總額協執發調", "条变应经双书后货备违约总额协执发调"
)


def document(texts: Sequence[str]) -> DocumentEntry:
    clauses = (
        ClauseEntry(clause_id(1, order), order, text, "", ()) for order, text in enumerate(texts)
    )
    return DocumentEntry(
        1, 1, 1, "合同", "标题", "contract", "", "zh-Hans", (), None, tuple(clauses)
    )


@pytest.fixture(scope="module")
def filled(shared_index: SearchIndex) -> SearchIndex:
    backwards = [text[::-1] for text in CLAUSES]
    shared_index.rebuild([document([*CLAUSES, *backwards])], 1)
    return shared_index


def finds(index: SearchIndex, typed: str, order: int) -> bool:
    hits = index.search(Text(typed), visible=EVERYTHING, limit=None).hits
    return clause_id(1, order) in {hit.clause_id for hit in hits}


@pytest.mark.parametrize("order", range(len(CLAUSES)))
@pytest.mark.parametrize("length", [2, 3])
def test_every_short_substring_finds_its_clause(
    filled: SearchIndex, order: int, length: int
) -> None:
    text = CLAUSES[order]
    for start in range(len(text) - length + 1):
        typed = text[start : start + length]
        assert not is_searchable(typed) or finds(filled, typed, order), typed


@settings(max_examples=300, deadline=None)
@given(
    order=st.integers(0, len(CLAUSES) - 1),
    start=st.integers(0, 200),
    length=st.integers(2, 60),
    table=st.sampled_from([{}, HALF_TO_FULL, TO_TRADITIONAL, TO_SIMPLIFIED]),
    upper=st.booleans(),
)
def test_every_substring_finds_its_clause_in_any_script_width_and_case(
    filled: SearchIndex, order: int, start: int, length: int, table: dict[int, int], upper: bool
) -> None:
    typed = CLAUSES[order][start : start + length].translate(table)
    typed = typed.upper() if upper else typed
    assert not is_searchable(typed) or finds(filled, typed, order), typed


@pytest.mark.parametrize(
    ("typed", "order"), [("发展与协调", 2), ("甲方负责", 2), ("执行细则", 2), ("由甲方", 2)]
)
def test_damage_between_characters_does_not_hide_them(
    filled: SearchIndex, typed: str, order: int
) -> None:
    assert finds(filled, typed, order)


@pytest.mark.parametrize("typed", ["变更解除", "约金额", "claim5", "内以银行", "limitationof"])
def test_characters_that_are_parted_by_punctuation_are_not_adjacent(
    filled: SearchIndex, typed: str
) -> None:
    assert filled.search(Text(typed), visible=EVERYTHING).total == 0


def test_a_short_end_finds_its_clause_however_many_words_begin_so(index: SearchIndex) -> None:
    words = ["t" + "".join(letters) for letters in product(ascii_lowercase, repeat=3)]
    texts = [" ".join(words[start : start + 100]) for start in range(0, len(words), 100)]
    texts.append("payable at 9 tzz")
    index.rebuild([document(texts)], 1)
    last = clause_id(1, len(texts) - 1)
    for typed in ("9 t", "9 tz", "at 9 tzz"):
        found = index.search(Text(typed), visible=EVERYTHING)
        assert [hit.clause_id for hit in found.hits] == [last]
    assert index.search(Text("t"), visible=EVERYTHING).total == len(texts)
