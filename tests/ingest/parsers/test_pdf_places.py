"""Words of a PDF are found where they are printed, so that they can be marked on its picture."""

import pytest
from pdf_pages import HEIGHT, WIDTH, Item, Picture, Rule, Text, lines, pdf

from contracts.document import Block, BlockKind, PageBox
from contracts.errors import DamagedFile
from contracts.recognition import RecognisedLine
from ingest.parsers.pdf import parse
from ingest.parsers.pdf_places import Words, find_words

FIRST = "1. The Supplier shall deliver the goods to the place named in the order within thirty"
SECOND = "days of its receipt; the Supplier shall bear the cost of carriage."


def block_with(data: bytes, words: str) -> Block:
    return next(block for block in parse(data).blocks if words in block.text)


def places(data: bytes, words: str, occurrence: int = 0) -> tuple[PageBox, ...]:
    block = block_with(data, words)
    start = -1
    for _ in range(occurrence + 1):
        start = block.text.index(words, start + 1)
    (found,) = find_words(data, [Words(block, start, start + len(words))])
    return found


def test_words_have_one_rectangle_on_their_line() -> None:
    data = pdf(lines([FIRST, SECOND]))
    (box,) = places(data, "named in the order")
    (line,) = places(data, FIRST)
    assert line.x0 < box.x0 < box.x1 < line.x1
    assert box.top < 72 < box.bottom  # the line's foot stands at 72


def test_words_over_a_line_end_have_a_rectangle_on_each() -> None:
    upper, lower = places(pdf(lines([FIRST, SECOND])), "thirty days of")
    assert upper.x0 > lower.x0
    assert upper.bottom < lower.bottom


def test_of_equal_words_those_that_were_asked_for_are_found() -> None:
    data = pdf(lines([FIRST, SECOND]))
    (first,), (second,) = places(data, "Supplier"), places(data, "Supplier", 1)
    assert first.bottom < second.bottom


def test_words_over_a_page_end_stand_on_both_pages() -> None:
    last = HEIGHT - 72
    data = pdf(lines([FIRST], top=last), lines([SECOND, "It ends."]))
    boxes = places(data, "thirty days")
    assert [box.page for box in boxes] == [1, 2]


def test_words_in_a_cell_of_two_lines_are_found_though_the_page_is_not_in_their_order() -> None:
    ruled: list[Item] = [Rule(72, top, 400, top) for top in (72, 112, 132)]
    ruled += [Rule(x, 72, x, 132) for x in (72, 200, 400)]
    printed = [
        (76, 87, "Pump of"), (76, 102, "the hall"), (204, 87, "one hundred"),
        (204, 102, "and twenty"), (76, 127, "Valve"), (204, 127, "seven"),
    ]  # fmt: skip
    cells = [Text(*each) for each in printed]
    data = pdf([*ruled, *cells])
    assert block_with(data, "Pump of").kind is BlockKind.TABLE
    upper, _lower = places(data, "one hundred and twenty")
    assert upper.x0 == pytest.approx(204, abs=2)


def test_in_a_recognised_line_words_stand_where_their_share_of_it_does() -> None:
    line = RecognisedLine("甲方付款后乙方发货", 100, 80, 280, 96, 0.99)
    data = pdf([Picture()])
    (block,) = parse(data, {1: [line]}).blocks
    ((box,),) = find_words(data, [Words(block, 5, 7)], {1: [line]})
    assert (box.x0, box.x1) == pytest.approx((200, 240))


def test_words_that_the_page_lacks_have_no_place() -> None:
    data = pdf(lines([FIRST]))
    block = Block(0, BlockKind.PARAGRAPH, "全不相同", boxes=(PageBox(1, 0, 0, WIDTH, HEIGHT),))
    assert find_words(data, [Words(block, 0, 4)]) == ((),)


def test_a_damaged_file_says_so() -> None:
    with pytest.raises(DamagedFile):
        find_words(b"%PDF-1.4 nothing", [])
