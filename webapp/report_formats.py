"""The formats of reports, by their names; ``webapp/reports.py`` writes them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a report: its media type, and how its files' names end."""

    media_type: str
    suffix: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, Format] = {
    "html": Format("text/html", ".html"),
    "docx": Format(_WORD, ".docx"),
    "pdf": Format("application/pdf", ".pdf"),
    "xlsx": Format(_WORKBOOK, ".xlsx"),
}
ANNOTATED = "annotated"  # the contract itself, with the review in it
REVIEW_FORMATS: Mapping[str, Format] = {**FORMATS, ANNOTATED: Format(_WORD, ".docx")}
