"""Archives and mails are taken apart, and nothing in them escapes, explodes or is lost."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from archives import archive
from mails import eml

from contracts import media_types as kinds
from contracts.errors import DamagedFile, EmptyFile, EncryptedFile, OversizedFile
from ingest.archives import containers, zip_archive
from ingest.archives.containers import Member, take_apart
from ingest.files.media_type import sniff


def named_in(encoding: str, *names: str) -> bytes:
    """An archive whose names are in an encoding that it doesn't tell."""
    places = {f"{number:0{len(name.encode(encoding))}}": name for number, name in enumerate(names)}
    data = archive(dict.fromkeys(places, b"x"))
    for place, name in places.items():
        data = data.replace(place.encode(), name.encode(encoding))
    return data


class Opened:
    """Takes a container apart into a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, data: bytes) -> tuple[Member, ...]:
        source, into = self.folder / "source", self.folder / "into"
        source.write_bytes(data)
        into.mkdir()
        return take_apart(source, sniff(data), into)

    def found(self, data: bytes) -> dict[str, bytes | str]:
        """Path → content, or the code of the failure."""
        return {
            member.path: member.failure.code if member.failure else _content(member)
            for member in self(data)
        }


def _content(member: Member) -> bytes:
    assert member.file is not None
    return member.file.read_bytes()


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return Opened(tmp_path)


def test_each_file_of_an_archive_comes_out_with_its_path(opened: Opened) -> None:
    data = archive({"2024/合同.txt": b"a", "附件/": b"", "b.txt": b"b", "__MACOSX/._b.txt": b"m"})
    assert opened.found(data) == {"2024/合同.txt": b"a", "b.txt": b"b"}


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_names_are_read_in_the_encoding_that_nobody_told(opened: Opened, encoding: str) -> None:
    names = ["合同/付款方法.txt", "合同/附件一.txt"]
    assert list(opened.found(named_in(encoding, *names))) == names


def test_archives_within_archives_are_steps_of_a_path(opened: Opened) -> None:
    inner = archive({"深.txt": b"deep"})
    data = archive({"一.zip": archive({"二.zip": inner}), "浅.txt": b"shallow"})
    assert opened.found(data) == {"一.zip/二.zip/深.txt": b"deep", "浅.txt": b"shallow"}


def test_a_mail_stands_beside_its_attachments(opened: Opened) -> None:
    mail = eml(attachments={"合同.txt": b"a", "包.zip": archive({"b.txt": b"b"})})
    assert opened.found(archive({"来信.eml": mail})) == {
        "来信.eml": mail, "来信.eml/合同.txt": b"a", "来信.eml/包.zip/b.txt": b"b",
    }  # fmt: skip


def test_a_mail_gives_its_attachments_alone(opened: Opened) -> None:
    assert opened.found(eml(attachments={"合同.txt": b"a"})) == {"合同.txt": b"a"}


def test_a_mail_without_attachments_gives_nothing(opened: Opened) -> None:
    assert opened(eml()) == ()


def test_two_files_of_one_name_are_both_there(opened: Opened) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("a.txt", b"2")
    assert opened.found(buffer.getvalue()) == {"a.txt": b"1", "a.txt (2)": b"2"}


def test_nothing_escapes_the_folder(opened: Opened) -> None:
    names = [
        "../../escaped.txt",
        "/etc/escaped.txt",
        "C:\\escaped.txt",
        "a/../../../b",
        "x\r\ny",
        "\u202ez",
    ]
    before = {path for path in opened.folder.parent.rglob("*") if path.is_file()}
    members = opened(archive(dict.fromkeys(names, b"x")))
    assert len(members) == len(names)
    for member in members:
        assert member.file is not None
        assert member.file.parent == opened.folder / "into"
    after = {path for path in opened.folder.parent.rglob("*") if path.is_file()}
    assert {path.parent for path in after - before} <= {opened.folder, opened.folder / "into"}


def test_a_link_is_no_file(opened: Opened) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        link = zipfile.ZipInfo("passwd")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("a.txt", b"a")
    assert opened.found(buffer.getvalue()) == {"passwd": "not_a_file", "a.txt": b"a"}


def test_a_bomb_is_left_packed_and_the_rest_comes_out(opened: Opened) -> None:
    data = archive({"bomb.txt": bytes(zip_archive.SUSPICIOUS_FROM + 1), "a.txt": b"a"})
    assert opened.found(data) == {"bomb.txt": "oversized", "a.txt": b"a"}


def test_all_that_is_nested_counts_together(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MOST_ENTRIES", 5)
    inner = archive({f"{number}.txt": bytes([number]) for number in range(3)})
    with pytest.raises(OversizedFile):
        opened(archive({"1.zip": inner, "2.zip": inner + b""}))


def test_the_bytes_count_together(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_BYTES_TOGETHER", 1000)
    with pytest.raises(OversizedFile):
        opened(archive({"1.zip": archive({"a": bytes(600)}), "2.zip": archive({"b": bytes(600)})}))


def test_nested_too_deeply_says_so_at_its_place(opened: Opened) -> None:
    data = archive({"x.txt": b"x"})
    for number in range(8):
        data = archive({f"{number}.zip": data, f"{number}.txt": b"beside"})
    found = opened.found(data)
    assert found["7.zip/6.zip/5.zip/4.zip/3.zip/2.zip"] == "oversized"
    assert sum(content == b"beside" for content in found.values()) == 6


def test_a_damaged_file_in_an_archive_does_not_keep_the_others(opened: Opened) -> None:
    data = bytearray(archive({"a.txt": b"aaaaaaaaaa" * 50, "b.txt": b"b", "c.zip": b"PK\x03\x04x"}))
    place = data.index(b"a.txt") + len("a.txt") + 3
    data[place : place + 4] = b"\xff\xff\xff\xff"
    assert opened.found(bytes(data)) == {"a.txt": "damaged", "b.txt": b"b", "c.zip": "damaged"}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (archive({"a.txt": b"a" * 100})[:-30], DamagedFile),
        (archive({}), EmptyFile),
        (archive({"folder/": b""}), EmptyFile),
    ],
    ids=["damaged", "empty", "an empty folder"],
)
def test_an_archive_that_cannot_be_opened_says_why(
    opened: Opened, data: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        opened(data)


def test_an_archive_with_a_password_asks_for_it(opened: Opened) -> None:
    data = bytearray(archive({"a.txt": b"a"}))
    central = data.index(b"PK\x01\x02")
    data[central + 8 : central + 10] = struct.pack("<H", 1)
    with pytest.raises(EncryptedFile):
        opened(bytes(data))


def test_an_office_file_is_no_archive() -> None:
    assert sniff(archive({"[Content_Types].xml": b"", "word/document.xml": b""})) not in (
        containers.CONTAINERS
    )
    assert kinds.ZIP in containers.CONTAINERS
