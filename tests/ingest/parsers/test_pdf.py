from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_pages import HEIGHT, WIDTH, Picture, Text, lines, pdf, ruled_table
from refused_files import assert_refused

from contracts.document import Block, BlockKind
from contracts.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    NeedsOCR,
    NotFound,
    UnreadableFile,
)
from ingest.parsers.pdf import parse
from ingest.parsers.pdf_document import render_page

LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>]"
)
PARAGRAPH = (
    "The Supplier shall deliver the goods to the place named in the order within thirty",
    "days of its receipt, and shall bear the cost of their carriage and insurance until",
    "they have been accepted.",
)
OTHER = (
    "The Customer shall inspect the goods without delay, and shall give notice of every",
    "defect that it finds within seven days.",
)


def texts(data: bytes) -> list[str]:
    return [block.text for block in parse(data).blocks]


def kinds(data: bytes) -> list[BlockKind]:
    return [block.kind for block in parse(data).blocks]


def test_wrapped_lines_become_paragraphs() -> None:
    assert texts(pdf(lines([*PARAGRAPH, *OTHER]))) == [" ".join(PARAGRAPH), " ".join(OTHER)]


def test_a_gap_and_a_number_begin_a_paragraph() -> None:
    page = lines(PARAGRAPH[:2]) + lines(["1.1 Price. " + PARAGRAPH[0][:60], OTHER[1]], top=114)
    read = texts(pdf(page))
    assert read[0] == " ".join(PARAGRAPH[:2])
    assert read[1].startswith("1.1 Price.")


def test_a_number_cited_at_the_start_of_a_line_begins_nothing() -> None:
    cited = [
        "Payment is due on the dates and in the manner that are set forth in Section",
        "3.2 of it.",
    ]
    assert texts(pdf(lines(cited))) == [" ".join(cited)]


def test_a_paragraph_goes_on_over_the_page() -> None:
    (block,) = parse(pdf(lines(PARAGRAPH[:2]), lines(PARAGRAPH[2:]))).blocks
    assert block.text == " ".join(PARAGRAPH)
    assert (block.page_start, block.page_end) == (1, 2)
    assert [box.page for box in block.boxes] == [1, 2]


def test_a_box_tells_where_on_the_page_in_points_from_the_top_left() -> None:
    (block,) = parse(pdf([Text(72, 100, "Agreement", size=12)])).blocks
    (box,) = block.boxes
    assert box.page == 1
    assert box.x0 == pytest.approx(72, abs=1.5)
    assert box.top == pytest.approx(90, abs=4)
    assert box.bottom == pytest.approx(103, abs=4)
    assert box.x1 == pytest.approx(72 + 57.4, abs=2)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_lie_on_the_page_as_displayed_when_it_is_rotated(rotation: int) -> None:
    (block,) = parse(pdf([Text(72, 100, "Agreement", size=12)], rotation=rotation)).blocks
    (box,) = block.boxes
    width, height = (WIDTH, HEIGHT) if rotation == 180 else (HEIGHT, WIDTH)
    assert 0 <= box.x0 < box.x1 <= width
    assert 0 <= box.top < box.bottom <= height
    expected = {90: (HEIGHT - 100, 72), 180: (WIDTH - 72, HEIGHT - 100), 270: (100, WIDTH - 72)}
    x, y = expected[rotation]
    assert box.x0 - 15 <= x <= box.x1 + 15
    assert box.top - 15 <= y <= box.bottom + 15


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"left column line {number} goes on here" for number in range(8)]
    right = [f"right column line {number} goes on here" for number in range(8)]
    page = [item for pair in zip(lines(left), lines(right, x=320), strict=True) for item in pair]
    read = " ".join(texts(pdf(page)))
    assert read.index("left column line 7") < read.index("right column line 0")


def test_what_stands_side_by_side_on_few_lines_stays_on_its_line() -> None:
    page = lines(["Party A: (seal)", "Date:"]) + lines(["Party B: (seal)", "Date:"], x=320)
    assert texts(pdf(page))[0] == "Party A: (seal)\tParty B: (seal)"


def test_running_lines_are_kept_apart_from_the_body() -> None:
    pages = [
        [Text(72, 40, "Service Agreement No. 7"), *lines([f"Clause about matter {word}."], top=100),
         Text(290, 800, f"- {number} -")]
        for number, word in enumerate(("alpha", "beta", "gamma"), start=1)
    ]  # fmt: skip
    read = parse(pdf(*pages)).blocks
    assert [(block.kind, block.text) for block in read] == [
        (BlockKind.HEADER, "Service Agreement No. 7"),
        (BlockKind.PARAGRAPH, "Clause about matter alpha."),
        (BlockKind.PARAGRAPH, "Clause about matter beta."),
        (BlockKind.PARAGRAPH, "Clause about matter gamma."),
        (BlockKind.FOOTER, "- 1 -"),
    ]
    assert [box.page for box in read[0].boxes] == [1, 2, 3]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    page = [Text(72, 100, "Liability"), Text(72.3, 100, "Liability")]
    assert texts(pdf(page)) == ["Liability"]


def test_larger_and_bold_lines_are_headings() -> None:
    page = [
        Text(72, 60, "Purchase Agreement", size=18),
        Text(72, 100, "Delivery", bold=True),
        *lines([*PARAGRAPH, *OTHER], top=130),
    ]
    read: tuple[Block, ...] = parse(pdf(page)).blocks
    assert [(block.kind, block.level) for block in read[:2]] == [
        (BlockKind.HEADING, 0),
        (BlockKind.HEADING, 1),
    ]


def test_lines_that_the_outline_names_are_headings() -> None:
    page = lines(["Delivery of Goods"]) + lines(PARAGRAPH, top=100)
    assert BlockKind.HEADING not in kinds(pdf(page))
    named = parse(pdf(page, outline=[("Delivery of  goods", 1), ("Elsewhere", 1)])).blocks
    assert [(block.kind, block.level) for block in named] == [
        (BlockKind.HEADING, 0),
        (BlockKind.PARAGRAPH, None),
    ]


def test_an_outline_of_another_page_makes_no_heading() -> None:
    data = pdf(lines(["Delivery"]), lines(PARAGRAPH), outline=[("Delivery", 2)])
    assert BlockKind.HEADING not in kinds(data)


def test_a_footnote_stands_apart_from_the_paragraph_that_goes_on_over_the_page() -> None:
    note = [Text(72, 760, "1 As published by the ministry.", size=8)]
    read = parse(pdf([*lines(PARAGRAPH[:2], top=700), *note], lines(PARAGRAPH[2:]))).blocks
    assert [(block.kind, block.text) for block in read] == [
        (BlockKind.PARAGRAPH, " ".join(PARAGRAPH)),
        (BlockKind.FOOTNOTE, "1 As published by the ministry."),
    ]


def test_small_print_without_a_mark_is_no_footnote() -> None:
    small = [Text(72, 760, "Printed on recycled paper.", size=8)]
    assert BlockKind.FOOTNOTE not in kinds(pdf([*lines(PARAGRAPH), *small]))


def test_pages_without_text_are_named_so_that_they_can_be_recognised() -> None:
    read = parse(pdf(lines(PARAGRAPH), [Picture()], []))
    assert (read.page_count, read.pages_without_text) == (3, (2,))


def test_the_title_comes_from_the_files_properties() -> None:
    assert parse(pdf(lines(PARAGRAPH), title="Frame Agreement")).title == "Frame Agreement"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DamagedFile),
        (b"%PDF-1.7 nothing follows", DamagedFile),
        (pdf(lines(PARAGRAPH))[:300], DamagedFile),
        (pdf([Picture()]), NeedsOCR),
        (pdf([]), EmptyFile),
        (pdf(lines(PARAGRAPH), trailer=LOCKED), EncryptedFile),
    ],
)
def test_bad_files_are_refused_with_a_sentence_in_both_languages(
    data: bytes, error: type[UnreadableFile]
) -> None:
    assert_refused(parse, data, error)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12))
def test_damage_anywhere_gives_an_error_for_people_or_a_reading(
    changes: list[tuple[float, int]],
) -> None:
    damaged = bytearray(pdf(ruled_table(72, [("Item", "Price"), ("Pump", "120")])))
    for place, byte in changes:
        damaged[int(place * len(damaged))] = byte
    with suppress(UnreadableFile):
        parse(bytes(damaged))


def test_a_page_is_drawn_as_wide_as_wanted(tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(pdf(lines(PARAGRAPH)))
    picture = render_page(path, 1, 300)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 300
    with pytest.raises(NotFound):
        render_page(path, 2, 300)
