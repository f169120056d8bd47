"""What the guarded processes are forked with: importing this makes ready what each file needs."""

from contracts.cue_hits import make_ready
from ingest.archives import containers, locked_files
from ingest.guarded import guard, reading
from ingest.parsers import (
    docx,
    eml,
    html,
    markdown,
    msg,
    office,
    pdf,
    pdf_places,
    pptx,
    rtf,
    text,
    xlsx,
)

__all__ = [
    "containers",
    "docx",
    "eml",
    "guard",
    "html",
    "locked_files",
    "markdown",
    "msg",
    "office",
    "pdf",
    "pdf_places",
    "pptx",
    "reading",
    "rtf",
    "text",
    "xlsx",
]

make_ready()
