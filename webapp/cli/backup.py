"""``backup``: a copy of everything that is needed to begin again."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from contracts.errors import TiaoliError
from ingest.upkeep.backup import back_up
from store.files import StorageFull
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, counted, plain
from webapp.settings import KEY_FILE, Settings

_NOTE = "backup.txt"  # also tells a backup from any other folder
_HOW_TO_RESTORE = """\
条理备份 A backup of Tiaoli

恢复：停止服务，把本文件夹的内容复制到新的空数据文件夹（PostgreSQL 先用 pg_restore 把 tiaoli.dump
恢复到空数据库），然后运行 tiaoli reindex 和 tiaoli check。

To restore: stop the server, copy what is in this folder into a new, empty data folder (with
PostgreSQL restore tiaoli.dump into an empty database with pg_restore first), then run tiaoli
reindex and tiaoli check.
"""


class NoFolderForBackups(TiaoliError):
    """A backup there would overwrite something, or be lost with what it is a copy of."""

    code = "no_folder_for_backups"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
@click.pass_context
def backup(context: click.Context, terminal: Terminal, folder: Path) -> None:
    """Copy database and originals into FOLDER, also while people work. 备份数据库和原件。

    FOLDER is new, or holds an earlier backup: then only new originals are copied. The search index
    is left out, since it can be built anew. The exit code is 0, or 1 where originals are missing or
    damaged.
    """
    with terminal.services() as services, _in_words(folder):
        _require_fitting(folder, services.settings)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _NOTE).write_text(_HOW_TO_RESTORE, encoding="utf-8")
        with Bar(terminal.words("备份原件", "copying originals"), terminal.language) as bar:
            made = back_up(services.database, services.files, folder, bar.show)
        key = services.settings.data / KEY_FILE
        if key.exists():
            shutil.copy2(key, folder)
    for problem in made.problems:
        terminal.say(f"  {plain(problem.message_zh)}", f"  {plain(problem.message_en)}")
    terminal.say(
        f"已备份到 {folder}：{made.database.name}，新增原件 {made.new} 份，已有 {made.kept} 份。",
        f"Backed up to {folder}: {made.database.name}, {counted(made.new, 'new original')}, "
        f"{made.kept} there already.",
    )
    if made.problems:
        context.exit(1)


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """The system's or the store's complaint about the folder, for whoever can mend it."""
    try:
        yield
    except (OSError, StorageFull) as error:
        cause = getattr(error, "strerror", "") or os.strerror(errno.ENOSPC)
        raise NoFolderForBackups(
            f"无法写入备份文件夹 {folder}（{cause}），备份不完整。请检查其权限和磁盘空间后重试，"
            "或另选文件夹。",
            f"The folder {folder} cannot be written ({cause}): the backup is not whole. Check its "
            "permissions and the disk's free space and try again, or choose another folder.",
        ) from error


def _require_fitting(folder: Path, settings: Settings) -> None:
    """Raises NoFolderForBackups for a folder in the data folder, or one that holds other things."""
    if folder.resolve().is_relative_to(settings.data.resolve()):
        raise NoFolderForBackups(
            f"{folder} 在数据文件夹中，会随之一起丢失。请选择另一个文件夹，最好在另一块磁盘上。",
            f"{folder} is in the data folder and would be lost with it. Choose another folder, best"
            " on another disk.",
        )
    if folder.exists() and any(folder.iterdir()) and not (folder / _NOTE).exists():
        raise NoFolderForBackups(
            f"{folder} 不是空文件夹，也不是以前的备份，未做任何改动。请选择空文件夹。",
            f"{folder} is neither empty nor an earlier backup, and was left as it is. Choose an"
            " empty folder.",
        )
