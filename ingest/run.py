"""An import run: every file under some paths is received, and the receipt adds up.

A run that was cut short is continued by starting it again: the paths that are noted already are not
taken a second time. Reading the files is the worker's part and goes on beside or after it.
"""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from contracts.document import SKIPPED, Failure
from contracts.visibility import Visible
from ingest.intake import receive, refuse
from store.database import Connection, Database
from store.files import FileStore
from store.import_runs import (
    ImportCounts,
    ImportItem,
    ImportRun,
    Outcome,
    RunState,
    Source,
    counts_of,
    create_run,
    find_unfinished,
    finish_run,
    get_run,
    items_of,
    paths_of,
)
from store.run_control import set_state, set_total, state_of

_REASONS = {errno.EACCES: "没有权限", errno.ENOENT: "文件不存在", errno.EIO: "磁盘读取出错"}


@dataclass(frozen=True, slots=True)
class Cause:
    """The items that failed, need attention or repeat an unreadable file, for one reason."""

    outcome: Outcome
    failure: Failure
    items: tuple[ImportItem, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a run: received = indexed + duplicate + attention + failed + pending."""

    run: ImportRun
    counts: ImportCounts
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that cannot be received, and why."""

    path: Path
    failure: Failure


def import_paths(
    database: Database,
    files: FileStore,
    paths: Sequence[Path],
    *,
    collection_id: int,
    started_by: str,
    size_limit: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ImportRun:
    """Receive every file under the paths, hidden ones too; begin a run, or continue one cut short.

    What cannot be received (no permission, a link out of the folder) becomes a failed item that
    says why. ``progress`` is told how many of how many paths are done. Raises StorageFull, with the
    run left to be continued, as it is where somebody pauses or cancels it meanwhile.
    """
    roots = [path.resolve() for path in paths]
    label = "\n".join(map(shown, roots))
    with database.write() as connection:
        run = find_unfinished(connection, collection_id, label) or create_run(
            connection, collection_id, started_by, label
        )
        set_state(connection, run.id, RunState.RUNNING)  # it may have been paused
        known = paths_of(connection, run.id)
    found = [entry for root in roots for entry in files_under(root)]
    with database.write() as connection:
        set_total(connection, run.id, len(found))
    take = partial(take_in, database, files, run, size_limit)
    for done, entry in enumerate(found, start=1):
        if not _goes_on(database, run):
            break
        if shown(entry.path if isinstance(entry, Refusal) else entry) not in known:
            take(entry)
        progress(done, len(found))
    with database.write() as connection:
        if state_of(connection, run.id) is not RunState.PAUSED:
            finish_run(connection, run.id)
        return get_run(connection, run.id, Visible.everything())


def receipt(connection: Connection, run_id: int, visible: Visible) -> Receipt:
    """What came of a run so far, grouped by cause; NotFound where it may not be seen."""
    unhappy = [
        (item.outcome, item.failure, item)
        for item in items_of(connection, run_id, visible)
        if item.failure and item.failure.code != SKIPPED
    ]
    unhappy.sort(key=lambda one: (one[0], one[1].code, one[1].message_en))
    return Receipt(
        get_run(connection, run_id, visible),
        counts_of(connection, run_id, visible),
        tuple(
            Cause(outcome, failure, tuple(item for _, _, item in same))
            for (outcome, failure), same in groupby(unhappy, key=lambda one: one[:2])
        ),
    )


def files_under(root: Path) -> Iterator[Path | Refusal]:
    """Every file under a path in order of name, and what there is that isn't one.

    A link to a file inside ``root`` is that file again; links to folders are not followed.
    """
    if not root.is_dir():
        yield _judge(root, root.parent)
        return
    refused: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=refused.append):
        folders.sort()
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted([*names, *links]):
            yield _judge(Path(folder) / name, root)
    for error in refused:
        yield Refusal(Path(error.filename), unreadable(error))


def shown(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 are written out, so that it stays distinct."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def name_of(path: Path) -> str:
    """A file's name as people read it: bytes that are no UTF-8 are most likely GB18030."""
    name = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return shown(Path(path.name))


def _goes_on(database: Database, run: ImportRun) -> bool:
    with database.read() as connection:
        return state_of(connection, run.id) is RunState.RUNNING


def _judge(path: Path, root: Path) -> Path | Refusal:
    if not path.is_file() and (path.is_symlink() or path.exists()):
        return Refusal(path, _not_a_file())
    if not path.resolve().is_relative_to(root):
        return Refusal(path, _link_out())
    return path


def take_in(
    database: Database, files: FileStore, run: ImportRun, size_limit: int, entry: Path | Refusal
) -> None:
    """Receive one path of a run; what cannot be read becomes a failed item that says why."""
    if isinstance(entry, Path):
        try:
            with entry.open("rb") as stream:
                receive(
                    database,
                    files,
                    stream,
                    name_of(entry),
                    collection_id=run.collection_id,
                    received_by=run.started_by,
                    size_limit=size_limit,
                    source=Source(shown(entry), run.id),
                )
            return
        except OSError as error:
            entry = Refusal(entry, unreadable(error))
    refuse(database, Source(shown(entry.path), run.id), run.collection_id, entry.failure)


def unreadable(error: OSError) -> Failure:
    """Why a path cannot be read, as the system says it."""
    zh = _REASONS.get(error.errno or 0, error.strerror)
    return Failure(
        code="unreadable_path",
        message_zh=f"无法读取这个路径（{zh}）。请检查文件权限后重新导入。",
        message_en=f"The path cannot be read ({error.strerror}). Check its permissions and import"
        " it again.",
    )


def _not_a_file() -> Failure:
    return Failure(
        code="not_a_file",
        message_zh="这不是文件（是指向文件夹的链接、失效的链接或设备），未导入。请直接导入它所指的文件或文件夹。",
        message_en="This is no file but a link to a folder, a dead link or a device. Import what it"
        " points at instead.",
    )


def _link_out() -> Failure:
    return Failure(
        code="link_out",
        message_zh="这个链接指向所导入文件夹之外的文件，未导入。如确实需要，请直接导入那个文件。",
        message_en="This link leads to a file outside the folder that is imported. If it is wanted,"
        " import that file itself.",
    )
