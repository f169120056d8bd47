"""What ``review`` found, in a stored document or in a file just read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.clause import Clause
from contracts.document import Document
from contracts.media_types import DOCX
from contracts.model_clauses import ModelClause
from ingest.files.media_type import sniff_file
from review.checklist import Checklist
from review.choice import named
from review.findings import Finding
from review.gaps import find_gaps
from review.mechanical import remarks_on
from review.remarks import Remark
from review.reports.contract_report import Source, Subject
from webapp.cli.rules_here import checklist_for, rules_here
from webapp.cli.tagged_file import being_read, tagged
from webapp.cli.terminal import Terminal

if TYPE_CHECKING:
    from review.reviewing import Review


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
    stored: "Review | None" = None  # what people made of it
    preferred: Mapping[str, ModelClause] = field(default_factory=dict)  # the library's, by item


def review_file(terminal: Terminal, path: Path, checklist_id: str | None) -> Reviewed:
    """The review of a file that is not stored. Raises NotFound, and what the parsers raise."""
    with being_read(terminal, path) as file:
        rules = rules_here(terminal)
        if checklist_id:
            named(rules.checklists, checklist_id)  # before the encoder reads, should there be none
        found = tagged(terminal, file)
    reading, document = found.reading, found.document
    checklist = checklist_for(document, checklist_id, rules.checklists)
    data = path.read_bytes()
    is_word = sniff_file(BytesIO(data), path.name) == DOCX
    return Reviewed(
        document=document,
        source=Source(path.name, hashlib.sha256(data).hexdigest(), pages=reading.parsed.page_count),
        subject=Subject(reading.parsed.blocks, found.tags, data if is_word else None),
        clauses=tuple(reading.clauses),
        checklist=checklist,
        findings=find_gaps(checklist, document, reading.clauses, found.tags),
        remarks=remarks_on(document, reading.clauses, rules.laws),
        weights=found.weights,
    )
