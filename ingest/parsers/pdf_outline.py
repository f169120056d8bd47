"""The outline of a PDF (its bookmarks): which lines are headings, and of which level."""

from collections.abc import Mapping
from itertools import islice

import pypdfium2 as pdfium

MOST_ENTRIES = 5000
Outline = Mapping[tuple[int, str], int]  # page from 1 and title without blanks → level from 0


def outline_of(document: pdfium.PdfDocument) -> Outline:
    """The entries that lead to a page; one that leads nowhere is left out."""
    found: dict[tuple[int, str], int] = {}
    for entry in islice(document.get_toc(), MOST_ENTRIES):
        target = entry.get_dest()
        page = target.get_index() if target is not None else None
        title = without_blanks(entry.get_title())
        if page is not None and title:
            found.setdefault((page + 1, title), entry.level)
    return found


def without_blanks(text: str) -> str:
    """A title as it is compared."""
    return "".join(text.split()).casefold()
