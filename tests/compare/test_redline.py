"""What is shown as changed is what changed: whole, as printed, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.redline import Edit, redline
from compare.tokens import tokenise

WORDS = st.sampled_from(
    "甲方 应当 可以 不得 在 三十日 30日 内 支付 人民币100元 5% ， 。 “服务” shall may the Supplier "
    "not 2024年3月1日 第三条 ① \n 「服務」".split(" ")
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [
        (old[edit.old_start : edit.old_end].strip(), new[edit.new_start : edit.new_end].strip())
        for edit in redline(old, new)
    ]


def applied(old: str, new: str, edits: tuple[Edit, ...]) -> str:
    """The old text with the edits made in it."""
    for edit in reversed(edits):
        put = new[edit.new_start : edit.new_end]
        old = f"{old[: edit.old_start]} {put} {old[edit.old_end :]}"
    return old


def keys(text: str) -> list[str]:
    return [token.key for token in tokenise(text)]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("三十日内支付", "四十五日内支付", ("三十日", "四十五日")),
        ("收到发票后 30 日内", "收到发票后 60 日内", ("30 日", "60 日")),
        ("为人民币128,000.00元", "为人民币136,500元", ("人民币128,000.00元", "人民币136,500元")),
        ("每日万分之五", "每日万分之三", ("万分之五", "万分之三")),
        ("不低于98%", "不低于98.5%", ("98%", "98.5%")),
        ("自2024年3月1日起", "自2025年3月1日起", ("2024年3月1日", "2025年3月1日")),
        ("乙方应当赔偿", "乙方可以赔偿", ("应当", "可以")),
        ("型号KFR-35GW", "型号KFR-36GW", ("KFR-35GW", "KFR-36GW")),
        ("见第三条第二款", "见第四条第二款", ("第三条第二款", "第四条第二款")),
        ("in thirty (30) days", "in sixty (60) days", ("thirty (30) days", "sixty (60) days")),
        ("on March 1, 2024 at", "on April 1, 2024 at", ("March 1, 2024", "April 1, 2024")),
        ("pay US$1,200.50 now", "pay US$1,300.50 now", ("US$1,200.50", "US$1,300.50")),
        ("see Section 5.2(a).", "see Section 5.3(a).", ("Section 5.2(a)", "Section 5.3(a)")),
        ("The party shall pay", "The party may pay", ("shall", "may")),
    ],
)  # fmt: skip
def test_a_figure_or_a_word_is_shown_whole(old: str, new: str, change: tuple[str, str]) -> None:
    assert shown(old, new) == [change]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲方应当支付违约金。", "甲方應當支付違約金。"),
        ("总价１２８０００元（含税）", "总价128000元(含税)"),
        ("“服务”是指", "「服務」是指"),
        ("甲　方：青梧公司", "甲方：青梧公司"),
        ("the Supplier’s “Services”", 'the Supplier\'s "Services"'),
        ("一行\n又一行", "一行又一行"),
        ("2024年3月1日", "2024 年 3 月 1 日"),
    ],
)
def test_the_way_of_writing_is_no_change(old: str, new: str) -> None:
    assert redline(old, new) == ()


def test_capitals_are_a_change() -> None:
    assert shown("the supplier", "the Supplier") == [("supplier", "Supplier")]


def test_a_sentence_put_in_is_shown_with_its_own_full_stop() -> None:
    assert shown("甲方付款。乙方交货。", "甲方付款。乙方开票。乙方交货。") == [("", "乙方开票。")]


def test_words_with_next_to_nothing_between_them_are_one_change() -> None:
    assert shown("由甲方保管和运输的货物", "由乙方包装和安装的货物") == [
        ("甲方保管和运输", "乙方包装和安装")
    ]


def test_figures_stay_apart() -> None:
    assert shown("30日、5%", "60日、8%") == [("30日", "60日"), ("5%", "8%")]


@given(TEXTS, TEXTS)
def test_edits_accepted_give_the_new_text_and_rejected_the_old(old: str, new: str) -> None:
    edits = redline(old, new)
    assert keys(applied(old, new, edits)) == keys(new)
    turned = tuple(
        Edit(e.new, e.old, e.new_start, e.new_end, e.old_start, e.old_end) for e in edits
    )
    assert keys(applied(new, old, turned)) == keys(old)


@given(TEXTS)
def test_a_text_has_no_change_from_itself(text: str) -> None:
    assert redline(text, text) == ()


@given(TEXTS)
def test_tokens_stand_in_order_and_hold_all_but_spaces(text: str) -> None:
    tokens = tokenise(text)
    ends = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(text)]
    for end, start in zip(ends, starts, strict=True):
        assert not text[end:start].strip()
