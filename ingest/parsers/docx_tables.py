"""The rows of a DOCX table, each merged cell once with the rows and columns it covers."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from contracts.document import Block
from ingest.parsers.tables import MOST_SPAN, ReadCell
from office.word_elements import VAL, W, child, content, integer


def read_rows(
    table: etree._Element, read_cell: Callable[[etree._Element], list[Block]]
) -> list[list[ReadCell]]:
    """The rows of a w:tbl; ``read_cell`` reads what stands in a w:tc."""
    rows: list[list[ReadCell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column → row and place of the cell merged down
    for row_element in _named(table, "tr"):
        row: list[ReadCell] = []
        rows.append(row)
        column = _span(child(child(row_element, "trPr"), "gridBefore"), 0)
        for cell_element in _named(row_element, "tc"):
            properties = child(cell_element, "tcPr")
            width = _span(child(properties, "gridSpan"), 1)
            merge = child(properties, "vMerge")
            if merge is not None and merge.get(VAL) != "restart" and column in open_cells:
                first_row, place = open_cells[column]
                height = len(rows) - first_row
                rows[first_row][place] = replace(rows[first_row][place], row_span=height)
            else:
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = (len(rows) - 1, len(row))
                row.append(ReadCell(tuple(read_cell(cell_element)), column_span=width))
            column += width
    return rows


def _named(container: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in content(container) if element.tag == f"{W}{name}")


def _span(element: etree._Element | None, least: int) -> int:
    return min(max(integer(element) or least, least), MOST_SPAN)
