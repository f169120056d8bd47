"""A clause through the versions: found wherever it stands, gone where it is gone."""

from dataclasses import replace

from compare_documents import CONTRACT, side_of

from compare.side import Side
from compare.timeline import timeline

TRAINING = "第四条 培训\n乙方每年为甲方培训操作人员两次，每次不少于一日。\n\n第五条 付款方式"
SECOND = CONTRACT.replace("三十日内支付", "六十日内支付")
THIRD = SECOND.replace("第四条 付款方式", TRAINING)


def versions(*texts: str) -> list[Side]:
    """The texts as versions of one document: each clause has an id of its own."""
    sides = []
    for number, text in enumerate(texts, start=1):
        side = side_of(text)
        clauses = [replace(clause, id=f"{number}.{clause.order}") for clause in side.clauses]
        sides.append(replace(side, clauses=clauses))
    return sides


def id_of(side: Side, words: str) -> str:
    return next(clause.id for clause in side.clauses if words in clause.text)


def test_a_clause_is_followed_to_either_side_though_its_number_changes() -> None:
    sides = versions(CONTRACT, SECOND, THIRD)
    for place, words in ((0, "三十日内支付"), (1, "六十日内支付"), (2, "六十日内支付")):
        moments = timeline(sides, id_of(sides[place], words))
        said = ["".join(clause.text for clause in moment.clauses) for moment in moments]
        assert "三十日内支付" in said[0]
        assert "六十日内支付" in said[1]
        assert "六十日内支付" in said[2]
        assert [moment.changed for moment in moments] == [False, True, False]


def test_what_is_not_there_yet_or_no_longer_has_no_clauses() -> None:
    sides = versions(CONTRACT, THIRD, CONTRACT)
    moments = timeline(sides, id_of(sides[1], "培训操作人员"))
    assert [bool(moment.clauses) for moment in moments] == [False, True, False]
    assert [moment.changed for moment in moments] == [False, True, True]
