"""The pieces of WordprocessingML that python-docx has no verbs for: shading, borders, fields."""

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from office.colours import LINE
from office.xml_text import writable

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")  # of a table


def element(
    tag: str, *children: BaseOxmlElement | None, **attributes: str | int
) -> BaseOxmlElement:
    """A ``w:`` element with these attributes and children; None among the children is left out."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")  # type: ignore[assignment] # python-docx's own class
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


def shading(colour: str) -> BaseOxmlElement:
    """A plain background of this colour."""
    return element("shd", val="clear", color="auto", fill=colour)


def border(side: str, colour: str = LINE, eighths: int = 4, space: int = 0) -> BaseOxmlElement:
    """A line on one side, ``eighths`` of a point wide; "nil" as the colour for none."""
    if colour == "nil":
        return element(side, val="nil")
    return element(side, val="single", sz=eighths, space=space, color=colour)


def field(instruction: str, *, colour: str, half_points: int) -> tuple[BaseOxmlElement, ...]:
    """The runs of a field that Word fills in: PAGE, NUMPAGES."""
    words = element("instrText")
    words.text = instruction
    shown = element("t")
    shown.text = "1"
    content = (
        element("fldChar", fldCharType="begin"),
        words,
        element("fldChar", fldCharType="separate"),
        shown,
        element("fldChar", fldCharType="end"),
    )
    return tuple(element("r", _look(False, colour, half_points), each) for each in content)


def run(
    text: str, *, bold: bool = False, colour: str = "", half_points: int = 0
) -> BaseOxmlElement:
    """A run of text; a line break in it is one in Word."""
    made = element("r", _look(bold, colour, half_points))
    for number, line in enumerate(writable(text).split("\n")):
        if number:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def _look(bold: bool, colour: str, half_points: int) -> BaseOxmlElement:
    return element(
        "rPr",
        element("b") if bold else None,
        element("color", val=colour) if colour else None,
        element("sz", val=half_points) if half_points else None,
        element("szCs", val=half_points) if half_points else None,
    )


def paragraph(
    style: str, *runs: BaseOxmlElement, keep_next: bool = False, align: str = ""
) -> BaseOxmlElement:
    """A paragraph of a style, by its id; ``align`` is "center", "right" or the style's own."""
    properties = element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if keep_next else None,
        element("jc", val=align) if align else None,
    )
    return element("p", properties, *runs)


def cell(
    width: int,
    *content: BaseOxmlElement,
    ground: str = "",
    span: int = 1,
    borders: BaseOxmlElement | None = None,
    turned: str = "",
    middle: bool = False,
) -> BaseOxmlElement:
    """A cell ``width`` twentieths of a point wide; ``turned`` says which way its text runs."""
    properties = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=span) if span > 1 else None,
        borders,
        shading(ground) if ground else None,
        element("textDirection", val=turned) if turned else None,
        element("vAlign", val="center") if middle else None,
    )
    return element("tc", properties, *content)


def row(*cells: BaseOxmlElement, head: bool = False, whole: bool = True,
        height: int = 0) -> BaseOxmlElement:  # fmt: skip
    """A row; a ``head`` is repeated on each page, a ``whole`` one never parted between pages."""
    properties = element(
        "trPr",
        element("cantSplit") if whole else None,
        element("trHeight", val=height, hRule="atLeast") if height else None,
        element("tblHeader") if head else None,
    )
    return element("tr", properties, *cells)


def table(
    widths: tuple[int, ...],
    *rows: BaseOxmlElement,
    borders: BaseOxmlElement,
    margin: int = 100,
    padding: int = 50,
) -> BaseOxmlElement:
    """A table of fixed column widths; ``margin`` is left and right in each cell, ``padding`` over
    and under it.
    """
    margins = (("top", padding), ("left", margin), ("bottom", padding), ("right", margin))
    properties = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblInd", w=margin, type="dxa"),  # else the edge stands left of the text's
        borders,
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=wide, type="dxa") for side, wide in margins)),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def shared(shares: Sequence[float], whole: int) -> tuple[int, ...]:
    """A width cut into parts of these shares."""
    total = sum(shares)
    return tuple(int(whole * share / total) for share in shares)


def lines(*sides: str) -> BaseOxmlElement:
    """A table's borders: fine lines at these sides, none elsewhere."""
    drawn = [border(side, LINE if side in sides else "nil") for side in SIDES]
    return element("tblBorders", *drawn)


def gap() -> BaseOxmlElement:
    """A small distance between two tables, which Word would otherwise join."""
    spacing = element("spacing", before=0, after=60, line=120, lineRule="exact")
    return element("p", element("pPr", spacing))
