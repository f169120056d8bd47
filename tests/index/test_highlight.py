"""What a reader sees of a hit: the words of the query marked, in two lines that show them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.highlight import excerpt, highlight
from index.query import And, Text
from index.query_language import parse

CLAUSE = (
    "第三条 违约责任\n乙方逾期交付的，每逾期一日应支付合同价款千分之一的違約金；逾期超过三十日的，"
    "甲方有权解除合同。The Supplier shall pay liquidated damages. "
    "雙方協商發(fā)展事宜，甲　方負責執行。"
)


def marked(typed: str, text: str = CLAUSE) -> list[str]:
    return [text[start:end] for start, end in highlight(parse(typed), text)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("违约金", ["違約金"]),
        ("违约", ["违约", "違約"]),
        ("第三 条", ["第三条"]),  # marks that touch are one
        ("ＳＨＡＬＬ pay", ["shall", "pay"]),
        ("“shall，pay”", ["shall pay"]),
        ("“交付的 每逾期”", ["交付的，每逾期"]),
        ("发展", ["發(fā)展"]),
        ("“甲方负责”", ["甲　方負責"]),
        ("liqui*", ["liqui"]),
        ("iqui", ["iqui"]),
        ("quid*", []),
        ("违约金 NEAR/3 逾期", ["違約金", "逾期"]),
        ("责任 NEAR/1 逾期", []),
        ("违约金 -解除", ["違約金"]),
        ("违约金 OR 解除", ["違約金", "解除"]),
        ("clause:违约责任 title:违约 违约金", ["違約金"]),
        ("", []),
    ],
)
def test_the_words_of_the_query_are_marked(typed: str, words: list[str]) -> None:
    assert marked(typed) == words


def test_near_marks_only_the_places_that_are_near() -> None:
    text = "违约金一二三四五六七八九十违约金和赔偿"
    assert highlight(parse("违约金 NEAR/2 赔偿"), text) == ((13, 16), (17, 19))


@given(st.data())
def test_what_was_copied_from_the_clause_is_marked(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(CLAUSE) - 2))
    end = data.draw(st.integers(start + 2, min(len(CLAUSE), start + 20)))
    marks = highlight(Text(CLAUSE[start:end]), CLAUSE)
    indexed = [place for place in range(start, end) if CLAUSE[place].isalnum()]
    assert not indexed or any(first <= indexed[0] and indexed[-1] < last for first, last in marks)


SENTENCES = (
    "甲方提供场地。" * 6 + "乙方逾期的，应支付违约金，并赔偿损失。" + "双方协商解决争议。" * 6
)


def test_an_excerpt_begins_with_the_sentence_that_is_marked() -> None:
    shown = excerpt(SENTENCES, highlight(parse("违约金"), SENTENCES), width=24)
    assert shown.text == "乙方逾期的，应支付违约金，并赔偿损失。"
    assert shown.parts == (
        ("乙方逾期的，应支付", False),
        ("违约金", True),
        ("，并赔偿损失。", False),
    )
    assert shown.cut_before
    assert shown.cut_after


def test_an_excerpt_shows_as_many_marks_as_it_can() -> None:
    text = "违约一次。" + "甲方提供场地。" * 10 + "违约金与违约责任，见违约条款。"
    shown = excerpt(text, highlight(parse("违约"), text), width=20)
    assert [piece for piece, is_marked in shown.parts if is_marked] == ["违约"] * 3


def test_a_short_text_is_shown_whole() -> None:
    shown = excerpt("乙方应支付违约金。", (), width=20)
    assert (shown.text, shown.cut_before, shown.cut_after) == ("乙方应支付违约金。", False, False)


def test_in_an_endless_sentence_the_mark_is_shown_with_what_stands_before() -> None:
    text = "甲方，" * 60 + "违约金" + "乙方，" * 60
    shown = excerpt(text, highlight(parse("违约金"), text), width=30)
    assert ("违约金", True) in shown.parts
    assert 0 < shown.text.index("违约金") < 12


def test_narrow_characters_count_half_and_words_stay_whole() -> None:
    text = "The Supplier shall indemnify the Customer against all claims and losses arising"
    shown = excerpt(text, (), width=20)
    assert len(shown.text) <= 40
    assert shown.text.split()[-1] in text.split()


@settings(max_examples=200)
@given(
    st.text(alphabet="违约金，。 a.\n", max_size=120),
    st.sampled_from(["违约", "a", "金", "约 金"]),
    st.integers(4, 40),
)
def test_an_excerpt_is_a_part_of_the_text_and_not_too_wide(
    text: str, typed: str, width: int
) -> None:
    marks = highlight(And((Text(typed), Text("违"))), text)
    shown = excerpt(text, marks, width)
    assert shown.text in text
    assert "".join(piece for piece, _ in shown.parts) == shown.text
    assert len(shown.text) <= 2 * width
    assert not marks or any(is_marked for _, is_marked in shown.parts)
