"""Where a clause usually stands: among its neighbours, before the signatures."""

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource, clause_id
from review.placing import usual_place


def clause(
    order: int, text: str, kind: ClauseKind = ClauseKind.CLAUSE, parent: int | None = None
) -> Clause:
    above = None if parent is None else clause_id(1, parent)
    return Clause(
        clause_id(1, order), 1, above, order, kind, "", (), "", text, (order,), Span(0, 1, "")
    )


def tag(clause_type: str, score: float = 0.9, reason: str = "heading") -> Tag:
    return Tag(clause_type, score, TagSource.RULE, Strength.OPERATIVE, reason)


CLAUSES = (
    clause(0, "鉴于", ClauseKind.PREAMBLE),
    clause(1, "标的"),
    clause(2, "付款"),
    clause(3, "付款期限", parent=2),
    clause(4, "违约责任"),
    clause(5, "争议解决"),
    clause(6, "盖章", ClauseKind.SIGNATURE),
    clause(7, "附件", ClauseKind.ATTACHMENT),
)
TAGS = {
    "1.1": (tag("subject_matter"),),
    "1.2": (tag("payment"), tag("breach_liability", 0.95, "cue")),
    "1.4": (tag("breach_liability"),),
    "1.5": (tag("dispute_resolution"),),
}


def place(clause_type: str) -> str:
    found = usual_place(clause_type, CLAUSES, TAGS)
    assert found is not None
    return found.text


def test_it_stands_behind_the_clause_that_usually_comes_before() -> None:
    assert place("quantity") == "标的"
    assert place("confidentiality") == "违约责任"


def test_it_stands_behind_all_that_is_under_that_clause() -> None:
    assert place("invoice_tax") == "付款期限"


def test_what_leads_to_the_clauses_stands_behind_the_preamble() -> None:
    assert place("definitions") == "鉴于"


def test_nothing_stands_behind_the_signatures() -> None:
    assert place("effectiveness_counterparts") == "争议解决"


def test_a_single_clause_out_of_order_does_not_matter() -> None:
    tags = TAGS | {"1.1": (tag("dispute_resolution"),)}
    found = usual_place("confidentiality", CLAUSES, tags)
    assert found is not None
    assert found.text == "违约责任"


def test_a_text_without_clauses_has_no_place() -> None:
    assert usual_place("payment", (), {}) is None
