"""Gaps: verdicts from stored tags alone, with evidence, and what came nearest."""

from pathlib import Path

import pytest
from found_gaps import DOCUMENT, SERVICE, by_item, clauses, finding_of, tag
from hypothesis import given
from hypothesis import strategies as st

from contracts.clause import Span, Strength, clause_id
from contracts.document import Document, Party
from review.checklist import SHIPPED, Checklist, load_checklists
from review.findings import Verdict
from review.gaps import find_gaps
from review.matrix import matrix
from store.presence import DocumentPresence

ITEM = """
  - id: {id}
    question: {{zh: 有无, en: Is there one}}
    clause_types: [{types}]
    level: {level}
    applies_when: {{{condition}}}
    guidance: {{zh: 写明。, en: Say so.}}
    fallback_wording: {{zh: 文字, en: Words}}
"""


@pytest.fixture
def checklist(tmp_path: Path) -> Checklist:
    items = (
        ("breach", "breach_liability, liquidated_damages", "mandatory", ""),
        ("confidentiality", "confidentiality", "recommended", ""),
        ("term", "term", "mandatory", ""),
        ("quantity", "quantity", "mandatory", "contract_types: [买卖合同]"),
    )
    text = "id: four\nname_zh: 四项\nname_en: Four\napplies_when: {}\nitems:" + "".join(
        ITEM.format(id=name, types=types, level=level, condition=condition)
        for name, types, level, condition in items
    )
    (tmp_path / "four.yaml").write_text(text, encoding="utf-8")
    return load_checklists(tmp_path)["four"]


def test_any_of_an_items_types_makes_it_present(checklist: Checklist) -> None:
    held = clauses("逾期付款的，每日按千分之一支付违约金。")
    findings = by_item(find_gaps(checklist, DOCUMENT, held, {"3.0": (tag("liquidated_damages"),)}))
    assert findings["breach"].verdict is Verdict.PRESENT
    assert [piece.clause.id for piece in findings["breach"].evidence] == ["3.0"]


def test_a_provision_outweighs_what_only_touches(checklist: Checklist) -> None:
    held = clauses("保密另行约定。", "双方应当保守商业秘密。")
    tags = {
        "3.0": (tag("confidentiality", 0.99, Strength.WEAK, "to_be_agreed"),),
        "3.1": (tag("confidentiality", 0.6),),
    }
    finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["confidentiality"]
    assert finding.verdict is Verdict.PRESENT
    assert [piece.clause.id for piece in finding.evidence] == ["3.1"]


def test_only_touched_is_weak_and_says_why(checklist: Checklist) -> None:
    held = clauses("保密另行约定。")
    tags = {"3.0": (tag("confidentiality", 0.5, Strength.WEAK, "to_be_agreed"),)}
    finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["confidentiality"]
    assert finding.verdict is Verdict.WEAK
    assert "另行协商" in finding.evidence[0].explanation("zh")
    assert "agreed later" in finding.evidence[0].explanation("en")


def test_a_verdict_on_doubtful_passages_alone_is_uncertain(checklist: Checklist) -> None:
    held = clauses("客户信息请妥善保管。", "双方应当保守商业秘密。")
    doubtful = {"3.0": (tag("confidentiality", 0.3),)}
    sure = {**doubtful, "3.1": (tag("confidentiality", 0.9),)}
    for tags, uncertain in ((doubtful, True), (sure, False)):
        finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["confidentiality"]
        assert (finding.verdict, finding.uncertain) == (Verdict.PRESENT, uncertain)


def test_a_pointer_and_a_gap_are_told_for_sure(checklist: Checklist) -> None:
    held = clauses("保密另行约定。")
    tags = {"3.0": (tag("confidentiality", 0.1, Strength.WEAK, "to_be_agreed"),)}
    found = by_item(find_gaps(checklist, DOCUMENT, held, tags))
    assert not found["confidentiality"].uncertain
    assert found["term"].verdict is Verdict.MISSING
    assert not found["term"].uncertain


def test_to_exclude_indirect_loss_is_no_cap_on_liability() -> None:
    english = Document(7, 1, "Supply Agreement", language="en")
    for text, verdict in (
        ("Neither party is liable for any indirect or consequential loss.", Verdict.MISSING),
        ("Total liability shall not exceed the fees paid in one year.", Verdict.PRESENT),
    ):
        tags = {"3.0": (tag("cap_on_liability"),)}
        found = find_gaps(SHIPPED["english_commercial"], english, clauses(text), tags)
        cap = by_item(found)["cap"]
        assert cap.verdict is verdict
        assert [near.reason for near in cap.nearest] == ["unnamed"] * (verdict is Verdict.MISSING)


def test_the_best_evidence_comes_first(checklist: Checklist) -> None:
    held = clauses("双方保密。", "保密期限三年，不得向第三人披露。")
    tags = {"3.0": (tag("confidentiality", 0.6),), "3.1": (tag("confidentiality", 0.95),)}
    finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["confidentiality"]
    assert [piece.clause.id for piece in finding.evidence] == ["3.1", "3.0"]


@pytest.mark.parametrize(
    ("text", "cue", "quoted"),
    [
        ("价款为一万元。双方应当保守商业秘密。期限三年。", "商业秘密", "双方应当保守商业秘密。"),
        ("第三条 保密\n双方应当保守商业秘密", "商业秘密", "双方应当保守商业秘密"),
        ("1. Price. Keep it secret, always. Then pay.", "secret", "Keep it secret, always."),
    ],
)
def test_evidence_quotes_the_sentence_as_printed(
    checklist: Checklist, text: str, cue: str, quoted: str
) -> None:
    held = clauses("鉴于双方合作。", text)
    start = held[1].span.start + text.index(cue)
    words = Span(start, start + len(cue), cue)
    tags = {"3.1": (tag("confidentiality", evidence=[words]),)}
    finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["confidentiality"]
    assert finding.evidence[0].quote == quoted


def test_missing_shows_rejected_candidates_before_neighbours(checklist: Checklist) -> None:
    held = clauses("客户信息不得外泄给第三人。", "秘密一词指商业秘密。")
    tags = {
        "3.0": (tag("personal_information"),),
        "3.1": (tag("confidentiality", 0.3, Strength.CANDIDATE, "definition"),),
    }
    finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["confidentiality"]
    assert finding.verdict is Verdict.MISSING
    assert [(near.clause.id, near.reason) for near in finding.nearest] == [
        ("3.1", "definition"),
        ("3.0", "neighbour"),
    ]
    assert "个人信息与数据保护" in finding.nearest[1].explanation("zh")


def test_a_passage_is_shown_once_and_no_more_than_three(checklist: Checklist) -> None:
    held = clauses(*("服务自签字之日起生效。",) * 5)
    tags = {
        clause.id: (tag("renewal"), tag("effectiveness_counterparts"), tag("termination"))
        for clause in held
    }
    finding = by_item(find_gaps(checklist, DOCUMENT, held, tags))["term"]
    assert [near.clause.id for near in finding.nearest] == ["3.0", "3.1", "3.2"]


def test_an_item_that_does_not_apply_is_not_a_gap(checklist: Checklist) -> None:
    finding = by_item(find_gaps(checklist, DOCUMENT, (), {}))["quantity"]
    assert finding.verdict is Verdict.NOT_APPLICABLE
    assert not finding.grave


def test_an_empty_document_lacks_everything_that_applies(checklist: Checklist) -> None:
    findings = by_item(find_gaps(checklist, DOCUMENT, (), {}))
    assert [name for name, finding in findings.items() if finding.grave] == ["breach", "term"]
    assert findings["confidentiality"].verdict is Verdict.MISSING


def presence(number: int, title: str, present: str = "", weak: str = "") -> DocumentPresence:
    return DocumentPresence(
        Document(number, 1, title, contract_type="买卖合同", language="zh-Hans"),
        number, frozenset(present.split()), frozenset(weak.split()),
    )  # fmt: skip


def test_the_matrix_begins_with_the_gravest_gaps(checklist: Checklist) -> None:
    complete = "breach_liability confidentiality term quantity"
    rows = matrix(
        checklist,
        [
            presence(1, "完整", complete),
            presence(2, "缺保密", "breach_liability term quantity"),
            presence(3, "缺期限", "breach_liability confidentiality quantity"),
            presence(4, "保密薄弱", "breach_liability term quantity", "confidentiality"),
        ],
    )
    assert [row.document.title for row in rows] == ["缺期限", "缺保密", "保密薄弱", "完整"]
    assert (rows[0].mandatory_gaps, rows[0].gaps, rows[0].weak) == (1, 1, 0)
    assert rows[3].verdicts == (Verdict.PRESENT,) * 4


TYPES = sorted({t for i in SHIPPED["general_contract"].items for t in i.clause_types})


@given(
    st.dictionaries(
        st.integers(0, 5),
        st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(Strength)), max_size=4),
    )
)
def test_the_matrix_and_the_findings_agree(held: dict[int, list[tuple[str, Strength]]]) -> None:
    checklist = SHIPPED["general_contract"]
    tags = {
        clause_id(3, order): [
            tag(name, strength=strength, reason="mention") for name, strength in pairs
        ]
        for order, pairs in held.items()
    }
    findings = find_gaps(checklist, DOCUMENT, clauses(*("一条。",) * 6), tags)
    pairs = [pair for found in held.values() for pair in found]
    present = frozenset(name for name, strength in pairs if strength is Strength.OPERATIVE)
    weak = frozenset(name for name, strength in pairs if strength is Strength.WEAK) - present
    (row,) = matrix(checklist, [DocumentPresence(DOCUMENT, 3, present, weak)])
    assert row.verdicts == tuple(finding.verdict for finding in findings)


def test_words_that_are_not_accepted_are_found_wherever_they_stand() -> None:
    text = "价款为一万元。因故意造成甲方损失的，乙方不承担责任。"
    finding = finding_of("liability_limitation", text, "price")
    assert finding.verdict is Verdict.UNACCEPTABLE
    (objection,) = finding.objections
    assert objection.quote == "因故意造成甲方损失的，乙方不承担责任。"
    assert "506" in objection.why.text("en")


def test_a_passage_answers_an_item_only_where_it_names_what_the_item_is_about() -> None:
    order = Document(7, 1, "修理單", contract_type="维修合同", parties=(Party("王女士", "客戶"),))
    found = {}
    for text in ("客戶的電話僅用於本次維修。", "本店對此嚴格保密。"):
        tags = {"3.0": (tag("confidentiality"),)}
        found[text[0]] = by_item(find_gaps(SERVICE, order, clauses(text), tags))["customer_data"]
    assert found["客"].verdict is Verdict.PRESENT
    assert found["本"].verdict is Verdict.MISSING
    assert not found["本"].evidence


def test_no_two_items_of_a_checklist_are_called_the_same() -> None:
    for checklist in SHIPPED.values():
        names = [each.label.zh if each.label else each.clause_types[0] for each in checklist.items]
        assert len(set(names)) == len(names), checklist.id
