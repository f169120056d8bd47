"""An import at the terminal, and the dry run before it: what they count, name and end with."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from command_line import MAINTENANCE, tiaoli


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a contract, its copy, an empty file and one of no known kind."""
    folder = tmp_path_factory.mktemp("contracts")
    (folder / "maintenance.txt").write_text(MAINTENANCE, encoding="utf-8")
    (folder / "copy.txt").write_text(MAINTENANCE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "program.bin").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(100))
    return folder


@pytest.fixture(scope="module")
def imported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A data folder with the contracts in it, and what the import printed."""
    data = tmp_path_factory.mktemp("data")
    return data, tiaoli(data, "import", str(folder), "--collection", "2024", "--json")


@pytest.fixture(scope="module")
def data(imported: tuple[Path, Result]) -> Path:
    return imported[0]


def test_a_dry_run_says_what_would_become_of_each_file_and_stores_nothing(
    folder: Path, tmp_path: Path
) -> None:
    result = tiaoli(tmp_path / "none", "import", "--dry-run", str(folder), "--json")
    found = json.loads(result.stdout)
    assert (found["files"], found["indexed"], found["duplicate"], found["failed"]) == (4, 1, 1, 2)
    causes = {Path(item["path"]).name: item["cause"] for item in found["items"]}
    assert causes["empty.txt"] == "empty"
    assert causes["program.bin"] == "unsupported"
    assert not (tmp_path / "none").exists()
    said = tiaoli(tmp_path / "none", "import", "--dry-run", str(folder)).stdout
    assert "4 files" in said
    assert "TXT 2" in said
    assert "1 would fail (empty)" in said


def test_a_dry_run_knows_what_the_collection_holds(data: Path, folder: Path) -> None:
    options = ("--dry-run", "--collection", "2024", "--json")
    found = json.loads(tiaoli(data, "import", str(folder), *options).stdout)
    assert found["indexed"] == 0
    assert found["duplicate"] == 4


def test_the_receipt_adds_up(imported: tuple[Path, Result]) -> None:
    receipt = json.loads(imported[1].stdout)
    assert receipt["received"] == 4
    assert receipt["received"] == sum(
        receipt[outcome] for outcome in ("indexed", "duplicate", "attention", "failed")
    )
    outcomes = {Path(item["path"]).name: item["outcome"] for item in receipt["items"]}
    assert sorted(outcomes.values()) == ["duplicate", "failed", "failed", "indexed"]
    causes = {Path(item["path"]).name: item["cause"] for item in receipt["items"]}
    assert causes["empty.txt"] == "empty"
    assert causes["program.bin"] == "unsupported"


def test_an_import_with_failures_ends_with_one(imported: tuple[Path, Result]) -> None:
    assert imported[1].exit_code == 1


def test_importing_the_same_again_changes_nothing(data: Path, folder: Path) -> None:
    again = tiaoli(data, "import", str(folder / "maintenance.txt"), "--collection", "2024")
    assert again.exit_code == 0
    assert "1 received = 0 indexed + 1 duplicate" in again.stdout


def test_the_receipt_groups_what_failed_by_cause(tmp_path: Path, folder: Path) -> None:
    result = tiaoli(tmp_path / "data", "import", str(folder), language="zh")
    assert "收到 4 = 已入库 1 + 重复 1 + 待处理 0 + 失败 2" in result.stdout
    assert "1 个失败（unsupported）" in result.stdout
    assert str(folder / "program.bin") in result.stdout


def test_a_second_import_does_not_hide_what_could_not_be_read(data: Path, folder: Path) -> None:
    again = tiaoli(data, "import", str(folder), "--collection", "2024")
    assert again.exit_code == 1
    assert "4 received = 0 indexed + 4 duplicate" in again.stdout
    assert "1 duplicate, of files that cannot be read (unsupported)" in again.stdout
    assert str(folder / "empty.txt") in again.stdout


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "contracts"
    folder.mkdir()
    (folder / "a\x1b[31m\n\u202eb.txt").write_bytes(b"")
    result = tiaoli(tmp_path / "data", "import", str(folder))
    assert "a\\x1b[31m\\n\\u202eb.txt" in result.stdout


def test_a_collection_has_a_name(data: Path, folder: Path) -> None:
    result = tiaoli(data, "import", str(folder), "--collection", " ")
    assert result.exit_code == 2
    assert "A collection has a name" in result.stderr


def test_a_version_of_nothing_is_refused(data: Path, folder: Path) -> None:
    result = tiaoli(data, "import", str(folder / "copy.txt"), "--version-of", "999")
    assert result.exit_code == 1
    assert "Error: There is no such document." in result.stderr
