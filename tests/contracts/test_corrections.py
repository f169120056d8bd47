"""Corrections: a person's word counts, in its own place only, and in whatever order it is read."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import Clause, Span, Strength, Tag, TagSource
from contracts.clause_types import CLAUSE_TYPES
from contracts.corrections import (
    CorrectionAction,
    TagCorrection,
    apply_corrections,
    place_corrections,
)
from contracts.document import Block, BlockKind, document_text
from contracts.structure.segmentation import segment
from contracts.tagging import tag_clauses

ADD, REMOVE = CorrectionAction.ADD, CorrectionAction.REMOVE
LINES = (
    "设备维护合同",
    "第一条 付款",
    "甲方应在收到发票后30日内付款，逾期付款的按日支付万分之五的违约金。",
    "第二条 保密",
    "双方对合作中知悉的对方商业秘密负有保密义务，期限为三年。",
    "第三条 其他",
    "乙方每季度向甲方书面报告设备的运行情况。",
)
BLOCKS = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(LINES))
TEXT = document_text(BLOCKS)
CLAUSES = tuple(segment(BLOCKS, 1))
TAGS = tag_clauses(CLAUSES)
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def clause(heading: str) -> Clause:
    return next(each for each in CLAUSES if each.heading == heading)


def said(number: int, action: CorrectionAction, clause_type: str, passage: Span) -> TagCorrection:
    made_at = BEGIN + timedelta(minutes=number)
    return TagCorrection(number, 1, 1, clause_type, action, passage, "李律师", made_at)


def words(text: str) -> Span:
    start = TEXT.index(text)
    return Span.of(TEXT, start, start + len(text))


def tag(tags: dict[str, tuple[Tag, ...]], heading: str, clause_type: str) -> Tag:
    (found,) = (each for each in tags[clause(heading).id] if each.clause_type == clause_type)
    return found


CORRECTIONS = st.lists(
    st.builds(
        lambda action, clause_type, held, whole: (
            action,
            clause_type,
            held.span if whole else Span.of(TEXT, held.span.end - 10, held.span.end - 1),
        ),
        st.sampled_from(CorrectionAction),
        st.sampled_from(["payment", "confidentiality", "information_sharing", "price"]),
        st.sampled_from([each for each in CLAUSES if len(each.text) > 20]),
        st.booleans(),
    ),
    max_size=8,
).map(lambda drawn: [said(number, *each) for number, each in enumerate(drawn)])


def test_what_a_person_adds_is_operative_on_the_words_pointed_out() -> None:
    passage = words("每季度向甲方书面报告")
    tags = apply_corrections(TAGS, [said(1, ADD, "information_sharing", passage)], CLAUSES)
    added = tag(tags, "其他", "information_sharing")
    assert (added.source, added.strength, added.reason) == (
        TagSource.PERSON, Strength.OPERATIVE, "person",
    )  # fmt: skip
    assert added.score == 1
    assert added.evidence == (passage,)


def test_a_whole_clause_keeps_the_words_that_rules_marked() -> None:
    correction = said(1, ADD, "confidentiality", clause("保密").span)
    tags = apply_corrections(TAGS, [correction], CLAUSES)
    before = tag(TAGS, "保密", "confidentiality")
    assert tag(tags, "保密", "confidentiality").evidence == before.evidence


def test_what_a_person_removes_is_a_rejected_candidate() -> None:
    correction = said(1, REMOVE, "confidentiality", clause("保密").span)
    removed = tag(apply_corrections(TAGS, [correction], CLAUSES), "保密", "confidentiality")
    assert (removed.source, removed.strength) == (TagSource.PERSON, Strength.CANDIDATE)
    assert removed.reason == "person"


def test_the_last_word_counts() -> None:
    span = clause("保密").span
    added, removed = said(1, ADD, "price", span), said(2, REMOVE, "price", span)
    for order in ([added, removed], [removed, added]):
        tags = apply_corrections(TAGS, order, CLAUSES)
        assert tag(tags, "保密", "price").strength is Strength.CANDIDATE


def test_a_passage_that_is_gone_changes_nothing_and_is_told() -> None:
    gone = Span(5, 30, "任何一方不得向第三人披露本合同的内容及其附件。", "前文", "后文")
    correction = said(1, ADD, "price", gone)
    assert apply_corrections(TAGS, [correction], CLAUSES) == TAGS
    (placed,) = place_corrections([correction], CLAUSES)
    assert placed.place is None


def test_a_type_no_longer_in_the_taxonomy_changes_nothing() -> None:
    correction = said(1, ADD, "poetry", clause("保密").span)
    assert "poetry" not in CLAUSE_TYPES
    assert apply_corrections(TAGS, [correction], CLAUSES) == TAGS


@given(CORRECTIONS)
def test_applying_twice_changes_nothing_more(corrections: list[TagCorrection]) -> None:
    once = apply_corrections(TAGS, corrections, CLAUSES)
    assert apply_corrections(once, corrections, CLAUSES) == once


@given(CORRECTIONS.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))))
def test_the_order_in_which_they_are_read_makes_no_difference(
    drawn: tuple[list[TagCorrection], list[TagCorrection]],
) -> None:
    corrections, shuffled = drawn
    assert apply_corrections(TAGS, shuffled, CLAUSES) == apply_corrections(
        TAGS, corrections, CLAUSES
    )


@given(CORRECTIONS)
def test_other_clauses_and_types_are_never_touched(corrections: list[TagCorrection]) -> None:
    tags = apply_corrections(TAGS, corrections, CLAUSES)
    spoken_of = {
        (placed.place.clause.id, placed.correction.clause_type)
        for placed in place_corrections(corrections, CLAUSES)
        if placed.place
    }
    for each in CLAUSES:
        untouched = [
            [tag for tag in held[each.id] if (each.id, tag.clause_type) not in spoken_of]
            for held in (TAGS, tags)
        ]
        assert untouched[0] == untouched[1]
