"""A report as a Word file: the parts in order, laid out with styles, tables and shaded cells."""

from collections.abc import Iterator
from io import BytesIO

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from review.reports import parts, word_charts, word_tables
from review.reports.parts import Layout, Part
from review.reports.word_styles import OFFICE, Fonts, new_report
from review.reports.word_xml import element, paragraph, run


def write_word(layout: Layout, fonts: Fonts = OFFICE) -> bytes:
    """The report as a DOCX."""
    document = new_report(layout.name, layout.language, layout.footer, fonts)
    upright = True
    for part in layout.parts:
        if isinstance(part, parts.Matrix) is upright:
            upright = not upright
            _turn(document, upright=upright)
        for made in _elements(part):
            document.element.body.insert_element_before(made, "w:sectPr")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _turn(document: Document, *, upright: bool) -> None:
    """Begin a page in landscape or portrait."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    width, height = (Cm(21), Cm(29.7)) if upright else (Cm(29.7), Cm(21))
    section.page_width, section.page_height = width, height
    section.different_first_page_header_footer = False


def _elements(part: Part) -> Iterator[BaseOxmlElement]:
    match part:
        case parts.Cover():
            yield from _cover(part)
        case parts.Heading():
            yield paragraph(f"Heading{part.level}", run(part.text))
        case parts.Paragraph():
            yield paragraph("ReportSoft" if part.soft else "ReportText", run(part.text))
        case parts.Tally():
            yield from word_charts.tally(part)
        case parts.Bars():
            yield from word_charts.bars(part)
        case parts.Table():
            yield from word_tables.table_of(part)
        case parts.Facts():
            yield from word_tables.facts(part.facts)
        case parts.Card():
            yield from word_tables.card(part)
        case parts.Matrix():
            yield from word_tables.matrix(part)
        case parts.Signatures():
            yield from word_tables.signatures(part)


def _cover(part: parts.Cover) -> Iterator[BaseOxmlElement]:
    yield paragraph("ReportNote", run(part.note))
    yield element("p", element("pPr", element("spacing", before=1500, after=0)))
    yield paragraph("ReportTitle", run(part.title))
    yield paragraph("ReportSubject", run(part.subject))
    yield paragraph("ReportSubtitle", run(part.subtitle))
    yield from word_tables.conclusion(part.conclusion, part.tone)
    yield element("p", element("pPr", element("spacing", before=300, after=0)))
    yield from word_tables.facts(part.facts)
    yield element("p", element("r", element("br", type="page")))
