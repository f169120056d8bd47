"""Lessons: what is very like a corrected passage gets the same verdict, and nothing else does."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource
from contracts.lessons import FEWEST_CORRECTIONS, FEWEST_DOCUMENTS, Example, Lesson, learn, try_out
from contracts.passages import Passage
from contracts.taught_tags import apply_lessons

EAST, NEARLY_EAST, NORTH = bytes((100, 0, 0)), bytes((100, 12, 0)), bytes((0, 100, 0))
TEXT = "乙方每季度向甲方书面报告设备的运行情况。"
CLAUSE = Clause(
    "1.0", 1, None, 0, ClauseKind.CLAUSE, "", (), "", TEXT, (0,), Span(0, len(TEXT), TEXT)
)
PASSAGE = Passage("1.0", 0, len(TEXT), "", TEXT)
SUPERVISED = Tag(
    "performance_supervision", 0.7, TagSource.RULE, Strength.OPERATIVE, "cue",
    (Span.of(TEXT, 2, 5),),
)  # fmt: skip


def lesson(
    number: int, vector: bytes = EAST, *, provides: bool = True, document: int | None = None
) -> Lesson:
    return Lesson(number, document or number, "performance_supervision", provides, vector)


def applied(vector: bytes, *lessons: Lesson, tags: tuple[Tag, ...] = ()) -> tuple[Tag, ...]:
    learned = learn(lessons)
    return apply_lessons({"1.0": tags}, [CLAUSE], [PASSAGE], {PASSAGE.key: vector}, learned)["1.0"]


def test_a_passage_like_one_that_provides_a_type_provides_it() -> None:
    (tag,) = applied(NEARLY_EAST, lesson(1))
    assert (tag.clause_type, tag.strength, tag.source, tag.reason) == (
        "performance_supervision", Strength.OPERATIVE, TagSource.MODEL, "lesson",
    )  # fmt: skip
    assert [span.exact for span in tag.evidence] == [TEXT]
    assert 0.95 <= tag.score <= 1


def test_a_tag_on_a_passage_like_one_that_does_not_provide_it_is_rejected() -> None:
    (tag,) = applied(NEARLY_EAST, lesson(1, provides=False), tags=(SUPERVISED,))
    assert (tag.strength, tag.reason) == (Strength.CANDIDATE, "lesson")
    assert tag.evidence == SUPERVISED.evidence


def test_what_is_like_no_corrected_passage_stays_as_it_is() -> None:
    assert applied(NORTH, lesson(1), tags=(SUPERVISED,)) == (SUPERVISED,)
    assert applied(b"", lesson(1)) == ()
    assert applied(bytes((100, 0)), lesson(1)) == ()  # of another encoder


def test_a_persons_own_word_stands() -> None:
    own = replace(SUPERVISED, source=TagSource.PERSON, reason="person")
    assert applied(EAST, lesson(1, provides=False), tags=(own,)) == (own,)


def test_the_closest_lesson_decides_and_those_that_agree_are_named() -> None:
    said = learn([lesson(1), lesson(2), lesson(3, NEARLY_EAST, provides=True)])
    (teachings,) = said.teachings([EAST])
    teaching = teachings["performance_supervision"]
    assert teaching.provides
    assert [each.correction_id for each in teaching.agreeing] == [1, 2, 3]


def test_documents_that_contradict_each_other_teach_nothing() -> None:
    assert learn([lesson(1), lesson(2, provides=False)]).taught == ()


def test_a_type_asks_for_the_likeness_that_its_corrections_need() -> None:
    apart = bytes((100, 60, 0))  # .857 like EAST
    learned = learn([lesson(1), lesson(2), lesson(3, apart, provides=False)])
    assert {each.likeness for each in learned.taught} == {0.9}


def test_a_document_is_judged_by_the_others_alone() -> None:
    alone = [Example(lesson(number, document=1), machine=False) for number in (1, 2, 3)]
    trial = try_out(alone)
    assert (trial.right_before, trial.right_after) == (0, 0)
    trial = try_out([*alone, Example(lesson(4, document=2), machine=False)])
    assert (trial.corrections, trial.documents) == (4, 2)
    assert (trial.right_before, trial.right_after) == (0, 4)


def test_few_corrections_are_too_early() -> None:
    def trial(corrections: int, documents: int) -> bool:
        examples = [
            Example(lesson(number, document=number % documents + 1), machine=False)
            for number in range(1, corrections + 1)
        ]
        return try_out(examples).too_early

    assert trial(FEWEST_CORRECTIONS - 1, FEWEST_DOCUMENTS)
    assert trial(FEWEST_CORRECTIONS, FEWEST_DOCUMENTS - 1)
    assert not trial(FEWEST_CORRECTIONS, FEWEST_DOCUMENTS)


LESSONS = st.lists(
    st.builds(
        lambda number, document, provides, vector, name: Lesson(
            number, document, name, provides, bytes(number % 256 for number in vector)
        ),
        st.integers(1, 1000),
        st.integers(1, 4),
        st.booleans(),
        st.lists(st.integers(-127, 127), min_size=4, max_size=4),
        st.sampled_from(["performance_supervision", "price"]),
    ),
    max_size=12,
    unique_by=lambda one: one.correction_id,
)


@given(LESSONS.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))))
def test_the_order_of_the_corrections_makes_no_difference(
    drawn: tuple[list[Lesson], list[Lesson]],
) -> None:
    lessons, shuffled = drawn
    assert set(learn(lessons).taught) == set(learn(shuffled).taught)


@given(LESSONS, st.lists(st.integers(-127, 127), min_size=4, max_size=4))
def test_types_that_nobody_corrected_are_never_touched(
    lessons: list[Lesson], vector: list[int]
) -> None:
    payment = Tag("payment", 0.7, TagSource.RULE, Strength.OPERATIVE, "cue")
    tags = applied(bytes(number % 256 for number in vector), *lessons, tags=(payment,))
    assert payment in tags
