"""Tables that the redline puts in whole."""

from copy import deepcopy

from lxml import etree

from contracts.document import Block
from office.tracking import Tracker
from office.word_elements import VAL, W, child
from office.xml_text import writable

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def new_table(block: Block, like: etree._Element | None, tracker: Tracker) -> etree._Element:
    """A table of inserted rows; it has the borders and style of another one, where there is one."""
    table = etree.Element(f"{W}tbl")
    properties = child(like, "tblPr")
    table.append(deepcopy(properties) if properties is not None else _plain_properties())
    grid = etree.SubElement(table, f"{W}tblGrid")
    width = max(sum(cell.column_span for cell in row) for row in block.table)
    for _ in range(width):
        etree.SubElement(grid, f"{W}gridCol")
    open_cells: dict[int, tuple[int, int]] = {}  # column → rows still to cover, columns covered
    for cells in block.table:
        row = etree.SubElement(table, f"{W}tr")
        waiting = list(cells)
        column = 0
        while waiting or column in open_cells:
            if column in open_cells:
                rows_left, columns = open_cells.pop(column)
                row.append(_cell("", columns, "continue", tracker))
                if rows_left > 1:
                    open_cells[column] = (rows_left - 1, columns)
            else:
                cell = waiting.pop(0)
                columns = cell.column_span
                row.append(_cell(cell.text, columns, "restart" * (cell.row_span > 1), tracker))
                if cell.row_span > 1:
                    open_cells[column] = (cell.row_span - 1, columns)
            column += columns
        tracker.mark_row(row, "ins")
    return table


def fill_cell(
    cell: etree._Element, text: str, like: etree._Element | None, tracker: Tracker
) -> None:
    """Put inserted paragraphs into an empty cell, a line each; they look like ``like``."""
    for line in writable(text).split("\n"):
        if line.strip():
            cell.append(tracker.paragraph(line.strip(), like))
    if child(cell, "p") is None:
        etree.SubElement(cell, f"{W}p")
    for paragraph in cell.iterchildren(f"{W}p"):
        tracker.mark(paragraph, "ins")


def _cell(text: str, columns: int, merge: str, tracker: Tracker) -> etree._Element:
    cell = etree.Element(f"{W}tc")
    properties = etree.SubElement(cell, f"{W}tcPr")
    if columns > 1:
        etree.SubElement(properties, f"{W}gridSpan").set(VAL, str(columns))
    if merge:
        etree.SubElement(properties, f"{W}vMerge").set(VAL, merge)
    fill_cell(cell, text, None, tracker)
    return cell


def _plain_properties() -> etree._Element:
    properties = etree.Element(f"{W}tblPr")
    borders = etree.SubElement(properties, f"{W}tblBorders")
    for name in _BORDERS:
        border = etree.SubElement(borders, f"{W}{name}")
        for attribute, value in (("val", "single"), ("sz", "4"), ("space", "0")):
            border.set(f"{W}{attribute}", value)
    return properties
