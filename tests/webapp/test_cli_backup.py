"""A backup is all that is needed to begin again, made while people work."""

import json
import shutil
from pathlib import Path
from stat import S_IMODE

import pytest
from command_line import MAINTENANCE, tiaoli


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a contract."""
    contract = tmp_path / "contract.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    return data


def original(data: Path) -> Path:
    (found,) = (path for path in (data / "files").glob("??/??/*") if path.is_file())
    return found


def test_what_was_backed_up_begins_again_elsewhere(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    made = tiaoli(data, "backup", str(folder))
    assert (made.exit_code, "1 new original, 0 there already" in made.stdout) == (0, True)
    restored = tmp_path / "restored"
    shutil.copytree(folder, restored)
    assert tiaoli(restored, "reindex").exit_code == 0
    assert tiaoli(restored, "check").exit_code == 0
    hits = json.loads(tiaoli(restored, "search", "四小时内响应", "--json").stdout)["hits"]
    assert len(hits) == 1
    assert original(restored).read_text(encoding="utf-8") == MAINTENANCE


def test_contracts_are_for_the_account_alone_that_runs_the_program(
    data: Path, tmp_path: Path
) -> None:
    new, shared = tmp_path / "backup", tmp_path / "shared"
    shared.mkdir(mode=0o755)
    for folder in (new, shared):
        tiaoli(data, "backup", str(folder))
    assert [S_IMODE(folder.stat().st_mode) for folder in (data, new)] == [0o700, 0o700]
    assert S_IMODE((shared / "tiaoli.sqlite").stat().st_mode) == 0o600


def test_a_second_backup_adds_what_is_new(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    tiaoli(data, "backup", str(folder))
    more = tmp_path / "more.txt"
    more.write_text(MAINTENANCE.replace("三台", "五台"), encoding="utf-8")
    tiaoli(data, "import", str(more))
    assert "1 new original, 1 there already" in tiaoli(data, "backup", str(folder)).stdout


def test_a_damaged_original_is_named_and_does_not_replace_its_copy(
    data: Path, tmp_path: Path
) -> None:
    folder, other = tmp_path / "backup", tmp_path / "other"
    tiaoli(data, "backup", str(folder))
    original(data).chmod(0o600)
    original(data).write_text("damaged", encoding="utf-8")
    made = tiaoli(data, "backup", str(other))
    assert (made.exit_code, "contract.txt" in made.stdout) == (1, True)
    assert tiaoli(data, "backup", str(folder)).exit_code == 0
    assert original(folder).read_text(encoding="utf-8") == MAINTENANCE


def test_nothing_is_written_where_a_backup_has_no_place(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    tiaoli(other, "import", str(tmp_path / "contract.txt"))
    before = (other / "tiaoli.sqlite").read_bytes()
    for folder in (data, data / "backup", other):
        assert tiaoli(data, "backup", str(folder)).exit_code == 1
    assert (other / "tiaoli.sqlite").read_bytes() == before
    assert not (data / "backup").exists()


def test_a_folder_that_cannot_be_written_is_named_with_the_cause(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file in the way", encoding="utf-8")
    folder = tmp_path / "taken" / "backup"
    made = tiaoli(data, "backup", str(folder))
    assert made.exit_code == 1
    assert f"The folder {folder} cannot be written (Not a directory)" in made.stderr
