"""Which checklist a page shows: the one that the address or form names, of those in force."""

from flask import request

from contracts.errors import NotFound
from review.checklist import Checklist, Checklists


def asked_for(checklists: Checklists) -> Checklist | None:
    """The checklist that is named, None where none is. Raises NotFound."""
    wanted = request.values.get("checklist")
    if wanted and wanted not in checklists:
        raise NotFound("没有这份审查清单。", "There is no such checklist.")
    return checklists[wanted] if wanted else None
