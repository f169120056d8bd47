"""A report as PDF: LibreOffice prints the Word file."""

from office.printing import print_pdf
from review.reports.parts import Layout
from review.reports.word import write_word
from review.reports.word_styles import LIBRE


def write_pdf(layout: Layout) -> bytes:
    """The report as a PDF. Raises NeedsProgram where LibreOffice is absent, and NotPrinted."""
    return print_pdf(write_word(layout, LIBRE))
