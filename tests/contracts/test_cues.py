"""The notation of cues: what each sign stands for, and that no cue is lost by the filing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.clause_types import BOOK
from contracts.cues import CueFinder, compile_cue
from contracts.text import reading

WORDS = {"方": ("甲方", "乙方")}


def finds(cue: str, text: str) -> str | None:
    match = compile_cue(cue, WORDS).pattern.search(reading(text).text)
    return match.group() if match else None


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("违约金", "应支付違約金。", "违约金"),
        ("違約金", "应支付违约金。", "违约金"),
        ("(支付|偿付)违约金", "应偿付违约金", "偿付违约金"),
        ("{方}(应)?赔偿", "由乙方赔偿", "乙方赔偿"),
        ("逾期…违约金", "逾期交货的,应支付违约金", "逾期交货的,应支付违约金"),
        ("逾期…违约金", "不得逾期。违约金另计", None),
        ("逾期~违约金", "逾期" + "一" * 17 + "违约金", None),
        ("质保期{数}(年|个月)", "质保期____个月", "质保期____个月"),
        ("质保期{数}(年|个月)", "质保期【　】年", "质保期【 】年"),
        ("质保期{数}(年|个月)", "质保期叁年", "质保期叁年"),
        ("质保期{数}(年|个月)", "质保期 24 个月", "质保期 24 个月"),
        ("^甲方", "乙方\n甲方", "甲方"),
        ("^甲方", "因甲方", None),
        ("盖章$", "盖章后\n日期", None),
        ("盖章$", "盖章 \n日期", "盖章 "),
        ("notif", "shall notify", "notif"),
        ("term", "a determined price", None),
        ("late fee", "a late\n fee", "late\n fee"),
    ],
)
def test_each_sign_of_the_notation(cue: str, text: str, expected: str | None) -> None:
    assert finds(cue, text) == expected


@pytest.mark.parametrize("cue", ["(甲|乙", "甲)", "甲?", "{丙}"])
def test_a_slip_of_the_pen_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match=r"[甲丙]"):
        compile_cue(cue, WORDS)


SHIPPED = [compile_cue(cue, BOOK.words) for d in BOOK.types for cue in d.cues]
PIECES = ["甲方", "违约金", "支付", "30日内", "，", "。", "保密", "逾期", "____", "of", "terminate"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12))
def test_filing_loses_no_cue(pieces: list[str]) -> None:
    text = reading("".join(pieces)).text
    candidates = set(CueFinder(SHIPPED).candidates(text)[0]) if pieces else set(SHIPPED)
    assert all(cue in candidates for cue in SHIPPED if cue.pattern.search(text))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12))
def test_trying_only_the_heads_finds_every_match(pieces: list[str]) -> None:
    text = reading("".join(pieces)).text
    for cue in SHIPPED:
        found = [match.span() for match in cue.matches(text)]
        assert found == [match.span() for match in cue.pattern.finditer(text) if match.group()]
