"""Old Office files; those are made here by LibreOffice from files that the tests write."""

import shutil
import subprocess
import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import olefile
import pytest
from docx_parts import abstract, docx, level, num, numbered, paragraph, zipped

from contracts import media_types as kinds
from contracts.errors import DamagedFile, EncryptedFile, NeedsProgram
from ingest.files.media_type import sniff
from ingest.parsers import parser_for
from office import libreoffice

Old = Callable[[bytes, str, str], bytes]
CONTRACT = docx(
    paragraph("售后服务合同") + numbered("乙方负责维修。") + numbered("费用由甲方承担。"),
    numbering=abstract(0, level(0, "第%1条", "chineseCounting")) + num(1, 0),
)


def open_document(kind: str, body: str) -> bytes:
    """An OpenDocument file with this body."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body>{body}</office:body></office:document-content>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


DECK = open_document(
    kinds.ODP,
    '<office:presentation><draw:page><draw:frame svg:width="9cm" svg:height="2cm"><draw:text-box>'
    "<text:p>付款</text:p></draw:text-box></draw:frame></draw:page></office:presentation>",
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Old:
    """A function that turns a file into an older format; the same file once for all tests."""
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice: make servers")
    folder = tmp_path_factory.mktemp("old")

    @cache
    def turn(data: bytes, suffix: str, target: str) -> bytes:
        source = folder / f"made.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", "."]
        subprocess.run([*command, source.name], cwd=folder, check=True, capture_output=True)
        return source.with_suffix(f".{target}").read_bytes()

    return turn


def shown(data: bytes) -> list[str]:
    return [block.shown for block in parser_for(sniff(data))(data).blocks]


@pytest.mark.parametrize(("target", "kind"), [("doc", kinds.DOC), ("odt", kinds.ODT)])
def test_old_word_files_keep_their_text_and_numbers(old: Old, target: str, kind: str) -> None:
    data = old(CONTRACT, "docx", target)
    assert sniff(data) == kind
    assert shown(data) == ["售后服务合同", "第一条 乙方负责维修。", "第二条 费用由甲方承担。"]
    assert parser_for(kind)(data).parser.startswith(target)


@pytest.mark.parametrize(
    ("made", "suffix", "target", "kind", "expected"),
    [
        (b"ink,10\n", "csv", "xls", kinds.XLS, "ink\t10"),
        (DECK, "odp", "ppt", kinds.PPT, "付款"),
    ],
)
def test_old_sheets_and_decks_are_read_where_the_component_is(
    old: Old, made: bytes, suffix: str, target: str, kind: str, expected: str
) -> None:
    component = {"xls": "calc", "ppt": "impress"}[target]
    if not libreoffice.has_component(component):
        pytest.skip(f"needs LibreOffice's {component}: make servers")
    data = old(made, suffix, target)
    assert sniff(data) == kind
    assert expected in shown(data)


def test_catdoc_reads_old_word_files_where_libreoffice_is_not(
    old: Old, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data, catdoc = old(CONTRACT, "docx", "doc"), shutil.which("catdoc")
    if catdoc is None:
        pytest.skip("needs LibreOffice or catdoc: make servers")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "catdoc").symlink_to(catdoc)
    monkeypatch.setenv("PATH", str(programs))
    file = parser_for(kinds.DOC)(data)
    assert file.parser == "doc 1 (catdoc)"
    assert "乙方负责维修。" in "\n".join(block.text for block in file.blocks)


def test_a_damaged_file_says_so(old: Old) -> None:
    data = old(CONTRACT, "docx", "doc")
    for end in (600, len(data) // 2, len(data) - 1000):
        with pytest.raises(DamagedFile):
            parser_for(kinds.DOC)(data[:end])


def test_a_file_with_a_password_asks_for_it(old: Old, tmp_path: Path) -> None:
    path = tmp_path / "locked.doc"
    path.write_bytes(old(CONTRACT, "docx", "doc"))
    with olefile.OleFileIO(path, write_mode=True) as file:
        stream = bytearray(file.openstream("WordDocument").read())
        stream[11] |= 0x01
        file.write_stream("WordDocument", bytes(stream))
    with pytest.raises(EncryptedFile):
        parser_for(kinds.DOC)(path.read_bytes())


def test_without_the_program_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = zipped({"mimetype": kinds.ODT, "content.xml": "<x/>"})
    with pytest.raises(NeedsProgram) as error:
        parser_for(sniff(data))(data)
    assert "libreoffice-writer" in error.value.message_en
    assert error.value.failure().attention


def test_nothing_that_a_document_names_is_fetched() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice: make servers")
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        """Notes who asks."""

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        text = shown(_odt_with_links(f"http://127.0.0.1:{server.server_port}"))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert "合同正文" in "".join(text)
    assert asked == []


def _odt_with_links(address: str) -> bytes:
    """A text with a picture and a section that lie elsewhere."""
    return open_document(
        kinds.ODT,
        '<office:text><text:p>合同正文<draw:frame svg:width="2cm" svg:height="2cm"><draw:image '
        f'xlink:href="{address}/picture.png" xlink:type="simple" xlink:actuate="onLoad"/>'
        '</draw:frame></text:p><text:section text:name="s"><text:section-source '
        f'xlink:href="{address}/section.odt" xlink:type="simple"/><text:p>x</text:p>'
        "</text:section></office:text>",
    )
