"""Some of the words: offered for plain texts alone, never for what is quoted or operated on."""

import pytest

from index.query import Or, Prefix, Text
from searching.asked_words import asked_words
from searching.some_words import at_word_starts, some_words


def words(typed: str) -> set[str]:
    found = some_words(typed)
    return {part.text for part in found.parts if isinstance(part, Text)} if found else set()


def test_any_of_several_words_will_do() -> None:
    assert some_words("逾期交货 违约金") == Or((Text("逾期交货"), Text("违约金")))
    assert words("notice period") == {"notice", "period"}


def test_any_one_word_alone_stands_at_the_start_of_a_word() -> None:
    wanted = some_words("late delivery 违约金")
    assert wanted is not None
    begun = Or((Prefix("late"), Prefix("delivery"), Text("违约金")))
    assert at_word_starts(wanted) == begun
    asked = asked_words("late delivery 违约金")
    assert asked.marks(["a later date, as contemplated"]) == [((2, 6),)]
    whole = "contemplated delivery 违约金"
    assert asked.marks([whole]) == [((7, 11), (13, 21), (22, 25))]


def test_a_question_is_parted_into_its_words_without_those_that_only_ask() -> None:
    assert {"供应商", "逾期", "交货"} <= words("供应商逾期交货怎么赔偿")
    assert "怎么" not in words("供应商逾期交货怎么赔偿")
    assert words("What is the notice period?") == {"notice", "period?"}


@pytest.mark.parametrize(
    "typed",
    [
        "“逾期 交货”", '"late delivery"', "「逾期交货」", "保密 OR 违约金", "保密 且 违约金",
        "保密 -违约金", "保密 NEAR/5 期限", "clause:confidentiality 期限", "confid* period",
        "terminaton~ period", "(保密 期限)", "document:保密 期限", "保密", "", "，",
        "termination", "甲" * 5_000,
    ],
)  # fmt: skip
def test_nothing_else_is_offered_for_what_is_meant_as_it_stands(typed: str) -> None:
    assert some_words(typed) is None


def test_what_was_asked_for_is_marked_alone_wherever_it_stands() -> None:
    asked = asked_words("逾期交货违约金")
    whole, part = "逾期交货违约金为千分之五。", "逾期支付的，按日计违约金。"
    assert asked.marks([whole, part]) == [((0, 7),), ()]
    assert [len(marks) for marks in asked.marks([part])] == [2]
