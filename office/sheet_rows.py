"""Rows of a large sheet, written as XML straight into the workbook.

openpyxl makes an object of every cell: a portfolio of 10,000 documents would take a minute.
(ECMA-376 part 1, 18.3.1: sheetData holds rows, a row its cells; text stands in the cell itself.)
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from office.sheet_values import Value, safe

Rows = Iterable[Sequence[Value]]
_END = b"</sheetData>"
_AT_ONCE = 500  # rows


def splice(workbook: bytes, sheets: Mapping[int, Rows]) -> bytes:
    """The workbook with rows put behind those of its sheets, which are numbered from 1."""
    parts = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in sheets.items()}
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as made,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as spliced,
    ):
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename not in parts:
                spliced.writestr(entry.filename, data)
                continue
            head, _, foot = data.partition(_END)
            first = head.count(b"<row") + 1
            with spliced.open(entry.filename, "w") as part:
                part.write(head)
                for piece in _written(parts[entry.filename], first):
                    part.write(piece.encode())
                part.write(_END + foot)
    return buffer.getvalue()


def _written(rows: Rows, first: int) -> Iterator[str]:
    @lru_cache(maxsize=50_000)
    def content(value: Value) -> str:
        held = safe(value)
        if isinstance(held, int):
            return f'"><v>{held}</v></c>'
        return f'" t="inlineStr"><is><t xml:space="preserve">{escape(held)}</t></is></c>'

    letters: list[str] = []
    pieces: list[str] = []
    for number, row in enumerate(rows, first):
        letters += map(get_column_letter, range(len(letters) + 1, len(row) + 1))
        cells = [
            f'<c r="{letter}{number}{content(value)}'
            for letter, value in zip(letters, row, strict=False)
        ]
        pieces.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(pieces) == _AT_ONCE:
            yield "".join(pieces)
            pieces.clear()
    yield "".join(pieces)
