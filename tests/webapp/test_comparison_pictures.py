"""A change is shown on the page that it was printed on, to those who may see both documents."""

import hashlib
import re
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

import numpy as np
import pytest
from house import Browser, House
from pdf_pages import lines, pdf
from PIL import Image, ImageDraw

from contracts.recognition import RecognisedLine
from contracts.visibility import EVERYTHING
from ingest.intake import receive
from ingest.parsers.pdf import parse
from ingest.reading import understand
from store.documents import get_version
from store.reading_results import save_readings
from store.readings import clauses_of
from store.recognised import save_page

PAGE = (
    "1. Delivery",
    "The Supplier shall deliver the goods within thirty days of the order of the Customer.",
    "2. Payment",
    "The Customer shall pay the price within sixty days of the receipt of an invoice.",
)
CHANGED = tuple(line.replace("sixty", "ninety") for line in PAGE)


def add_pdf(
    house: House,
    collection: str,
    data: bytes,
    name: str,
    recognised: Mapping[int, tuple[RecognisedLine, ...]] = MappingProxyType({}),
) -> int:
    here = house.services
    item = receive(
        here.database, here.files, BytesIO(data), name,
        collection_id=house.collections[collection], received_by="admin", size_limit=10**6,
    )  # fmt: skip
    assert item.version_id is not None
    read = understand(parse(data, recognised), item.version_id, name)
    with here.database.write() as connection:
        for page, read_lines in recognised.items():
            save_page(connection, hashlib.sha256(data).hexdigest(), page, read_lines)
        save_readings(connection, {item.version_id: read})
    return item.version_id


@pytest.fixture
def two(house: House) -> tuple[int, int]:
    return (
        add_pdf(house, "采购", pdf(lines(PAGE)), "old.pdf"),
        add_pdf(house, "采购", pdf(lines(CHANGED)), "new.pdf"),
    )


def clause(house: House, version: int, words: str) -> str:
    with house.services.database.read() as connection:
        found = clauses_of(connection, version, EVERYTHING)
    return next(each.id for each in found if words in each.text)


def test_a_change_is_marked_on_the_pages_of_both_documents(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    text = reader.get(f"/compare?old={two[0]}&new={two[1]}").text
    (address,) = re.findall(r'<a href="(/compare/pages\?[^"]+)"', text)
    answer = reader.get(address.replace("&amp;", "&"))
    assert answer.status_code == 200
    old, new = answer.text.split('<div class="new">')
    for side, version in ((old, two[0]), (new, two[1])):
        assert f"/versions/{version}/pages/1.png" in side
        assert side.count('class="passage"') == side.count('class="words"') == 1


def test_the_page_of_what_may_not_be_seen_is_not_shown(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    hidden = add_pdf(house, "并购", pdf(lines(PAGE)), "hidden.pdf")
    where = clause(house, hidden, "Payment")
    for sides in (f"old={hidden}&new={two[1]}", f"old={two[0]}&new={hidden}"):
        assert reader.get(f"/compare/pages?{sides}&was={where}&now={where}").status_code == 404
    shown = reader.get(f"/compare/pages?old={two[0]}&new={two[1]}&was={where}")
    assert shown.status_code == 404  # a clause of another version is none of these


def test_a_clause_that_one_document_lacks_is_said_to_be_missing_there(
    house: House, reader: Browser, two: tuple[int, int]
) -> None:
    where = clause(house, two[1], "Payment")
    text = reader.get(f"/compare/pages?old={two[0]}&new={two[1]}&now={where}").text
    old, new = text.split('<div class="new">')
    assert "没有这一条" in old
    assert 'class="passage"' in new


def test_a_scan_that_lay_on_its_head_is_shown_upright_so_that_marks_hit(
    house: House, reader: Browser
) -> None:
    upright = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(upright).rectangle((72, 100, 500, 116), fill=30)
    data = BytesIO()
    upright.rotate(180).save(data, "PNG", dpi=(72, 72))
    line = RecognisedLine("1. Payment is due within sixty days.", 72, 100, 500, 116, 0.99, turn=180)
    version = add_pdf(house, "采购", data.getvalue(), "scan.png", {1: (line,)})
    with house.services.database.read() as connection:
        document = get_version(connection, version, EVERYTHING).document_id
    picture = reader.get(f"/documents/{document}/versions/{version}/pages/1.png").data
    with Image.open(BytesIO(picture)) as shown:
        grey = np.asarray(shown.convert("L").resize((595, 842)))
    assert grey[102:114, 80:490].max() < 100
    assert grey[728:740, 80:490].min() > 200
