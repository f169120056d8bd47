from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers.joined_text import LINE_END_HYPHEN, paragraph_text
from ingest.parsers.paragraphs import Line, join_lines


def line(text: str, row: int, x0: float = 0, page: int = 1) -> Line:
    return Line(text, x0, row * 12, x0 + len(text) * 5, row * 12 + 10, 10, 0, 200, page=page)


def test_chinese_joins_without_a_space_and_english_with_one() -> None:
    assert (
        paragraph_text(["甲方", "应当", "pay", "the price", "给乙方"])
        == "甲方应当pay the price给乙方"
    )


def test_a_number_broken_by_chinese_typesetting_is_whole_again() -> None:
    assert paragraph_text(["签订日期：202", "4 年，总价 71", "0,000.00 元"]) == (
        "签订日期：2024 年，总价 710,000.00 元"
    )
    assert paragraph_text(["Units 20", "4 of them"]) == "Units 20 4 of them"


def test_a_hyphen_goes_only_where_the_word_is_known() -> None:
    broken = [f"agree{LINE_END_HYPHEN}", f"ment of non{LINE_END_HYPHEN}", "compete"]
    assert paragraph_text(broken, {"agreement"}.__contains__) == "agreement of non-compete"


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    lines = [line("第一章 总则.................. 1", 0), line("第二章 价款.................. 3", 1)]
    assert len(list(join_lines(lines))) == 2


def test_a_line_of_dashes_is_no_text_and_no_gap() -> None:
    lines = [
        line("This Agreement is made and entered into", 0),
        line("-----", 1),
        line("as of today", 2),
    ]
    assert [[part.text for part in paragraph] for paragraph in join_lines(lines)] == [
        ["This Agreement is made and entered into", "as of today"]
    ]


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=20))
def test_no_line_is_lost_and_none_changes_place(texts: list[str]) -> None:
    lines = [line(text.strip(), row) for row, text in enumerate(texts)]
    kept = [part.text for paragraph in join_lines(lines) for part in paragraph]
    assert kept == [part.text for part in lines if part.text.strip("-= ")]
