from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
from service_contract import service_contract

from contracts.document import Block, BlockKind
from ingest.parsers import docx, pdf

PRINTED = Path(__file__).parents[2] / "fixtures" / "service_contract.pdf"


def _texts(blocks: tuple[Block, ...], *kinds: BlockKind) -> list[str]:
    return ["".join(block.shown.split()) for block in blocks if block.kind in kinds]


BODY = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE)


def test_a_printed_contract_has_the_blocks_of_its_docx() -> None:
    written = docx.parse(service_contract()).blocks
    printed = pdf.parse(PRINTED.read_bytes())
    assert printed.page_count == 2
    assert _texts(printed.blocks, *BODY) == _texts(written, *BODY)
    assert _texts(printed.blocks, BlockKind.HEADER) == _texts(written, BlockKind.HEADER)


def test_the_table_has_the_same_cells() -> None:
    (written,) = (block for block in docx.parse(service_contract()).blocks if block.table)
    (printed,) = (block for block in pdf.parse(PRINTED.read_bytes()).blocks if block.table)
    assert [[cell.text for cell in row] for row in printed.table] == [
        [cell.text for cell in row] for row in written.table
    ]


def test_every_box_lies_on_its_page_around_the_words_it_stands_for() -> None:
    blocks = pdf.parse(PRINTED.read_bytes()).blocks
    with closing(pdfium.PdfDocument(PRINTED.read_bytes())) as document:
        for block in blocks:
            if block.kind not in BODY:
                continue  # a footer is given once, though its number differs from page to page
            for box in block.boxes:
                page = document[box.page - 1]
                width, height = page.get_size()
                assert 0 <= box.x0 < box.x1 <= width
                assert 0 <= box.top < box.bottom <= height
                around = (box.x0 - 1, height - box.bottom - 1, box.x1 + 1, height - box.top + 1)
                words = page.get_textpage().get_text_bounded(*around)
                assert "".join(words.split())[:4] in "".join(block.text.split())
