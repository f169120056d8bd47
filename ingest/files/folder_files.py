"""What lies in a folder that is imported: its files, and what is none or cannot be read."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contracts.document import Failure

_REASONS = {errno.EACCES: "没有权限", errno.ENOENT: "文件不存在", errno.EIO: "磁盘读取出错"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that cannot be received, and why."""

    path: Path
    failure: Failure


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


def path_shown(entry: Path | Refusal) -> str:
    """The path of what was found, as text."""
    return shown(entry.path if isinstance(entry, Refusal) else entry)


def name_of(path: Path) -> str:
    """A file's name as people read it: bytes that are no UTF-8 are most likely GB18030."""
    name = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return shown(Path(path.name))


def unreadable(error: OSError) -> Failure:
    """Why a path cannot be read, as the system says it."""
    zh = _REASONS.get(error.errno or 0, error.strerror)
    return Failure(
        code="unreadable_path",
        message_zh=f"无法读取这个路径（{zh}）。请检查文件权限后重新导入。",
        message_en=f"The path cannot be read ({error.strerror}). Check its permissions and import"
        " it again.",
    )


def _judge(path: Path, root: Path) -> Path | Refusal:
    if not path.is_file() and (path.is_symlink() or path.exists()):
        return Refusal(path, _not_a_file())
    if not path.resolve().is_relative_to(root):
        return Refusal(path, _link_out())
    return path


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
