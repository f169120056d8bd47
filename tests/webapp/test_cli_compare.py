"""``tiaoli compare``: files and stored versions; what is printed, and what can't be compared."""

import json
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli
from PIL import Image, ImageDraw

from contracts.recognition import RecognisedLine
from ingest.parsers import docx


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of a contract as files."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "old.txt").write_text(MAINTENANCE, encoding="utf-8")
    new = MAINTENANCE.replace("四小时内响应", "两小时内响应").replace("500元", "800元")
    (folder / "new.txt").write_text(new, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def data(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the old one."""
    data = tmp_path_factory.mktemp("data")
    tiaoli(data, "import", str(folder / "old.txt"))
    return data


def test_two_files_are_compared_without_a_data_folder(folder: Path, tmp_path: Path) -> None:
    result = tiaoli(tmp_path / "none", "compare", str(folder / "old.txt"), str(folder / "new.txt"))
    assert result.exit_code == 0
    assert "[-四小时-]{+两小时+} !" in result.stdout
    assert "[-500元-]{+800元+} !" in result.stdout
    assert "2 modified, 0 added, 0 deleted" in result.stdout
    assert not (tmp_path / "none").exists()


def test_a_stored_version_is_named_by_number_and_version(folder: Path, data: Path) -> None:
    pairs = [
        json.loads(tiaoli(data, "compare", old, str(folder / "new.txt"), "--json").stdout)["pairs"]
        for old in ("1", "1@1", str(folder / "old.txt"))
    ]
    edits = [[edit for pair in found for edit in pair["edits"]] for found in pairs]
    assert edits == [[{"old": "四小时", "new": "两小时"}, {"old": "500元", "new": "800元"}]] * 3


def test_identical_documents_have_no_change(folder: Path, tmp_path: Path) -> None:
    result = tiaoli(tmp_path, "compare", str(folder / "old.txt"), str(folder / "old.txt"), "--json")
    compared = json.loads(result.stdout)
    assert {pair["kind"] for pair in compared["pairs"]} == {"unchanged"}
    assert compared["counts"].pop("unchanged") == len(compared["pairs"])
    assert set(compared["counts"].values()) == {0}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("1@7", "has no version 7"),
        ("999", "There is no such document"),
        ("missing.docx", "Cannot read missing.docx"),
    ],
)
def test_what_cannot_be_compared_is_told(
    folder: Path, data: Path, name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    result = tiaoli(data, "compare", "old.txt", name)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stdout == ""


def test_an_empty_file_is_told_so(folder: Path, data: Path) -> None:
    result = tiaoli(data, "compare", str(folder / "empty.txt"), str(folder / "new.txt"))
    assert result.exit_code == 1
    assert "The file is empty" in result.stderr


def test_a_word_file_with_tracked_changes_is_written_where_it_is_asked_for(
    folder: Path, data: Path, tmp_path: Path
) -> None:
    made = tmp_path / "changes.docx"
    result = tiaoli(
        data, "compare", "1", str(folder / "new.txt"), "--format", "docx", "--output", str(made)
    )
    assert result.exit_code == 0
    assert "written to" in result.stdout
    (changed,) = [block for block in docx.parse(made.read_bytes()).blocks if "小时" in block.text]
    assert {revision.text for revision in changed.revisions} >= {"四小时", "两小时"}


def test_a_file_or_json_is_printed_not_both(folder: Path, data: Path) -> None:
    old, new = str(folder / "old.txt"), str(folder / "new.txt")
    assert tiaoli(data, "compare", old, new, "--json", "--format", "docx").exit_code == 2


def test_against_a_template_the_checklists_wording_stands_beside_each_deviation(
    folder: Path, tmp_path: Path
) -> None:
    files = (str(folder / "old.txt"), str(folder / "new.txt"))
    pairs = json.loads(tiaoli(tmp_path, "compare", *files, "--template", "--json").stdout)["pairs"]
    advised = {pair["kind"]: pair["checklist"] for pair in pairs}
    assert advised["unchanged"] == []
    assert {item["level"] for item in advised["modified"]} <= {"mandatory", "recommended"}
    assert all(item["fallback_zh"] and item["fallback_en"] for item in advised["modified"])
    assert advised["modified"]
    shown = tiaoli(tmp_path, "compare", *files, "--template").stdout
    assert shown.count("    → ") >= len(advised["modified"])


class Reader:
    """Recognises the maintenance contract in a picture."""

    def lines(self, picture: bytes) -> tuple[RecognisedLine, ...]:
        assert picture.startswith(b"\x89PNG")
        text = MAINTENANCE.replace("四小时内响应", "两小时内响应").splitlines()
        return tuple(
            RecognisedLine(line, 50, 50 + 20 * n, 50 + 10 * len(line), 64 + 20 * n, 0.99)
            for n, line in enumerate(text)
        )


def test_a_scan_that_is_not_stored_is_recognised_and_judged(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(picture).rectangle((50, 50, 300, 80), fill=90)
    picture.save(tmp_path / "scan.pdf", resolution=72)
    monkeypatch.setattr("webapp.cli.comparing.open_recogniser", lambda settings: Reader())
    sides = str(folder / "old.txt"), str(tmp_path / "scan.pdf")
    found = json.loads(tiaoli(tmp_path, "compare", *sides, "--json").stdout)
    (page,) = found["scan"]["pages"]
    assert (page["side"], page["page"], page["reliable"]) == ("new", 1, True)
    edits = [edit for pair in found["pairs"] for edit in pair["edits"]]
    assert {"old": "四小时", "new": "两小时", "ocr_suspect": False} in edits
    assert "can be relied on" in tiaoli(tmp_path, "compare", *sides).stdout


def test_without_recognition_a_scan_says_what_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (595, 842), 90).save(tmp_path / "scan.pdf", resolution=72)
    monkeypatch.setattr("webapp.cli.comparing.open_recogniser", lambda settings: None)
    result = tiaoli(tmp_path, "compare", str(folder / "old.txt"), str(tmp_path / "scan.pdf"))
    assert result.exit_code == 1
    assert "OCR" in result.stderr
