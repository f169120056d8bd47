"""Pictures of pages are scans like those in a PDF; ruled tables in them are tables."""

from io import BytesIO
from math import cos, radians, sin

import pytest
from PIL import Image, ImageDraw

from contracts.document import BlockKind
from contracts.errors import DamagedFile, EmptyFile, NeedsOCR
from contracts.media_types import PICTURES
from contracts.recognition import RecognisedLine
from ingest.files.media_type import sniff
from ingest.parsers import parser_for, pdf
from ingest.parsers.pdf_document import open_document, render_page
from ingest.scans.page_check import lean_of, turn_of

A4 = (1240, 1754)  # pixels at 150 dots an inch


def page(size: tuple[int, int] = A4, mode: str = "L") -> Image.Image:
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).rectangle((100, 100, 600, 160), fill=30)
    return picture.convert(mode)


def saved(form: str, *pages: Image.Image, **options: object) -> bytes:
    file = BytesIO()
    if len(pages) > 1:
        options |= {"save_all": True, "append_images": pages[1:]}
    pages[0].save(file, form, **options)
    return file.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_picture_is_a_scan_of_one_page(form: str) -> None:
    data = saved(form, page())
    assert sniff(data) in PICTURES
    assert pdf.scanned_pages(data) == (1,)
    with pytest.raises(NeedsOCR):
        parser_for(sniff(data))(data)
    lines = [RecognisedLine("第一条 保密", 50, 50, 200, 66, 0.99)]
    read = pdf.parse(data, {1: lines})
    assert [block.text for block in read.blocks] == ["第一条 保密"]
    assert read.page_count == 1


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_tiff_has_as_many_pages_as_pictures(mode: str) -> None:
    data = saved("TIFF", page(mode=mode), page(mode=mode), page(mode=mode))
    assert pdf.scanned_pages(data) == (1, 2, 3)
    assert render_page(data, 3, 400).startswith(b"\x89PNG")


def test_a_page_is_as_large_as_the_file_says_and_else_a4() -> None:
    said = open_document(saved("PNG", page(), dpi=(150, 150)))
    assert said[0].get_size() == pytest.approx((595, 842), abs=1)
    unsaid = open_document(saved("PNG", page((2480, 3508))))
    assert unsaid[0].get_size() == pytest.approx((595, 842), abs=1)


def test_a_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    data = saved("JPEG", page((1754, 1240)), exif=exif)
    width, height = open_document(data)[0].get_size()
    assert width < height


def test_what_is_transparent_is_paper() -> None:
    data = saved("PNG", Image.new("RGBA", A4, (0, 0, 0, 0)))
    with Image.open(BytesIO(render_page(data, 1, 100))) as drawn:
        assert drawn.convert("L").getextrema() == (255, 255)


def test_logos_and_broken_pictures_are_told() -> None:
    with pytest.raises(EmptyFile):
        pdf.parse(saved("PNG", page((120, 90))))
    with pytest.raises(DamagedFile):
        pdf.parse(saved("PNG", page())[:200])
    with pytest.raises(DamagedFile):
        pdf.parse(b"\xff\xd8\xff\xe0 no picture")


def test_a_ruled_table_in_a_scan_is_a_table() -> None:
    picture = page()
    draw = ImageDraw.Draw(picture)
    for y in (400, 480, 560):
        draw.line((200, y, 1000, y + 2), fill=0, width=3)  # a scan leans a little
    for x in (200, 600, 1000):
        draw.line((x, 400, x, 562), fill=0, width=3)
    words = {"项目": (110, 200), "金额": (310, 200), "维修": (110, 240), "800元": (310, 240)}
    lines = [RecognisedLine(text, x, y, x + 40, y + 14, 0.99) for text, (x, y) in words.items()]
    read = pdf.parse(saved("PNG", picture.rotate(0), dpi=(150, 150)), {1: lines})
    (table,) = [block for block in read.blocks if block.kind is BlockKind.TABLE]
    assert [[cell.text for cell in row] for row in table.table] == [
        ["项目", "金额"],
        ["维修", "800元"],
    ]


def recognised(text: str, place: tuple[float, float], lean: float) -> RecognisedLine:
    """A line in the middle of this place on an A4 page that leans anticlockwise, in points."""
    across, down = place[0] - 297.6, place[1] - 421
    turn = radians(lean)
    x = 297.6 + across * cos(turn) + down * sin(turn)
    y = 421 - across * sin(turn) + down * cos(turn)
    return RecognisedLine(text, x - 20, y - 7, x + 20, y + 7, 0.99)


@pytest.mark.parametrize("lean", [-2.2, -0.9, -0.4, 0.3, 0.6, 1.6])
def test_a_table_in_a_scan_that_leans_is_a_table(lean: float) -> None:
    level = page()
    draw = ImageDraw.Draw(level)
    for y in (1400, 1480, 1600):
        draw.line((100, y, 1140, y), fill=0, width=3)
    for x in (100, 600, 1140):
        draw.line((x, 1400, x, 1600), fill=0, width=3)
    picture = level.rotate(lean, Image.Resampling.BICUBIC, fillcolor=255)
    left = lean - turn_of(lean_of(picture))  # as recognising turns the page
    words = {
        "项目": (80, 690), "金额": (480, 690), "维修和": (80, 726), "保养": (80, 750),
        "八百元": (480, 738),
    }  # fmt: skip
    lines = [recognised(text, place, left) for text, place in words.items()]
    read = pdf.parse(saved("PNG", picture, dpi=(150, 150)), {1: lines})
    (table,) = [block for block in read.blocks if block.kind is BlockKind.TABLE]
    assert [[cell.text.replace("\n", "") for cell in row] for row in table.table] == [
        ["项目", "金额"],
        ["维修和保养", "八百元"],
    ]


def test_text_in_a_scan_makes_no_table() -> None:
    lines = [RecognisedLine("第一条 保密", 50, 50, 200, 66, 0.99)]
    read = pdf.parse(saved("PNG", page(), dpi=(150, 150)), {1: lines})
    assert {block.kind for block in read.blocks} == {BlockKind.PARAGRAPH}
