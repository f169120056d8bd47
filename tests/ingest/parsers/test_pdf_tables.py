"""Ruled tables of a PDF: on one page, over two, and what is none."""

from pdf_pages import Rule, lines, pdf, ruled_table

from contracts.document import BlockKind
from ingest.parsers.pdf import parse

PARAGRAPH = (
    "The Supplier shall deliver the goods to the place named in the order within thirty",
    "days of its receipt, and shall bear the cost of their carriage and insurance until",
    "they have been accepted.",
)


def kinds(data: bytes) -> list[BlockKind]:
    return [block.kind for block in parse(data).blocks]


def test_a_ruled_table_is_a_table() -> None:
    page = [*lines(["1. Goods"]), *ruled_table(120, [("Item", "Price"), ("Pump", "120")])]
    page += lines(["2. Payment"], top=200)
    first, ruled, last = parse(pdf(page)).blocks
    assert (first.text, last.text) == ("1. Goods", "2. Payment")
    assert ruled.kind is BlockKind.TABLE
    assert ruled.text == "Item\tPrice\nPump\t120"
    assert [cell.text for cell in ruled.table[1]] == ["Pump", "120"]


def test_a_frame_around_the_page_is_no_table() -> None:
    frame = [Rule(50, y, 545, y) for y in (50, 790)] + [Rule(x, 50, x, 790) for x in (50, 545)]
    assert kinds(pdf([*frame, *lines(PARAGRAPH)])) == [BlockKind.PARAGRAPH]


def test_a_table_over_two_pages_is_one() -> None:
    first = [*lines(["1. Goods"]), *ruled_table(700, [("Item", "Price"), ("Pump", "120")])]
    second = [
        *ruled_table(60, [("Item", "Price"), ("Valve", "80")]),
        *lines(["2. Payment"], top=200),
    ]
    read = parse(pdf(first, second)).blocks
    assert [block.kind for block in read][1] is BlockKind.TABLE
    assert len(read) == 3
    assert read[1].text == "Item\tPrice\nPump\t120\nValve\t80"
    assert (read[1].page_start, read[1].page_end) == (1, 2)
    assert [box.page for box in read[1].boxes] == [1, 2]


def test_a_row_that_the_page_cuts_in_two_is_one() -> None:
    first = ruled_table(700, [("Item", "Price"), ("Pump with", "120 a year")])
    second = ruled_table(60, [("spare parts", ""), ("Valve", "80")])
    (read,) = parse(pdf(first, second)).blocks
    assert read.text == "Item\tPrice\nPump with spare parts\t120 a year\nValve\t80"


def test_tables_with_text_between_or_of_other_columns_stay_apart() -> None:
    first = [
        *ruled_table(700, [("Item", "Price"), ("Pump", "120")]),
        *lines(["Total: 120"], top=760),
    ]
    second = ruled_table(60, [("Item", "Price"), ("Valve", "80")])
    assert kinds(pdf(first, second)).count(BlockKind.TABLE) == 2
