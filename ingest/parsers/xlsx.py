"""XLSX: each sheet as a heading and its tables, with cells as they are shown (ECMA-376, 18.3).

Rows that stand apart are a table each; a line of its own above or below a table is a paragraph, as
titles and remarks of price annexes are written.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import DamagedFile, EmptyFile, OversizedFile
from ingest.parsers.drawing_text import text_blocks
from ingest.parsers.tables import ReadCell, in_order, table_blocks
from ingest.parsers.xlsx_cells import Merges, column_of, read_merges
from ingest.parsers.xlsx_values import Values, read_values
from office.package import Package

PARSER = "xlsx 1"
RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_CELLS = 300_000  # with text, of all sheets; more is a data dump, and nothing a person reads


Row = dict[int, str]  # column, counted from 0 → text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that show something, by their place, counted from 0 as the columns are."""

    name: str
    rows: Mapping[int, Row]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet, and the part of the package that holds it."""

    sheet: Sheet
    root: etree._Element
    target: str


def parse(data: bytes) -> ParsedFile:
    """Read an XLSX. Raises DamagedFile, EncryptedFile, OversizedFile, EmptyFile."""
    package = Package(data)
    blocks: list[Block] = []
    for part in _parts(package):
        found = [
            *_tables(part.sheet.rows, read_merges(part.root)),
            *_beside(package, part.target),
        ]
        if found:
            blocks += [Block(0, BlockKind.HEADING, part.sheet.name, level=0), *found]
    if not blocks:
        raise EmptyFile(
            "工作簿里没有内容。请确认上传的是正确的文件。",
            "There is nothing in the workbook. Check that it is the right one.",
        )
    return ParsedFile(in_order(blocks), PARSER)


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an XLSX cell by cell. Raises DamagedFile, EncryptedFile, OversizedFile."""
    return tuple(part.sheet for part in _parts(Package(data)))


def _parts(package: Package) -> Iterator[_Part]:
    main = package.main_part("xl/workbook.xml")
    workbook = package.xml(main)
    if workbook is None:
        raise DamagedFile(
            "文件里没有工作簿。请用 Excel 打开并另存为 .xlsx，或重新获取原件。",
            "The file holds no workbook. Open it in Excel and save it as .xlsx, "
            "or get the original again.",
        )
    links = package.relationships(main)
    values = read_values(package, workbook, {link.kind: link.target for link in links.values()})
    cells = 0
    for number, sheet in enumerate(workbook.iter("{*}sheet"), start=1):
        link = links.get(sheet.get(RELATIONSHIP_ID, ""))
        root = package.xml(link.target) if link else None
        if link is None or root is None or link.kind != "worksheet":
            continue
        rows = _rows(root, values)
        cells += sum(map(len, rows.values()))
        if cells > MOST_CELLS:
            raise _oversized()
        name = sheet.get("name", "").strip() or str(number)
        yield _Part(Sheet(name, rows), root, link.target)


def _rows(root: etree._Element, values: Values) -> dict[int, Row]:
    """Row, counted from 0 → its cells that show something."""
    rows: dict[int, Row] = {}
    row_number = -1
    for row in root.iter("{*}row"):
        row_number = _number(row.get("r"), row_number + 2) - 1
        column = -1
        for cell in row.iterchildren("{*}c"):
            column = column_of(cell.get("r", ""), column + 1)
            text = values.shown(cell)
            if text:
                rows.setdefault(row_number, {})[column] = text
    return rows


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def _tables(rows: Mapping[int, Row], merges: Merges) -> Iterator[Block]:
    """The blocks of a sheet: stretches of rows without an empty one between them."""
    joined = merges.rows_joined()
    last, group = -1, 0
    groups: dict[int, int] = {}
    for number in sorted(rows):
        apart = number > last + 1 and not all(row in joined for row in range(last + 1, number))
        group += apart
        groups[number] = group
        last = number
    for _, numbers in groupby(groups, key=groups.__getitem__):
        yield from _stretch(list(numbers), rows, merges)


def _stretch(numbers: Sequence[int], rows: Mapping[int, Row], merges: Merges) -> Iterator[Block]:
    """A stretch's table, and the single cells above and below it as paragraphs."""
    joined = merges.rows_joined()
    alone = [len(rows[number]) == 1 and number not in joined for number in numbers]
    first = alone.index(False) if False in alone else len(numbers)
    last = len(numbers)
    while last > first and alone[last - 1]:
        last -= 1
    yield from _paragraphs(rows[number] for number in numbers[:first])
    if first < last:
        shown = range(numbers[first], numbers[last - 1] + 1)
        columns = sorted({column for number in numbers[first:last] for column in rows[number]})
        if len(shown) * len(columns) > MOST_CELLS:
            raise _oversized()
        yield from table_blocks(
            [_cells(number, rows.get(number, {}), columns, merges) for number in shown]
        )
    yield from _paragraphs(rows[number] for number in numbers[last:])


def _paragraphs(rows: Iterable[Row]) -> Iterator[Block]:
    for row in rows:
        for text in row.values():
            yield from (
                Block(0, BlockKind.PARAGRAPH, line.strip())
                for line in text.splitlines()
                if line.strip()
            )


def _cells(number: int, row: Row, columns: Sequence[int], merges: Merges) -> list[ReadCell]:
    """The cells of a row in the columns that show anything, up to its last; merged ones once."""
    cells = []
    for column in columns[: bisect_right(columns, max(row, default=-1))]:
        if merges.hides(number, column):
            continue
        text = row.get(column, "")
        blocks = (Block(0, BlockKind.PARAGRAPH, text),) if text else ()
        height, right = merges.reach(number, column)
        width = bisect_right(columns, right) - bisect_left(columns, column)
        cells.append(ReadCell(blocks, height, width))
    return cells


def _beside(package: Package, part: str) -> Iterator[Block]:
    """What hangs on a sheet: text boxes, and comments on cells as footnotes."""
    for link in package.relationships(part).values():
        root = package.xml(link.target) if link.kind in ("drawing", "comments") else None
        if root is None:
            continue
        for body in root.iter("{*}txBody"):
            yield from (Block(0, BlockKind.TEXT_BOX, block.shown) for block in text_blocks(body))
        for comment in root.iter("{*}comment"):
            text = "".join(element.text or "" for element in comment.iter("{*}t")).strip()
            if text:
                yield Block(0, BlockKind.FOOTNOTE, f"{comment.get('ref', '')} {text}".strip())


def _oversized() -> OversizedFile:
    return OversizedFile(
        f"超过 {MOST_CELLS} 个单元格，更像数据导出，不像合同附件。请只保留需要的工作表再上传。",
        f"The workbook has more than {MOST_CELLS} cells: a data dump rather than an annex. "
        "Keep the sheets that matter and upload those.",
    )
