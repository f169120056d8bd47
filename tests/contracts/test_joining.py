"""Joining: the encoder's scores and the rules decide together, for the document as a whole."""

from dataclasses import replace

import pytest

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource
from contracts.joining import Joined, Joining, LinearModel, join
from contracts.passages import PassageScores, ScoredPassage, passages_of, scored_by_clause
from contracts.reliability import Reliability, place_of
from contracts.tagging import tag_clauses

TYPE = "confidentiality"
# Believes the encoder; a cue helps, words that only touch do harm.
CLAUSE = LinearModel((1.0, 0.0, 2.0, 1.0, -3.0, -3.0, 0.0, 0.0), {TYPE: 0.0, "audit_rights": 0.0})
DOCUMENT = LinearModel((1.0, 0.0, 0.0, 0.0, 0.0), dict(CLAUSE.intercepts))
THERE = LinearModel((1.0, 0.2, 8.0, 0.0, 0.0), dict(CLAUSE.intercepts))
ZERO = dict.fromkeys(CLAUSE.intercepts, 0.0)
JOINING = Joining(CLAUSE, DOCUMENT, THERE, ZERO, ZERO, ZERO, Reliability({}, {}))
SEES_ALL = replace(CLAUSE, weights=(1.0, *(0.0,) * 7))
BLIND = replace(JOINING, there_from=dict.fromkeys(ZERO, 99.0))  # nothing is touched, it thinks
SURE = replace(JOINING, passage=SEES_ALL)  # what the rules found counts for nothing
CUES_COUNT = replace(CLAUSE, weights=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0))


def clauses(*texts: str) -> list[Clause]:
    found, start = [], 0
    for order, text in enumerate(texts):
        span = Span(start, start + len(text), text)
        found.append(
            Clause(
                f"1.{order}", 1, None, order, ClauseKind.CLAUSE, "", (), "", text, (order,), span
            )
        )
        start += len(text) + 1
    return found


def joined(*scored: tuple[str, float], joining: Joining | None = JOINING) -> Joined:
    """Clauses with the encoder's score for TYPE, joined with what the rules say."""
    outline = clauses(*(text for text, _ in scored))
    scores = [PassageScores({TYPE: score}) for _, score in scored]
    return join(outline, tag_clauses(outline), passages(outline, *scores), joining)


def passages(outline: list[Clause], *scores: PassageScores) -> dict[str, list[ScoredPassage]]:
    """The clauses' passages with these scores."""
    return scored_by_clause(passages_of(outline), scores)


def tag(found: Joined, clause_id: str = "1.0", clause_type: str = TYPE) -> Tag | None:
    return next((t for t in found.tags[clause_id] if t.clause_type == clause_type), None)


def test_what_the_encoder_is_sure_of_is_provided_for_without_a_cue() -> None:
    found = joined(("不得对外讲述。", 0.97), ("甲方付款。", 0.0))
    assert TYPE in found.present
    told = tag(found)
    assert told is not None
    assert (told.source, told.reason, told.strength) == (
        TagSource.MODEL, "model", Strength.OPERATIVE,
    )  # fmt: skip
    assert told.evidence[0].exact == "不得对外讲述。"


def test_words_that_both_see_keep_the_rules_reason_and_marks() -> None:
    told = tag(joined(("双方应当保密。", 0.9)))
    assert told is not None
    assert (told.source, told.reason) == (TagSource.RULE, "cue")
    assert told.evidence
    assert told.score > 0.9


def test_a_cue_that_the_encoder_does_not_believe_only_came_close() -> None:
    found = joined(("双方应当保密。", 0.0))
    assert TYPE not in found.present | found.weak
    told = tag(found)
    assert told is not None
    assert told.strength is Strength.CANDIDATE


def test_words_beyond_doubt_provide_whatever_the_encoder_thinks() -> None:
    found = joined(("双方负有保密义务。", 0.0), joining=BLIND)
    told = tag(found)
    assert TYPE in found.present
    assert told is not None
    assert (told.source, told.reason) == (TagSource.RULE, "cue")


def test_a_reference_is_weak_however_sure_the_encoder_is() -> None:
    found = joined(("保密约定见本合同第九条。", 0.9))
    assert TYPE in found.weak
    assert TYPE not in found.present


def test_a_bare_heading_is_weak_however_sure_the_encoder_is() -> None:
    outline = [replace(each, heading=each.text) for each in clauses("保密事项：")]
    sure = passages(outline, PassageScores({TYPE: 0.999}))
    found = join(outline, tag_clauses(outline), sure, JOINING)
    assert (TYPE in found.present, TYPE in found.weak) == (False, True)


def test_a_bare_heading_is_weak_however_little_the_encoder_sees() -> None:
    outline = [replace(each, heading=each.text) for each in clauses("保密事项：")]
    found = join(outline, tag_clauses(outline), passages(outline, PassageScores()), BLIND)
    assert (TYPE in found.present, TYPE in found.weak) == (False, True)


@pytest.mark.parametrize("body", ["按照《供应商手册》的有关规定执行。", "双方另行约定。"])
def test_a_heading_over_a_mere_pointer_is_weak(body: str) -> None:
    outline = [replace(each, heading="保密") for each in clauses(f"保密\n{body}")]
    for score in (0.0, 0.9):
        scored = passages(outline, PassageScores({TYPE: score}))
        found = join(outline, tag_clauses(outline), scored, BLIND if score < 0.5 else SURE)
        assert (TYPE in found.present, TYPE in found.weak) == (False, True)


def test_many_doubtful_clauses_are_not_worth_a_sure_one() -> None:
    doubtful = ("不得对外讲述。", 0.46)
    assert TYPE not in joined(*[doubtful] * 9).present
    assert TYPE in joined(*[doubtful] * 9, ("不得对外讲述。", 0.9)).present


@pytest.mark.parametrize(("right", "present"), [(2.0, True), (-2.0, False)])
def test_a_cue_counts_for_as_much_as_it_was_right_where_people_looked(
    right: float, present: bool
) -> None:
    (cue,) = next(t for t in tag_clauses(clauses("双方应当保密。"))["1.0"]).cues
    counted = Reliability({TYPE: {place_of(cue): right}}, {})
    joining = replace(JOINING, passage=CUES_COUNT, reliability=counted)
    assert (TYPE in joined(("双方应当保密。", 0.5), joining=joining).present) is present


def test_what_a_document_provides_for_stands_in_one_of_its_clauses() -> None:
    found = joined(*[("不得对外讲述。", 0.54)] * 4)
    bearing = [name for name, tags in found.tags.items() if any(not t.weak for t in tags)]
    assert bearing


def test_a_clause_of_a_category_is_of_the_wider_type_too() -> None:
    outline = clauses("licensor may visit the premises upon notice.")
    scored = passages(outline, PassageScores({"audit_rights": 0.99}))
    found = join(outline, tag_clauses(outline), scored, JOINING)
    assert {"audit_rights", "performance_supervision"} <= found.present


@pytest.mark.parametrize("joining", [JOINING, None])
def test_types_that_were_not_learned_keep_the_rules_tags(joining: Joining | None) -> None:
    outline = clauses("因不可抗力不能履行的，免除责任。")
    rules = tag_clauses(outline)
    found = join(outline, rules, {}, joining)
    assert "force_majeure" in found.present
    assert tag(found, clause_type="force_majeure") in rules["1.0"]


def test_a_cue_and_a_score_in_different_passages_do_not_add_up() -> None:
    apart = clauses("双方应当保密。\n" + "甲方按期付款。" * 30)
    cue, score = PassageScores({TYPE: 0.3}), PassageScores({TYPE: 0.3})
    nothing = PassageScores()
    places = passages_of(apart)
    assert len(places) > 1
    rest = [nothing] * (len(places) - 2)
    found = join(apart, tag_clauses(apart), passages(apart, nothing, *rest, score), JOINING)
    assert TYPE not in found.present
    together = join(apart, tag_clauses(apart), passages(apart, cue, *rest, nothing), JOINING)
    assert TYPE in together.present
