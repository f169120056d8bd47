"""A data folder, database or index that cannot be used is told for what it is."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    contract = tmp_path / "contract.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    return contract


def test_a_folder_that_does_not_exist_is_not_made_by_reading(tmp_path: Path) -> None:
    result = tiaoli(tmp_path / "typo", "search", "违约金")
    assert result.exit_code == 1
    assert str(tmp_path / "typo") in result.stderr
    assert not (tmp_path / "typo").exists()


def test_a_folder_that_holds_something_else_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    assert tiaoli(tmp_path / "letters", "search", "违约金").exit_code == 1
    assert not list((tmp_path / "letters").iterdir())


def test_an_index_folder_that_cannot_be_written_is_told(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    shutil.rmtree(data / "index")
    (data / "index").write_text("in the way")
    result = tiaoli(data, "reindex")
    assert result.exit_code == 1
    assert f"The index folder {data / 'index'} cannot be written" in result.stderr


@pytest.mark.parametrize("command", [["search", "违约金"], ["serve", "--port", "0"]])
def test_a_data_folder_that_cannot_be_written_is_told(
    contract: Path, tmp_path: Path, command: list[str]
) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    for lock in ("prepare.lock", "serve.lock"):
        (data / lock).unlink(missing_ok=True)
        (data / lock).symlink_to(tmp_path / "nothing" / lock)  # root may write anywhere else
    result = tiaoli(data, *command)
    assert result.exit_code == 1
    assert f"The data folder {data} cannot be written" in result.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "The database's address is wrong"),
        ("postgresql+nodriver://a@b/c", "The database's address is wrong"),
        ("postgresql+psycopg://a:b@127.0.0.1:1/c", "The database cannot be opened"),
        ("", "The database cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    (tmp_path / "tiaoli.sqlite").write_text("This is no database at all.\n" * 99)
    monkeypatch.setenv("TIAOLI_DATABASE_URL", url)
    result = tiaoli(tmp_path, "search", "违约金")
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_database_is_moved_where_the_settings_say_and_all_is_found_there(
    contract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    assert tiaoli(data, "import", str(contract), "--collection", "2024").exit_code == 0
    assert "nowhere to move to" in tiaoli(data, "move-database").stderr
    monkeypatch.setenv("TIAOLI_DATABASE_URL", f"sqlite:///{tmp_path}/there.sqlite")
    assert tiaoli(data, "move-database").exit_code == 0
    (data / "tiaoli.sqlite").unlink()
    checked = tiaoli(data, "check")
    assert checked.exit_code == 0, checked.stdout
    assert "There is no tiaoli.sqlite" in tiaoli(data, "move-database").stderr


@pytest.mark.parametrize("command", [["search", "违约金"], ["check"], ["serve", "--port", "0"]])
def test_a_database_that_was_lost_is_no_repository_without_contracts(
    contract: Path, tmp_path: Path, command: list[str]
) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    kept = (data / "tiaoli.sqlite").rename(tmp_path / "moved.sqlite")
    for _ in range(2):  # nor at the second start, when a file of that name is there
        result = tiaoli(data, *command)
        assert result.exit_code == 1
        assert (
            f"There are originals in {data / 'files'}, but the database is empty" in result.stderr
        )
    kept.replace(data / "tiaoli.sqlite")
    assert "1 clause" in tiaoli(data, "search", "违约金").stdout


def test_output_to_a_full_disk_is_told(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            [sys.executable, "-m", "webapp.cli", "--language", "en", "--data", data, "runs"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert told.returncode == 1
    assert (
        told.stderr == "Error: the disk is full, and not everything was written. "
        "Make room, then repeat.\n"
    )
