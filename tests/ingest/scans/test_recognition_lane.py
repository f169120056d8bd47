"""Scanned pages are recognised behind everything else, and become text like any other."""

import threading
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from installation import CONTRACT, Installation
from PIL import Image, ImageDraw, ImageFilter
from plain_pieces import MemoryIndex

from contracts.document import BlockSource, VersionStatus
from contracts.recognition import RecognisedLine
from contracts.visibility import EVERYTHING
from ingest.guarded.guard import GuardedParsers
from ingest.intake import receive
from ingest.parsers.pdf_document import render_page
from ingest.scans.character_recognition import load_recogniser
from ingest.scans.recognition_lane import recognise_waiting
from ingest.worker import work
from store import jobs
from store.collections import create_collection
from store.database import Database
from store.documents import get_version
from store.files import FileStore
from store.import_items import Source
from store.jobs import Lane
from store.readings import blocks_of, clauses_of
from store.recognised import recognised_in

SHIPPED = Path(__file__).parents[3] / "demo" / "contracts" / "售后服务" / "磁共振保修合同.pdf"


def scan(pages: int) -> bytes:
    """A PDF of pictures without text."""
    pictures = [Image.new("L", (595, 842), 255) for _ in range(pages)]
    for picture in pictures:
        ImageDraw.Draw(picture).rectangle((50, 50, 300, 80), fill=90)
    file = BytesIO()
    pictures[0].save(file, "PDF", resolution=72, save_all=True, append_images=pictures[1:])
    return file.getvalue()


class Reader:
    """Reads an article on every page."""

    def __init__(self, confidence: float = 0.99, fails: int = 0) -> None:
        self.confidence, self.fails = confidence, fails
        self.pages = 0

    def lines(self, picture: bytes) -> tuple[RecognisedLine, ...]:
        assert picture.startswith(b"\x89PNG")
        self.pages += 1
        if self.fails:
            self.fails -= 1
            raise ZeroDivisionError
        number = "零一二三四五"[self.pages]
        return (
            RecognisedLine(f"第{number}条 违约责任", 50, 50, 200, 66, self.confidence),
            RecognisedLine(
                f"乙方逾期的，支付第{number}档违约金。", 50, 80, 300, 96, self.confidence
            ),
        )


class Office:
    """An installation with real parsers; a scan has been received and found to be one."""

    def __init__(self, database: Database, files: FileStore, parsers: GuardedParsers) -> None:
        with database.write() as connection:
            self.collection = create_collection(connection, "合同")
        self.installation = Installation(database, files, self.collection)
        self.database, self.files, self.parsers = database, files, parsers
        self.index = MemoryIndex()

    def receive(self, data: bytes, name: str) -> int:
        item = receive(
            self.database, self.files, BytesIO(data), name,
            collection_id=self.collection, received_by="王法务", size_limit=1 << 24,
            source=Source(name, self.installation.run.id),
        )  # fmt: skip
        assert item.version_id is not None
        return item.version_id

    def work(self) -> None:
        work(
            self.database, self.files, self.index, self.parsers,
            stop=threading.Event(), until_idle=True,
        )  # fmt: skip

    def recognise(self, reader: Reader) -> None:
        recognise_waiting(
            self.database, self.files, self.parsers, reader,
            stop=threading.Event(), until_idle=True,
        )  # fmt: skip

    def failure(self, version_id: int) -> str | None:
        with self.database.read() as connection:
            failure = get_version(connection, version_id, EVERYTHING).failure
        return failure.code if failure else None


@pytest.fixture(scope="module")
def parsers() -> Iterator[GuardedParsers]:
    with closing(GuardedParsers(processes=1, seconds=60, memory_bytes=2**31)) as guarded:
        yield guarded


@pytest.fixture
def office(sqlite_database: Database, files: FileStore, parsers: GuardedParsers) -> Office:
    return Office(sqlite_database, files, parsers)


def test_a_scan_becomes_a_contract_with_places_and_confidence(office: Office) -> None:
    version_id = office.receive(scan(2), "扫描件.pdf")
    office.work()
    assert office.failure(version_id) == "needs_ocr"
    assert office.installation.counts().attention == 1
    office.recognise(Reader())
    office.work()
    assert office.failure(version_id) is None
    assert office.installation.counts().indexed == 1
    with office.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
        blocks = blocks_of(connection, version_id, EVERYTHING)
        clauses = clauses_of(connection, version_id, EVERYTHING)
        lines = recognised_in(connection, version.sha256)
    assert version.status is VersionStatus.INDEXED
    assert {block.source for block in blocks} == {BlockSource.OCR}
    assert {block.confidence for block in blocks} == {0.99}
    assert all(block.boxes for block in blocks)
    assert {"第一条", "第二条"} <= {clause.number_label for clause in clauses}
    assert {page: len(of_page) for page, of_page in lines.items()} == {1: 2, 2: 2}


def test_a_doubtful_page_needs_a_look(office: Office) -> None:
    version_id = office.receive(scan(1), "模糊.pdf")
    office.work()
    office.recognise(Reader(confidence=0.5))
    office.work()
    assert office.failure(version_id) == "needs_a_look"
    assert len(office.index.documents) == 1  # it is found all the same


def test_files_with_text_go_first(office: Office) -> None:
    office.receive(scan(1), "扫描件.pdf")
    office.work()
    office.receive(CONTRACT.encode(), "合同.txt")
    reader = Reader()
    office.recognise(reader)
    assert reader.pages == 0
    office.work()
    office.recognise(reader)
    assert reader.pages == 1


def test_a_page_is_never_recognised_twice(office: Office) -> None:
    data = scan(3)
    first = office.receive(data, "一.pdf")
    office.work()
    reader = Reader(fails=1)
    office.recognise(reader)  # the first page fails once, then all are read
    office.work()
    assert (office.failure(first), reader.pages) == (None, 4)
    with office.database.write() as connection:
        elsewhere = create_collection(connection, "另一处")
    office.collection = elsewhere
    again = office.receive(data, "一.pdf")
    office.work()
    assert (office.failure(again), reader.pages) == (None, 4)


def test_what_fails_three_times_is_given_up(office: Office) -> None:
    version_id = office.receive(scan(1), "坏.pdf")
    office.work()
    reader = Reader(fails=99)
    office.recognise(reader)
    assert reader.pages == jobs.MAXIMUM_STOPS
    assert office.failure(version_id) == "needs_ocr"
    with office.database.read() as connection:
        assert jobs.exhausted(connection, Lane.OCR) == (version_id,)


@pytest.mark.skipif(load_recogniser(1) is None, reason="RapidOCR is an optional extra")
def test_the_shipped_recogniser_reads_a_chinese_contract() -> None:
    recogniser = load_recogniser(1)
    assert recogniser is not None
    lines = recogniser.lines(render_page(SHIPPED, 1, 1654))
    text = "".join(line.text for line in lines)
    assert "磁共振成像系统保修服务合同" in text
    assert all(0 <= line.x0 < line.x1 <= 600 for line in lines)


def test_pages_that_nobody_could_read_are_asked_for_again(office: Office) -> None:
    good = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(good).text((200, 200), "Article 1 Confidentiality\n" * 20, fill=0, font_size=24)
    blurred = good.filter(ImageFilter.GaussianBlur(8))
    file = BytesIO()
    good.save(file, "TIFF", save_all=True, append_images=[blurred, Image.new("L", good.size, 255)])
    version_id = office.receive(file.getvalue(), "扫描.tiff")
    office.work()
    assert office.failure(version_id) == "needs_ocr"
    reader = Reader()
    office.recognise(reader)
    office.work()
    assert reader.pages == 1  # neither the blurred nor the blank page
    assert office.failure(version_id) == "scan_again"
    with office.database.read() as connection:
        version = get_version(connection, version_id, EVERYTHING)
    assert version.failure is not None
    assert "第 2 页" in version.failure.message_zh
    assert "第 3 页" not in version.failure.message_zh
    assert version.status is VersionStatus.INDEXED
