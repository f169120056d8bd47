"""A checklist as a file to hand on and edit; ``checklist_reading`` takes it back."""

from collections.abc import Mapping

from contracts.media_types import XLSX, YAML
from review.checklist import Checklist
from review.checklist_sheets import checklist_workbook
from review.checklist_text import text_of

FORMS: Mapping[str, str] = {  # how the files' names end → media type
    "xlsx": XLSX,
    "yaml": YAML,
}


def checklist_file(checklist: Checklist, form: str, language: str) -> bytes:
    """The checklist in one of FORMS; a workbook has its heads in the reader's language."""
    if form == "xlsx":
        return checklist_workbook(checklist, language)
    return text_of(checklist).encode()
