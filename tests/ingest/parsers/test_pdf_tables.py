"""Ruled tables of a PDF: on one page, over two, and what is none."""

from pdf_pages import Item, Rule, Text, lines, pdf

from contracts.document import BlockKind
from ingest.parsers.pdf import parse

PARAGRAPH = (
    "The Supplier shall deliver the goods to the place named in the order within thirty",
    "days of its receipt, and shall bear the cost of their carriage and insurance until",
    "they have been accepted.",
)


def kinds(data: bytes) -> list[BlockKind]:
    return [block.kind for block in parse(data).blocks]


def table(top: float, rows: list[tuple[str, str]]) -> list[Item]:
    """A ruled table of two columns."""
    bottom = top + 20 * len(rows)
    ruled: list[Item] = [Rule(72, top + 20 * at, 400, top + 20 * at) for at in range(len(rows) + 1)]
    ruled += [Rule(x, top, x, bottom) for x in (72, 250, 400)]
    for at, (left, right) in enumerate(rows):
        ruled += [Text(76, top + 15 + 20 * at, left), Text(254, top + 15 + 20 * at, right)]
    return ruled


def test_a_ruled_table_is_a_table() -> None:
    page = [*lines(["1. Goods"]), *table(120, [("Item", "Price"), ("Pump", "120")])]
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
    first = [*lines(["1. Goods"]), *table(700, [("Item", "Price"), ("Pump", "120")])]
    second = [*table(60, [("Item", "Price"), ("Valve", "80")]), *lines(["2. Payment"], top=200)]
    read = parse(pdf(first, second)).blocks
    assert [block.kind for block in read][1] is BlockKind.TABLE
    assert len(read) == 3
    assert read[1].text == "Item\tPrice\nPump\t120\nValve\t80"
    assert (read[1].page_start, read[1].page_end) == (1, 2)
    assert [box.page for box in read[1].boxes] == [1, 2]


def test_a_row_that_the_page_cuts_in_two_is_one() -> None:
    first = table(700, [("Item", "Price"), ("Pump with", "120 a year")])
    second = table(60, [("spare parts", ""), ("Valve", "80")])
    (read,) = parse(pdf(first, second)).blocks
    assert read.text == "Item\tPrice\nPump with spare parts\t120 a year\nValve\t80"


def test_tables_with_text_between_or_of_other_columns_stay_apart() -> None:
    first = [*table(700, [("Item", "Price"), ("Pump", "120")]), *lines(["Total: 120"], top=760)]
    second = table(60, [("Item", "Price"), ("Valve", "80")])
    assert kinds(pdf(first, second)).count(BlockKind.TABLE) == 2
