"""The formats of reports, by their names; ``webapp/reports/files.py`` writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.media_types import CSV, DOCX, HTML, PDF, XLSX


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a report: its media type, and how its files' names end."""

    media_type: str
    suffix: str


FORMATS: Mapping[str, Format] = {
    "html": Format(HTML, ".html"),
    "docx": Format(DOCX, ".docx"),
    "pdf": Format(PDF, ".pdf"),
    "xlsx": Format(XLSX, ".xlsx"),
}
ANNOTATED = "annotated"  # the contract itself, with the review in it
REVIEW_FORMATS: Mapping[str, Format] = {**FORMATS, ANNOTATED: Format(DOCX, ".docx")}
LIST_FORMATS: Mapping[str, str] = {  # of lists of clauses: suffix → media type
    "xlsx": XLSX,
    "csv": CSV,
    "docx": DOCX,
}
