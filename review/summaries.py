"""The summary of a document's review: made once, shown in the matrix and on the dashboard."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from contracts.citations import find_citations
from contracts.clause import Clause
from contracts.document import Document
from contracts.laws import LawRegister
from contracts.visibility import Visible
from review.checklist import Checklists
from review.choice import choose_checklist
from review.figures import Figure
from review.findings import GAPS, Lapse
from review.fingerprints import (
    checklist_fingerprint,
    choice_fingerprint,
    register_fingerprint,
)
from review.house_laws import laws_in_force
from review.laws import Standing, standing
from review.parameters import Parameter
from review.program import program_fingerprint
from review.reviewing import Review, review_of
from review.signing import Change, Reason
from store.database import Connection
from store.documents import get_document, newest_readable
from store.readings import clauses_of
from store.summaries import Rules, Summary

_REPEALED = (
    Standing.REPEALED,
    Standing.REPEALED_BEFORE_USE,
    Standing.REPEALED_SINCE,
    Standing.REPEALED_UNDATED,
)


def rules_now(checklists: Checklists, register: LawRegister) -> Rules:
    """Checklist → fingerprint of its items, and of what is common to all of them.

    That is the law register, the program's rules, and for which documents each checklist is made.
    """
    common = (
        program_fingerprint(),
        register_fingerprint(register),
        choice_fingerprint(checklists.values()),
    )
    beginning = blake2b(" ".join(common).encode(), digest_size=4).hexdigest()
    by = {name: checklist_fingerprint(each) for name, each in checklists.items()}
    return {name: beginning + items for name, items in {"": "", **by}.items()}


def summarise(
    connection: Connection,
    document_id: int,
    visible: Visible,
    today: date,
    checklists: Checklists,
) -> Summary:
    """Review a document by the checklist that is made for it, and summarise that."""
    document = get_document(connection, document_id, visible)
    checklist = choose_checklist(document, checklists)
    register = laws_in_force(connection)
    if checklist is None:
        newest = newest_readable(connection, document_id, visible)
        clauses = clauses_of(connection, newest.id, visible) if newest else ()
        repealed = _repealed(document, clauses, register)
        return Summary(document_id, "", {}, {}, repealed, (), signed=False, holds_until=None)
    review = review_of(connection, document_id, checklist, visible, today)
    return _summary(review, _repealed(document, review.clauses, register))


def _summary(review: Review, repealed: tuple[str, ...]) -> Summary:
    decided = [(each, each.decided) for each in review.findings if each.decided]
    ends = [decision.deed.expires_on for _, decision in decided if decision.deed.expires_on]
    return Summary(
        document_id=review.document.id,
        checklist=review.checklist.id,
        verdicts={each.item.id: each.verdict.value for each in review.findings},
        closed={
            each.item.id: decision.made_at.astimezone().date()
            for each, decision in decided
            if each.found in GAPS and each.verdict not in GAPS
        },
        repealed=repealed,
        changes=tuple((each.reason.value, each.subject) for each in changes_in(review)),
        signed=review.signed is not None,
        holds_until=min(ends, default=None),
        figures={
            f"{finding.item.id}.{parameter.id}": value
            for finding in review.findings
            for parameter, value in worst_values(finding.figures)
        },
    )


def worst_values(figures: Sequence[Figure]) -> Iterator[tuple[Parameter, Decimal]]:
    """The worst value of each parameter that has one filled in."""
    for parameter in dict.fromkeys(figure.parameter for figure in figures):
        values = [f.value for f in figures if f.parameter == parameter and f.value is not None]
        if values:
            yield parameter, (min if parameter.worst_is_least else max)(values)


def changes_in(review: Review) -> Iterator[Change]:
    """What undid the sign-off, and which decisions lapsed; no item twice."""
    yield from review.changes
    told = {change.subject for change in review.changes}
    for finding in review.findings:
        if finding.lapse and finding.item.id not in told:
            ended = finding.lapse is Lapse.EXPIRED
            reason = Reason.WAIVER_ENDED if ended else Reason.DECISION_LAPSED
            yield Change(reason, finding.item.id)


def _repealed(
    document: Document, clauses: Iterable[Clause], register: LawRegister
) -> tuple[str, ...]:
    """The laws cited that are no longer in force, in the order of the text."""
    cited = [each.law for clause in clauses for each in find_citations(clause.text, register)]
    return tuple(dict.fromkeys(law.name for law in cited if standing(law, document) in _REPEALED))
