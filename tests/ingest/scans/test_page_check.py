"""A scanned page is looked at before it is recognised; what nobody can read is asked for."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from contracts.document import Failure
from contracts.errors import EmptyFile, NeedsOCR
from contracts.recognition import Defect
from ingest.parsers.pdf_document import render_page
from ingest.scans.defects import with_defects
from ingest.scans.page_check import look_at, turn_of, turned

SHIPPED = Path(__file__).parents[3] / "demo" / "contracts" / "售后服务" / "磁共振保修合同.pdf"


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A page of a contract, at 200 dots an inch."""
    with Image.open(BytesIO(render_page(SHIPPED, 1, 1654))) as image:
        return image.convert("L")


def png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", dpi=(200, 200))
    return file.getvalue()


def test_a_good_page_has_no_defect(page: Image.Image) -> None:
    assert look_at(png(page)).defect is None
    grey = page.point(lambda level: 150 + level // 3)  # on grey paper
    assert look_at(png(grey)).defect is None
    assert look_at(png(page.filter(ImageFilter.GaussianBlur(1.5)))).defect is None


def test_a_page_without_ink_is_blank() -> None:
    assert look_at(png(Image.new("L", (1654, 2339), 250))).is_blank


def test_a_blurred_or_very_coarse_page_is_asked_for_again(page: Image.Image) -> None:
    assert look_at(png(page.filter(ImageFilter.GaussianBlur(6)))).defect is Defect.BLURRED
    coarse = page.resize((150, 212), Image.Resampling.BOX).resize(page.size)
    assert look_at(png(coarse)).defect is Defect.BLURRED


def test_a_page_nearly_without_ink_is_asked_for_again(page: Image.Image) -> None:
    assert look_at(png(page.point(lambda level: 230 + level // 11))).defect is Defect.FAINT


@pytest.mark.parametrize("lean", [-6, 3, 7])
def test_a_leaning_page_is_straightened(page: Image.Image, lean: int) -> None:
    leaning = png(page.rotate(lean, Image.Resampling.BICUBIC, fillcolor=255))
    look = look_at(leaning)
    assert look.lean == pytest.approx(lean, abs=0.6)
    assert (look.defect is Defect.SKEWED) == (abs(lean) > 5)
    assert abs(look_at(turned(leaning, turn_of(look.lean))).lean) <= 0.5


def test_a_page_that_was_cut_off_is_to_be_looked_at(page: Image.Image) -> None:
    assert look_at(png(page.crop((400, 0, 1654, page.height)))).defect is Defect.CUT
    border = page.copy()
    border.paste(0, (0, 0, 25, page.height))  # the scanner's lid
    assert look_at(png(border)).defect is None


def test_what_a_person_is_asked_for_names_page_and_defect() -> None:
    needs = NeedsOCR("", "").failure()
    empty = EmptyFile("", "").failure()
    assert with_defects(needs, {}) is needs
    assert with_defects(needs, {1: Defect.BLURRED}) is needs
    asked = with_defects(empty, {3: Defect.BLURRED, 4: Defect.CUT})
    assert isinstance(asked, Failure)
    assert (asked.code, asked.attention) == ("scan_again", True)
    assert "第 3 页（模糊或分辨率太低）" in asked.message_zh
    assert "page 3 (blurred or too coarse)" in asked.message_en
    assert "4" not in asked.message_en
