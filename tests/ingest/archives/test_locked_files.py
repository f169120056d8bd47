"""A locked file is opened by the right one of some passwords, and by no other."""

import base64
import io
import zipfile
from pathlib import Path

import pytest
import pyzipper
from docx_parts import docx, paragraph
from msoffcrypto.format.ooxml import OOXMLFile

from contracts import media_types as kinds
from contracts.errors import DamagedFile, OversizedFile
from ingest.archives.locked_files import unlock
from ingest.archives.zip_archive import SUSPICIOUS_FROM, ZipArchive
from ingest.files.media_type import sniff
from ingest.parsers import parser_for

PASSWORD = "Geheim9"  # of every file here
PASSWORDS = ["wrong", PASSWORD, "密码"]
ZIPPED = base64.b64decode(  # a.txt, "第一条 保密", made by Info-ZIP's zip -P
    "UEsDBAoACQAAAEkLfF1eUPGCHAAAABAAAAAFABwAYS50eHRVVAkAA7ktCmu5LQprdXgLAAEEAAAAAAQAAAAASux7"
    "6t95vWLmR0N599Q6AKSRBS25zH+tNF7utVBLBwheUPGCHAAAABAAAABQSwECHgMKAAkAAABJC3xdXlDxghwAAAAQ"
    "AAAABQAYAAAAAAABAAAApIEAAAAAYS50eHRVVAUAA7ktCmt1eAsAAQQAAAAABAAAAABQSwUGAAAAAAEAAQBLAAAA"
    "awAAAAAA"
)


def locked_docx() -> bytes:
    padding = "".join(map(chr, range(0x4E00, 0x5E00)))  # what locks it wants 4 KB or more
    plain = docx(paragraph("第一条 保密") + f"<!--{padding}-->")
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(PASSWORD, locked)
    return locked.getvalue()


def locked_zip(files: dict[str, bytes]) -> bytes:
    """An archive locked as 7-Zip and WinRAR do, by AES."""
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(
        buffer, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(PASSWORD.encode())
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


LOCKED = {
    kinds.PDF: (Path(__file__).parents[2] / "fixtures/locked.pdf").read_bytes(),
    kinds.ENCRYPTED_OFFICE: locked_docx(),
    kinds.ZIP: locked_zip({"2024/合同.txt": "第一条 保密".encode()}),
}


@pytest.fixture(params=LOCKED)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(tmp_path: Path, kind: str, data: bytes, passwords: list[str]) -> bytes | None:
    source, target = tmp_path / "locked", tmp_path / "unlocked"
    source.write_bytes(data)
    return target.read_bytes() if unlock(source, kind, passwords, target) else None


def words(data: bytes, kind: str) -> str:
    return "\n".join(block.text for block in parser_for(kind)(data).blocks)


def test_the_right_password_opens_the_file(tmp_path: Path, kind: str) -> None:
    copy = opened(tmp_path, kind, LOCKED[kind], PASSWORDS)
    assert copy is not None
    sniffed = sniff(copy)
    if kind == kinds.ZIP:
        archive = ZipArchive(io.BytesIO(copy))
        assert [entry.name for entry in archive.entries] == ["2024/合同.txt"]
        assert b"".join(archive.pieces(archive.entries[0])) == "第一条 保密".encode()
    elif kind == kinds.PDF:
        assert "Both parties keep secrets." in words(copy, sniffed)
    else:
        assert words(copy, sniffed) == "第一条 保密"


def test_a_wrong_password_opens_nothing(tmp_path: Path, kind: str) -> None:
    assert opened(tmp_path, kind, LOCKED[kind], ["wrong", "密码", "geheim9"]) is None


def test_an_archive_of_the_old_encryption_is_opened(tmp_path: Path) -> None:
    copy = opened(tmp_path, kinds.ZIP, ZIPPED, PASSWORDS)
    assert copy is not None
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.read("a.txt").decode() == "第一条 保密"
    assert opened(tmp_path, kinds.ZIP, ZIPPED, [f"wrong {n}" for n in range(300)]) is None


def test_a_bomb_in_a_locked_archive_is_not_unpacked(tmp_path: Path) -> None:
    bomb = locked_zip({"big.txt": bytes(SUSPICIOUS_FROM + 1)})
    with pytest.raises(OversizedFile):
        opened(tmp_path, kinds.ZIP, bomb, PASSWORDS)


def test_a_broken_locked_file_is_told_as_broken(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile):
        opened(tmp_path, kinds.PDF, b"%PDF-1.7 broken", PASSWORDS)
    with pytest.raises(DamagedFile):
        opened(tmp_path, kinds.ENCRYPTED_OFFICE, b"no compound file", PASSWORDS)


def test_a_kind_that_has_no_lock_is_left_alone(tmp_path: Path) -> None:
    assert opened(tmp_path, kinds.TEXT, b"text", PASSWORDS) is None
