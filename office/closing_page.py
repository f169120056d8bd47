"""A page behind a Word file's last one, for what a reader must know who is handed the print."""

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.enum.text import WD_BREAK

from office.tracking import writable


def with_closing_page(word_file: bytes, title: str, lines: Sequence[str]) -> bytes:
    """The Word file with a page of these lines behind it, a paragraph each."""
    document = docx.Document(BytesIO(word_file))
    heading = document.add_paragraph()
    heading.add_run().add_break(WD_BREAK.PAGE)
    heading.add_run(writable(title)).bold = True
    for line in lines:
        document.add_paragraph(writable(line))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
