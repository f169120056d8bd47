"""Lines recognised on a leaning page join to the paragraphs that were printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from contracts.document import BlockKind, BlockSource, document_text
from contracts.recognition import RecognisedLine
from ingest.parsers import pdf
from ingest.parsers.pdf_places import Words, find_words
from ingest.parsers.pictured_tables import PicturedGrids
from ingest.parsers.recognised_page import level_lines
from ingest.scans.page_check import lean_of, turn_of

DOTS = 150
A4 = (595, 842)  # points
MIDDLE = (297.5, 421.0)
LEFT, RIGHT, HEIGHT, PITCH = 72.0, 520.0, 12.0, 18.0
CHINESE = (
    "1.1 乙方应当在收到甲方报修通知后二十四小时内到达现场，并在四十八小时内排除故障；不能按",
    "时排除的，应当提供备用机，费用由乙方承担。",
    "1.2 双方每季度召开一次服务评审会，由乙方报告可用率、平均到场时间、返修率和备件消耗情况，甲",
    "方按附件三评分。",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of print: its text, its left end and the middle of its height, in points."""

    text: str
    x0: float
    middle: float
    x1: float = RIGHT


def column(texts: Sequence[str], top: float = 120.0) -> list[Printed]:
    """Lines one below the other; those of 40 characters or more reach the right edge."""
    return [
        Printed(text, LEFT, top + n * PITCH, RIGHT if len(text) >= 40 else LEFT + 10.5 * len(text))
        for n, text in enumerate(texts)
    ]


def scan(
    pages: Sequence[Sequence[Printed]], lean: float
) -> tuple[bytes, dict[int, list[RecognisedLine]]]:
    """A scan that leans anticlockwise, and what recognition makes of its lines."""
    pictures, recognised = [], {}
    for number, lines in enumerate(pages, start=1):
        level = Image.new("L", (A4[0] * DOTS // 72, A4[1] * DOTS // 72), 255)
        draw = ImageDraw.Draw(level)
        for line in lines:
            for x in range(round(line.x0), round(line.x1) - 8, 11):  # strokes, as of characters
                box = (x, line.middle - 4, x + 7, line.middle + 4)
                draw.rectangle([edge * DOTS / 72 for edge in box], fill=30)
        picture = level.rotate(lean, Image.Resampling.BICUBIC, fillcolor=255)
        pictures.append(picture)
        left = lean - turn_of(lean_of(picture))  # as recognising turns the page
        recognised[number] = [leaning(line, left) for line in lines]
    data = BytesIO()
    pictures[0].save(data, "TIFF", save_all=True, append_images=pictures[1:], dpi=(DOTS, DOTS))
    return data.getvalue(), recognised


def leaning(line: Printed, lean: float, height: float = HEIGHT) -> RecognisedLine:
    """The upright box around a line on a page that leans anticlockwise."""
    turn = radians(lean)
    corners = [
        (
            MIDDLE[0] + (x - MIDDLE[0]) * cos(turn) + (y - MIDDLE[1]) * sin(turn),
            MIDDLE[1] - (x - MIDDLE[0]) * sin(turn) + (y - MIDDLE[1]) * cos(turn),
        )
        for x in (line.x0, line.x1)
        for y in (line.middle - height / 2, line.middle + height / 2)
    ]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return RecognisedLine(line.text, min(across), min(down), max(across), max(down), 0.9)


@pytest.mark.parametrize("lean", [-1.4, -0.6, 0.0, 0.5, 0.66])
def test_a_leaning_scan_has_the_paragraphs_that_were_printed(lean: float) -> None:
    data, recognised = scan([column(CHINESE)], lean)
    blocks = pdf.parse(data, recognised).blocks
    assert [block.text for block in blocks] == ["".join(CHINESE[:2]), "".join(CHINESE[2:])]
    assert "不能按时排除" in document_text(blocks)  # over a line's end
    assert {(block.source, block.confidence) for block in blocks} == {(BlockSource.OCR, 0.9)}


@pytest.mark.parametrize("lean", [-0.6, 0.0, 0.66])
def test_words_are_marked_on_the_lines_where_they_were_read(lean: float) -> None:
    data, recognised = scan([column(CHINESE)], lean)
    block = pdf.parse(data, recognised).blocks[1]
    start = block.text.index("消耗情况，甲方按")
    (marked,) = find_words(data, [Words(block, start, start + 8)], recognised)
    lines = recognised[1][2:]
    assert [(box.top, box.bottom) for box in marked] == [(line.top, line.bottom) for line in lines]
    assert [round(box.x0 - line.x0) > 300 for box, line in zip(marked, lines, strict=True)] == [
        True,
        False,
    ]


def test_a_paragraph_goes_on_over_a_page_end_with_a_running_head_and_a_number() -> None:
    def page(number: int, body: Sequence[str]) -> list[Printed]:
        head = Printed("岑屿售后服务合同", 230, 50, 340)
        foot = Printed(f"第{number}頁/共2頁", 260, 800, 330)
        return [head, *column(body), foot]

    data, recognised = scan([page(1, CHINESE[:1]), page(2, CHINESE[1:])], 0.4)
    blocks = pdf.parse(data, recognised).blocks
    body = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    assert [block.text for block in body] == ["".join(CHINESE[:2]), "".join(CHINESE[2:])]
    assert [(block.page_start, block.page_end) for block in body] == [(1, 2), (2, 2)]


def test_a_word_that_a_line_end_parted_is_whole_again() -> None:
    lines = (
        "Supplier may end this Agreement at any time if the other breaks the terms of the agree-",
        "ment and does not cure within thirty days after notice of the breach of any non-",
        "compete covenant.",
    )
    data, recognised = scan([column(lines)], 0.3)
    (block,) = pdf.parse(data, recognised).blocks
    assert "terms of the agreement and" in block.text
    assert "any non-compete covenant" in block.text


def test_a_full_width_stop_read_as_a_dot_in_the_middle_is_a_numbers_sign() -> None:
    data, recognised = scan([column(["1·有权要求乙方提供服务。", "2。平等待人。"])], 0)
    assert [block.text for block in pdf.parse(data, recognised).blocks] == [
        "1.有权要求乙方提供服务。",
        "2.平等待人。",
    ]


@given(st.lists(st.floats(10.5, 12.5), min_size=2, max_size=30), st.floats(-0.7, 0.7))
def test_lines_of_one_type_are_equally_high_however_they_lean(
    heights: list[float], lean: float
) -> None:
    lines = [
        leaning(Printed("甲" * 30, LEFT, 100 + 20 * n), lean, height)
        for n, height in enumerate(heights)
    ]
    level = level_lines(lines, PicturedGrids((), lean, MIDDLE))
    assert len({round(each.run.height, 6) for each in level}) == 1
    assert [each.run.x0 for each in level] == pytest.approx([LEFT] * len(lines), abs=0.5)
