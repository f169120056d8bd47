"""A database is copied whole while others write, on both back ends."""

import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from postgresql_database import a_database

from contracts.visibility import EVERYTHING
from store.collections import create_collection, list_collections
from store.database import Database
from store.database_copy import NotCopied, copy_database


def names(database: Database) -> set[str]:
    with database.read() as connection:
        return {each.name for each in list_collections(connection, EVERYTHING)}


def test_the_copy_holds_what_was_committed_and_nothing_more(
    sqlite_database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    with sqlite_database.write() as connection:
        create_collection(connection, "committed")
    with sqlite_database.write() as connection:
        create_collection(connection, "under way")
        copy = copy_database(sqlite_database.url, folder)
    with closing(Database(f"sqlite:///{copy}")) as copied:
        assert "committed" in names(copied)
        assert "under way" not in names(copied)
    assert [path.name for path in folder.glob("*.sqlite")] == ["tiaoli.sqlite"]


def test_an_earlier_copy_stays_where_a_new_one_fails(
    sqlite_database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    before = copy_database(sqlite_database.url, folder).read_bytes()
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database" * 1000)
    with pytest.raises(NotCopied, match="not a database"):
        copy_database(f"sqlite:///{damaged}", folder)
    assert (folder / "tiaoli.sqlite").read_bytes() == before
    assert len(list(folder.iterdir())) == 1


def test_a_dump_of_postgresql_can_be_restored(tmp_path: Path) -> None:
    with a_database() as url, a_database() as restored:
        with closing(Database(url)) as database:
            database.upgrade()
            with database.write() as connection:
                create_collection(connection, "committed")
        dump = copy_database(url, tmp_path)
        target = sqlalchemy.make_url(restored).set(drivername="postgresql")
        command = ["pg_restore", f"--dbname={target.render_as_string(hide_password=False)}"]
        subprocess.run([*command, dump], check=True)
        with closing(Database(restored)) as database:
            assert "committed" in names(database)


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotCopied, match=r"could not be backed up|pg_dump was not found"):
        copy_database("postgresql+psycopg://nobody@127.0.0.1:1/none", tmp_path)
    assert not list(tmp_path.iterdir())
