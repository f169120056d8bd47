"""A folder that means harm: every path in it stands on the receipt once, and the sum is right."""

import hashlib
import io
import os
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from archives import archive
from docx_parts import docx, paragraph, zipped
from mails import eml
from plain_pieces import MemoryIndex

from contracts.visibility import EVERYTHING
from ingest.archives.zip_archive import SUSPICIOUS_FROM
from ingest.guarded.guard import GuardedParsers
from ingest.preview import preview
from ingest.run import import_paths, receipt
from ingest.worker import work
from store.collections import create_collection
from store.database import Database
from store.files import FileStore
from store.import_runs import items_of
from webapp.receipts.files import FORMS, write_receipt
from webapp.receipts.statement import statement
from webapp.receipts.verifying import check_receipt
from webapp.visible_text import plain

CONTRACT = docx(paragraph("售后服务合同") + paragraph("第一条 服务范围"))


def linked() -> bytes:
    """An archive with a link, and with a name that leads out of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        link = zipfile.ZipInfo("passwd")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("../../../escaped.txt", "第一条 逃逸")
    return buffer.getvalue()


def package(parts: dict[str, str | bytes]) -> bytes:
    """What passes for an Office file."""
    return zipped({"[Content_Types].xml": "<Types/>", **parts})


FILES = {
    "合同.docx": (CONTRACT, ["indexed"]),
    "副本/合同 (2).docx": (CONTRACT, ["duplicate"]),
    "合" * 80 + ".txt": ("第一条 长名".encode(), ["indexed"]),
    "\u202ecod.txt": ("第一条 反向".encode(), ["indexed"]),
    "a\r\nSet-Cookie: x.txt": ("第一条 换行".encode(), ["indexed"]),
    "cut.docx": (CONTRACT[: len(CONTRACT) // 2], ["failed"]),
    "bomb.docx": (package({"word/document.xml": bytes(SUSPICIOUS_FROM * 2)}), ["failed"]),
    "entity.docx": (
        package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), ["failed"],
    ),
    "empty.pdf": (b"", ["failed"]),
    "noise.doc": (bytes(range(256)) * 9, ["failed"]),
    "links.zip": (linked(), ["unpacked", "failed", "indexed"]),
    "bomb.zip": (
        archive({"big.txt": bytes(SUSPICIOUS_FROM + 1), "x.txt": "第一条 旁边".encode()}),
        ["unpacked", "failed", "indexed"],
    ),
    "nested.zip": (
        archive({"一.zip": archive({"合同.docx": CONTRACT, "b.txt": "第一条 深处".encode()})}),
        ["unpacked", "duplicate", "indexed"],
    ),
    "letter.eml": (
        eml("来信", attachments={"合同.docx": CONTRACT, "broken.zip": b"PK\x03\x04x"}),
        ["indexed", "duplicate", "failed"],
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    for name, (data, _) in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "secret.txt").write_text("第一条 机密")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "dead").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe")
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "国标.txt".encode("gb18030"))).write_text(
        "第一条 国标"
    )
    return folder


@pytest.fixture
def parsers() -> Iterator[GuardedParsers]:
    with closing(GuardedParsers(processes=2, seconds=60, memory_bytes=2**31)) as guarded:
        yield guarded


def test_every_path_is_accounted_for(
    folder: Path, tmp_path: Path, sqlite_database: Database, parsers: GuardedParsers
) -> None:
    files = FileStore(tmp_path / "files")
    with sqlite_database.write() as connection:
        collection_id = create_collection(connection, "旧合同")
    foreseen = preview([folder], parsers, is_known=lambda sha256: False, size_limit=1 << 24)
    before = {path for path in tmp_path.parent.rglob("*") if not path.is_relative_to(tmp_path)}
    run = import_paths(
        sqlite_database,
        files,
        [folder],
        collection_id=collection_id,
        started_by="王法务",
        size_limit=1 << 24,
    )
    work(sqlite_database, files, MemoryIndex(), parsers, stop=threading.Event(), until_idle=True)
    with sqlite_database.read() as connection:
        items = items_of(connection, run.id, EVERYTHING)
        counts = receipt(connection, run.id, EVERYTHING).counts
        stated = statement(connection, run.id, EVERYTHING, "zh")
    expected = sorted(outcome for _, outcomes in FILES.values() for outcome in outcomes)
    expected += ["failed", "failed", "failed", "failed", "indexed"]  # links, pipe, GB18030's name
    assert sorted(item.outcome for item in items) == sorted(expected)
    assert len({item.path for item in items}) == len(items)
    assert counts.pending == 0
    assert counts.unpacked == 3
    assert counts.received == len(items) - counts.unpacked
    assert counts.received == counts.indexed + counts.duplicate + counts.attention + counts.failed
    after = {path for path in tmp_path.parent.rglob("*") if not path.is_relative_to(tmp_path)}
    assert {path for path in after - before if "escaped" in path.name} == set()
    assert "机密" not in "".join(item.path for item in items)
    assert list((files.root / "incoming").iterdir()) == []
    for form in FORMS:
        checked = check_receipt(write_receipt(stated, form))
        assert checked.is_intact
        assert checked.adds_up
        assert checked.stated == stated
    assert len(stated.rows) == len(items)
    on_receipt = {row[1]: row[2:4] for row in stated.rows}
    for name, (data, _) in FILES.items():
        row = on_receipt[plain(str(folder / name))]
        assert row == (str(len(data)), hashlib.sha256(data).hexdigest())
    assert Counter(file.outcome for file in foreseen.files) == Counter(
        item.outcome for item in items
    )
    assert {file.path for file in foreseen.files} == {item.path for item in items}
