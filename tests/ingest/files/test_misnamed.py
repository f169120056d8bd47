"""A file that holds something else than its name says is read, and told."""

from pathlib import Path

import pytest

from ingest.files.media_type import sniff
from ingest.files.misnamed import misnamed
from ingest.guarded.reading import read

DEMO = Path(__file__).parents[3] / "demo" / "contracts"


def test_a_word_file_that_is_ten_bytes_of_text_is_kept_read_and_told() -> None:
    data = b"Not Found\n"
    reading = read(data, sniff(data, "合同.docx"), 1, "合同.docx", {})
    assert [block.text for block in reading.parsed.blocks] == ["Not Found"]
    assert reading.failure is not None
    assert (reading.failure.code, reading.failure.attention) == ("misnamed", True)
    assert "纯文本" in reading.failure.message_zh
    assert "plain text" in reading.failure.message_en


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("合同.pdf", b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        ("scan.PDF", b"\xff\xd8\xff\xe0", "a picture"),
        ("合同.docx", b"%PDF-1.7", "a PDF"),
        ("报价.xlsx", "品名,单价".encode(), "plain text"),
    ],
)
def test_what_is_inside_is_told(name: str, data: bytes, said: str) -> None:
    told = misnamed(name, sniff(data, name))
    assert told is not None
    assert f"inside is {said};" in told.message_en


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("旧合同.doc", b"{\\rtf1 text}"),  # Word itself writes these under .doc
        ("旧合同.doc", b"<!DOCTYPE html><html><body>text</body></html>"),
        ("page.jpg", b"\x89PNG\r\n\x1a\n"),  # a picture is a picture
        ("notes", b"text"),
        ("合同.2024", b"text"),
    ],
)
def test_usual_names_are_not_told(name: str, data: bytes) -> None:
    assert misnamed(name, sniff(data, name)) is None


def test_no_file_of_the_demonstration_is_told() -> None:
    files = [path for path in DEMO.rglob("*") if path.is_file()]
    assert files
    assert not [p.name for p in files if misnamed(p.name, sniff(p.read_bytes(), p.name))]
