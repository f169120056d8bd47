"""What ``review`` was asked for: a stored document as people decided it, or a file just read."""

import hashlib
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from contracts.clause import Clause
from contracts.document import Document
from contracts.visibility import Visible
from ingest.media_type import DOCX, sniff_file
from review.checklist import Checklist
from review.findings import Finding, find_gaps
from review.house_checklists import checklists_in_force
from review.mechanical import remarks_on
from review.remarks import Remark
from review.reports.annotated import Subject
from review.reports.contract_report import Source
from review.reviewing import Review, review_of
from store.documents import get_document
from webapp.cli.rules_here import checklist_for, checklists_here, laws_here
from webapp.cli.tagged_document import read_version
from webapp.cli.tagged_file import read_tagged
from webapp.cli.terminal import Terminal
from webapp.reporting import source_of, subject_of

EVERYTHING = Visible.everything()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was found, and in what: ``subject`` is what can be annotated of it."""

    document: Document
    source: Source
    subject: Subject
    clauses: tuple[Clause, ...]
    checklist: Checklist
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    weights: str  # what the tags rest on, "" for rules alone
    stored: Review | None = None  # what people made of it


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
    )


def review_file(terminal: Terminal, path: Path, checklist_id: str | None) -> Reviewed:
    """The review of a file that is not stored. Raises NotFound, and what the parsers raise."""
    file = read_tagged(terminal, path)
    reading, document = file.reading, file.document
    checklist = checklist_for(document, checklist_id, checklists_here(terminal))
    data = path.read_bytes()
    is_word = sniff_file(BytesIO(data), path.name) == DOCX
    return Reviewed(
        document=document,
        source=Source(path.name, hashlib.sha256(data).hexdigest(), pages=reading.parsed.page_count),
        subject=Subject(reading.parsed.blocks, file.tags, data if is_word else None),
        clauses=tuple(reading.clauses),
        checklist=checklist,
        findings=find_gaps(checklist, document, reading.clauses, file.tags),
        remarks=remarks_on(document, reading.clauses, laws_here(terminal)),
        weights=file.weights,
    )
