"""A copy of the whole database as it is at one moment; others may go on writing meanwhile."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from contracts.errors import TiaoliError

SQLITE_COPY = "tiaoli.sqlite"
POSTGRESQL_COPY = "tiaoli.dump"  # for pg_restore


class NotCopied(TiaoliError):
    """The database could not be copied; an earlier copy is as it was."""

    code = "not_copied"


def copy_database(url: str, folder: Path) -> Path:
    """Write a copy into the folder, in the place of an earlier one, and say where it is.

    An earlier copy is replaced once the new one is whole and on the disk. Raises NotCopied.
    """
    sqlite = url.startswith("sqlite")
    copy = folder / (SQLITE_COPY if sqlite else POSTGRESQL_COPY)
    unfinished = copy.with_suffix(".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)  # before there are contracts in it
        if sqlite:
            _copy_sqlite(Path(make_url(url).database or ""), unfinished)
        else:
            _dump_postgresql(url, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(copy)
    except (OSError, sqlite3.Error) as error:
        raise _not_copied(str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def _copy_sqlite(source: Path, target: Path) -> None:
    """By SQLite itself, since what was written last stands in its log."""
    with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as copy:
        opened.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # the copy is one file


def _dump_postgresql(url: str, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise NotCopied(
            "没有找到 pg_dump。请安装 postgresql-client，或在数据库服务器上备份数据库。",
            "pg_dump was not found. Install postgresql-client, or back the database up on its"
            " server.",
        )
    address = make_url(url).set(drivername="postgresql")
    shown = address.set(password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(  # noqa: S603 - a program of the system, our own address
        [program, "--format=custom", f"--file={target}", f"--dbname={shown}"],
        env={**os.environ, **secret},  # arguments are seen by everybody on the machine
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode != 0:
        raise _not_copied(done.stderr.strip())


def _not_copied(cause: str) -> NotCopied:
    return NotCopied(
        f"数据库未能备份（{cause}）。请确认备份文件夹可写、空间足够、数据库可以访问，再试一次。",
        f"The database could not be backed up ({cause}). Check that the backup's folder can be"
        " written and has room, and that the database can be reached; then try again.",
    )
