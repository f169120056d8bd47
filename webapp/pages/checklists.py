"""Which checklist a page shows: the one that the address names, else the one for a document."""

from flask import request

from contracts.document import Document
from contracts.errors import NotFound
from review.checklist import CHECKLISTS, Checklist
from review.choice import choose_checklist


def asked_for() -> Checklist | None:
    """The checklist that the address names."""
    wanted = request.args.get("checklist")
    if wanted and wanted not in CHECKLISTS:
        raise NotFound("没有这份审查清单。", "There is no such checklist.")
    return CHECKLISTS[wanted] if wanted else None


def made_for(document: Document) -> Checklist | None:
    """The checklist that is made for such documents; None where none is."""
    return choose_checklist(document.kind, document.contract_type, document.language)
