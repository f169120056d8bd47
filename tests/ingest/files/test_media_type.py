import io
import struct
import tracemalloc

import pytest
from docx_parts import docx, paragraph, zipped
from pdf_pages import lines, pdf

from contracts import media_types as kinds
from contracts.errors import EmptyFile, EncryptedFile, TiaoliError, UnsupportedFile
from ingest.files.kind_names import short_name
from ingest.files.media_type import OLE_SIGNATURE, sniff, sniff_file
from ingest.files.pieces import PIECE
from ingest.files.zip_kind import LARGEST_LIST
from ingest.parsers import PARSERS, parser_for

OLE = OLE_SIGNATURE
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
MAIL = b"From: a@example.com\nTo: b@example.com\nMessage-ID: <1>\n\nHello\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (docx(paragraph("标的")), kinds.DOCX),
        (docx(paragraph("标的"))[:400], kinds.DOCX),
        (pdf(lines(["Agreement"])), kinds.PDF),
        (b"\r\n" + pdf(lines(["Agreement"])), kinds.PDF),
        (b"<!DOCTYPE html><p>x", kinds.HTML),
        ("<html><p>合同".encode("utf-16"), kinds.HTML),
        (b"<table><tr><td>a<p>b<br>c</table>", kinds.HTML),
        ("---\ntitle: x\n---\n# 合同\n".encode(), kinds.MARKDOWN),
        ("第一条 标的".encode("gb18030"), kinds.TEXT),
        ("第一条 标的".encode("utf-16"), kinds.TEXT),
        (OLE + "WordDocument".encode("utf-16-le"), kinds.DOC),
        (OLE + "EncryptedPackage".encode("utf-16-le"), kinds.ENCRYPTED_OFFICE),
        (OLE, kinds.OLE),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), kinds.PPTX),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), kinds.XLSX),
        (zipped({"合同.docx": ""}), "application/zip"),
        (zipped({"word/合同.docx": ""}), "application/zip"),
        (zipped({"mimetype": OPEN_DOCUMENT}), OPEN_DOCUMENT),
        (zipped({"mimetype": "application/pdf\r\nX-Evil: 1"}), kinds.ZIP),
        (zipped({"mimetype": "text/html"}), kinds.ZIP),
        (rb"{\rtf1 x}", "application/rtf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (MAIL, "message/rfc822"),
        (bytes(range(256)), kinds.UNKNOWN),
        (b"", kinds.EMPTY),
        (b"\x00 \n", kinds.EMPTY),
    ],
)
def test_the_contents_tell_the_kind(data: bytes, expected: str) -> None:
    assert sniff(data) == expected
    assert sniff(data, "misleading.pdf") == expected


class Watched(io.BytesIO):
    """Notes the largest piece that was read."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.largest = max(self.largest, len(piece))
        return piece


def test_a_large_file_is_looked_through_a_piece_at_a_time() -> None:
    name = "WordDocument".encode("utf-16-le")
    for place in (PIECE - 9, PIECE + 9, 3 * PIECE - 1):
        filling = bytes(place - len(OLE))
        file = Watched(OLE + filling + name + bytes(PIECE))
        assert sniff_file(file) == kinds.DOC
        assert file.largest == PIECE
    assert sniff_file(Watched(bytes(3 * PIECE))) == kinds.EMPTY
    assert sniff_file(Watched(bytes(3 * PIECE) + b"\x01\x02")) == kinds.UNKNOWN


def test_a_member_that_names_the_kind_is_never_unpacked_whole() -> None:
    data = zipped({"mimetype": "0" * 20_000_000})
    tracemalloc.start()
    assert sniff(data) == kinds.ZIP
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_thousand_comments_before_a_page_are_read_once() -> None:
    comments = b"<!-- saved -->\n" * 500  # tried in every way, they would take for ever
    assert sniff(comments + b"<html><p>x") == kinds.HTML
    assert sniff(comments + b"x") == kinds.TEXT


def test_an_endless_list_of_members_is_not_read() -> None:
    size = LARGEST_LIST + 1
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, size, 0, 0)
    file = Watched(b"PK\x03\x04" + bytes(size) + end)
    assert sniff_file(file) == kinds.ZIP
    assert file.largest == PIECE


def test_the_name_decides_only_between_kinds_of_text() -> None:
    text = "第一条 标的".encode()
    assert sniff(text, "合同.md") == kinds.MARKDOWN
    assert sniff(text, "合同.txt") == kinds.TEXT
    assert sniff(b"<p>x</p>", "page.HTM") == kinds.HTML
    assert sniff(b"# a\n# b\n", "a.txt") == kinds.TEXT
    assert sniff(pdf(lines(["x"])), "a.md") == kinds.PDF


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (".DS_Store", b"\x00\x00\x00\x01Bud1"),
        ("Thumbs.db", OLE + b"\0" * 600),
        ("desktop.ini", "[.ShellClassInfo]".encode("utf-16")),
        ("~$合同.docx", b"\x05owner" + b"\0" * 150),
        ("._合同.pdf", b"\x00\x05\x16\x07" + b"\0" * 80),
    ],
)
def test_what_systems_leave_in_folders_is_told_from_documents(name: str, data: bytes) -> None:
    assert sniff(data, name) == kinds.LEFTOVER
    assert sniff(docx(paragraph("标的")), name) == kinds.DOCX  # the contents count first
    with pytest.raises(UnsupportedFile, match="skip it"):
        parser_for(kinds.LEFTOVER)


def test_headings_of_markdown_are_known_also_in_a_text_file() -> None:
    text = "# 合同\n## 第一条 标的\n正文。\n### 1.1 数量\n正文。\n## 第二条 价款\n正文。\n"
    assert sniff(text.encode(), "合同.txt") == kinds.MARKDOWN


@pytest.mark.parametrize("media_type", sorted(PARSERS))
def test_every_kind_that_is_read_has_its_parser(media_type: str) -> None:
    with pytest.raises(TiaoliError):
        parser_for(media_type)(b"")


def test_every_kind_that_is_read_has_a_name() -> None:
    assert not [kind for kind in PARSERS if short_name(kind) == (kind, kind)]


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        (kinds.XLSB, ".xlsb"),
        ("application/zip", "ZIP"),
        (kinds.UNKNOWN, "unknown"),
    ],
)
def test_what_is_not_read_is_named_together_with_what_is(media_type: str, name: str) -> None:
    with pytest.raises(UnsupportedFile) as refused:
        parser_for(media_type)
    assert name in refused.value.message_en
    assert "DOCX" in refused.value.message_zh


def test_a_password_and_an_empty_file_have_errors_of_their_own() -> None:
    with pytest.raises(EncryptedFile):
        parser_for(kinds.ENCRYPTED_OFFICE)
    with pytest.raises(EmptyFile):
        parser_for(kinds.EMPTY)
