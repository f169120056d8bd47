"""Marked words: nothing of a text is lost or doubled, whatever the marks."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.pages.marking import runs

MARKS = st.lists(st.tuples(st.integers(-2, 25), st.integers(-2, 25)))


@given(st.text(max_size=20), MARKS)
def test_the_runs_are_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    assert "".join(run.text for run in runs(text, marks)) == text


@given(st.text(max_size=20), MARKS)
def test_a_character_is_marked_when_a_mark_covers_it(
    text: str, marks: list[tuple[int, int]]
) -> None:
    marked = [run.marked for run in runs(text, marks) for _character in run.text]
    assert marked == [
        any(start <= position < end for start, end in marks) for position in range(len(text))
    ]


def test_a_part_counts_its_marks_in_the_whole_text() -> None:
    cut = runs("第三条 违约责任", [(4, 6)], 4, 8)
    assert [(run.text, run.marked) for run in cut] == [("违约", True), ("责任", False)]
