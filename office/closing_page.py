"""A page added at the end of a Word file, for what a reader of the printout must know."""

from collections.abc import Sequence

from lxml import etree

from office.package import Package, serialised
from office.revisions import text_run
from office.word_elements import W, child
from office.xml_text import writable

_MAIN = "word/document.xml"  # where it usually lies


def with_closing_page(word_file: bytes, title: str, lines: Sequence[str]) -> bytes:
    """The Word file with a page of these lines behind it, a paragraph each."""
    package = Package(word_file)
    main = package.main_part(_MAIN)
    root = package.xml(main)
    body = child(root, "body")
    if root is None or body is None:
        return word_file
    heading = _paragraph(title, bold=True)
    etree.SubElement(_properties(heading), f"{W}pageBreakBefore")
    section = body.find(f"{W}sectPr")
    for paragraph in (heading, *map(_paragraph, lines)):
        if section is None:
            body.append(paragraph)
        else:
            section.addprevious(paragraph)
    return package.rewritten({main: serialised(root)})


def _properties(paragraph: etree._Element) -> etree._Element:
    properties = etree.Element(f"{W}pPr")
    paragraph.insert(0, properties)
    return properties


def _paragraph(text: str, *, bold: bool = False) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    run = text_run(writable(text))
    if bold:
        looks = etree.Element(f"{W}rPr")
        etree.SubElement(looks, f"{W}b")
        run.insert(0, looks)
    paragraph.append(run)
    return paragraph
