"""Styles and pages of a report in Word: A4, headings, East Asian fonts, head and foot."""

from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from office.colours import ACCENT, DARK, LINE, SOFT, SOLID, Tone
from office.xml_text import writable
from review.reports.word_xml import (
    border,
    element,
    field,
    run,
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a report, for Latin and for East Asian characters."""

    latin: str
    east_asian: str


OFFICE = Fonts("Arial", "微软雅黑")  # what Word has on Windows and on a Mac
# What servers have, for the PDF; palt: quotes in English text are no wider than in Latin fonts.
LIBRE = Fonts("Noto Sans CJK SC:palt", "Noto Sans CJK SC")

_TEXT_WIDTH = Cm(17)
TEXT_WIDTH = int(_TEXT_WIDTH.twips)
LANDSCAPE_WIDTH = int(Cm(25.7).twips)


# style id: size in points, bold, colour, points before and after, lines
@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph looks: sizes and distances in points."""

    size: float
    bold: bool = False
    colour: str = DARK
    before: float = 0
    after: float = 0
    lines: float = 1.3


_STYLES = {
    "ReportNote": _Look(9.5, bold=True, colour=ACCENT),
    "ReportTitle": _Look(15, bold=True, colour=ACCENT, after=6),
    "ReportSubject": _Look(26, bold=True, before=6, after=6),
    "ReportSubtitle": _Look(12, colour=SOFT, after=18),
    "ReportConclusion": _Look(12.5, bold=True, before=6, after=6, lines=1.4),
    "ReportText": _Look(10.5, after=6, lines=1.45),
    "ReportSoft": _Look(9.5, colour=SOFT, after=4, lines=1.35),
    "ReportCell": _Look(9),
    "ReportHead": _Look(9, bold=True, colour=ACCENT, lines=1.25),
    "ReportNumber": _Look(22, bold=True, before=2, lines=1.1),
    "ReportCardTitle": _Look(11.5, bold=True, before=2, after=2, lines=1.2),
    "ReportLabel": _Look(9, bold=True, colour=ACCENT, before=7, after=2, lines=1.2),
    "ReportPassage": _Look(9.5, after=3, lines=1.4),
    "ReportGuidance": _Look(9.5, after=3, lines=1.4),
    "ReportWording": _Look(9.5, before=2, after=4, lines=1.45),
}
_HEADINGS = {
    "Heading 1": _Look(16, bold=True, colour=ACCENT, before=22, after=8),
    "Heading 2": _Look(12.5, bold=True, colour=ACCENT, before=14, after=6),
}


def new_report(name: str, language: str, footer: str, fonts: Fonts) -> Document:
    """An empty document with the report's styles, its head and its foot."""
    document = docx.Document()
    document.core_properties.title = writable(name)[:255]
    document.core_properties.author = "条理 Tiaoli"
    document.core_properties.language = "zh-CN" if language == "zh" else "en"
    _set_page(document.sections[0])
    _set_default(document, fonts)
    for style_id, look in _STYLES.items():
        style = document.styles.add_style(style_id, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _shape(style, look)
    for heading, look in _HEADINGS.items():
        style = document.styles[heading]
        _set_fonts(style, fonts)
        _shape(style, look)
        style.font.italic = False
        style.paragraph_format.keep_with_next = True
    _edge(document.styles["ReportNote"], border("top", ACCENT, 36, 8))
    _edge(document.styles["Heading 1"], border("bottom", ACCENT, 6, 4))
    _edge(document.styles["ReportPassage"], border("left", LINE, 12, 8))
    _edge(document.styles["ReportWording"], border("left", SOLID[Tone.GOOD], 18, 8))
    for style_id in ("ReportPassage", "ReportWording"):
        document.styles[style_id].paragraph_format.left_indent = Pt(12)
    _set_head_and_foot(document.sections[0], name, language, footer)
    return document


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance, section.footer_distance = Cm(1), Cm(0.9)
    section.different_first_page_header_footer = True


def _set_default(document: Document, fonts: Fonts) -> None:
    normal = document.styles["Normal"]
    _set_fonts(normal, fonts)
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    languages = element("lang", val="en-US", eastAsia="zh-CN")
    normal.element.get_or_add_rPr().append(languages)


def _set_fonts(style: ParagraphStyle, fonts: Fonts) -> None:
    style.font.name = fonts.latin
    held = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(held.attrib):
        del held.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        held.set(qn(f"w:{name}"), fonts.latin)
    held.set(qn("w:eastAsia"), fonts.east_asian)


def _shape(style: ParagraphStyle, look: _Look) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, look.lines


def _edge(style: ParagraphStyle, line: BaseOxmlElement) -> None:
    properties = style.element.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    properties.insert_element_before(element("pBdr", line), *later)


def _set_head_and_foot(section: Section, name: str, language: str, footer: str) -> None:
    """The report's name above each page but the first; below each page its number."""
    head = section.header.paragraphs[0]
    head._p.append(run(name, colour=SOFT, half_points=17))
    borders = element("pBdr", border("bottom", LINE, 4, 4))
    head._p.get_or_add_pPr().append(borders)
    page, of, end = ("第 ", " 页，共 ", " 页") if language == "zh" else ("Page ", " of ", "")
    for foot in (section.footer, section.first_page_footer):
        paragraph = foot.paragraphs[0]._p
        tabs = element("tabs", element("tab", val="clear", pos=4680),
                       element("tab", val="right", pos=TEXT_WIDTH))  # fmt: skip
        paragraph.get_or_add_pPr().append(tabs)
        paragraph.append(run(footer, colour=SOFT, half_points=16))
        paragraph.append(element("r", element("tab")))
        for piece in (page, "PAGE", of, "NUMPAGES", end):
            if piece.isupper():
                paragraph.extend(field(piece, colour=SOFT, half_points=16))
            else:
                paragraph.append(run(piece, colour=SOFT, half_points=16))
