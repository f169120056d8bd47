"""The review of a stored document, as people decided it."""

from datetime import date

from contracts.visibility import EVERYTHING
from review.house_checklists import checklists_in_force
from review.reviewing import review_of
from store.documents import get_document
from webapp.cli.reviewed import Reviewed
from webapp.cli.rules_here import checklist_for
from webapp.cli.tagged_document import read_version
from webapp.cli.terminal import Terminal
from webapp.reports.sources import preferred_for, source_of, subject_of


def review_stored(terminal: Terminal, number: int, checklist_id: str | None) -> Reviewed:
    """The review of a stored document's newest readable version. Raises NotFound."""
    with terminal.services() as services:
        _version, basis = read_version(terminal, services, number)
        with services.database.read() as connection:
            checklists = checklists_in_force(connection)
            document = get_document(connection, number, EVERYTHING)
            checklist = checklist_for(document, checklist_id, checklists)
            review = review_of(connection, number, checklist, EVERYTHING, date.today())
            source = source_of(connection, review.document, review.version, EVERYTHING)
            preferred = preferred_for(connection, review, EVERYTHING)
            subject = subject_of(connection, services.files, review.version, EVERYTHING)
    return Reviewed(
        document=review.document,
        source=source,
        subject=subject,
        clauses=review.clauses,
        checklist=checklist,
        findings=review.findings,
        remarks=review.remarks,
        weights=basis.weights,
        stored=review,
        preferred=preferred,
    )
