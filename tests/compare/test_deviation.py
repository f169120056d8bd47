"""Deviation from a template on one subject: found under any number and wording, and measured."""

import pytest
from compare_documents import CONTRACT, side_of

from compare.deviation import deviating_pairs, deviation
from compare.pairs import Flag, Pair, PairKind
from compare.side import Side

BREACH = "breach_liability"
TEMPLATE = side_of(CONTRACT, tagged=True)
CLAUSE = CONTRACT[CONTRACT.index("第六条") : CONTRACT.index("第七条")]


def contract(text: str) -> Side:
    return side_of(text, tagged=True)


def pairs(text: str) -> tuple[Pair, ...]:
    side = contract(text)
    return deviating_pairs(TEMPLATE, side, deviation(TEMPLATE, side, BREACH).links)


def share(text: str) -> float:
    return deviation(TEMPLATE, contract(text), BREACH).share


def test_a_contract_that_says_the_same_under_another_number_does_not_deviate() -> None:
    text = CONTRACT.replace("第六条", "第十六条").replace("第五条", "第十五条")
    assert share(text) == 0
    assert pairs(text) == ()


def test_what_changes_in_other_clauses_is_no_deviation_in_this_one() -> None:
    assert share(CONTRACT.replace("36000元", "39000元")) == 0


def test_a_changed_figure_is_shown_and_material() -> None:
    (pair,) = pairs(CONTRACT.replace("违约金500元", "违约金200元"))
    assert pair.kind is PairKind.MODIFIED
    assert Flag.MATERIAL in pair.flags
    assert [words.new_words(pair) for words in pair.edits] == ["200元"]


def test_a_clause_that_the_contract_lacks_deviates_wholly() -> None:
    (pair,) = pairs(CONTRACT.replace(CLAUSE, ""))
    assert pair.kind is PairKind.DELETED
    assert share(CONTRACT.replace(CLAUSE, "")) == 1


def test_what_the_contract_provides_besides_is_shown() -> None:
    more = CLAUSE + "第六条之一 违约责任上限\n乙方的赔偿责任以年度服务费为限。\n\n"
    kinds = [pair.kind for pair in pairs(CONTRACT.replace(CLAUSE, more))]
    assert kinds == [PairKind.ADDED]


@pytest.mark.parametrize(
    ("less", "more"), [("违约金500元", "违约金200元"), ("每次应当", "每次可以由甲方要求其")]
)
def test_the_more_differs_the_greater_the_share(less: str, more: str) -> None:
    changed = CONTRACT.replace(less, more)
    assert 0 < share(changed) < share(changed.replace("万分之五", "万分之三点五，并赔偿全部损失"))
