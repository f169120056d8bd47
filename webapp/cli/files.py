"""Files that a command reads without storing them."""

from pathlib import Path
from typing import TYPE_CHECKING

from contracts.errors import NotFound, TiaoliError
from contracts.recognition import Recognised
from ingest.files.media_type import sniff_file
from ingest.guarded.guard import GuardedParsers
from webapp.cli.terminal import Terminal, plain

if TYPE_CHECKING:
    from contracts.reading import Reading
    from ingest.cutting import CutFile

NOT_STORED = 0  # the id of a document and version that are read from a file alone


class NotWritable(TiaoliError):
    """The file that a command should make cannot be written."""

    code = "not_writable"


def read_unstored(
    parsers: GuardedParsers, path: Path, recognised: Recognised | None = None
) -> "Reading":
    """What a guarded process reads from a file; its scanned pages bear what was ``recognised``.

    Raises NotFound, and what the parsers raise.
    """
    media_type = _media_type(path)
    return parsers.read(path.absolute(), media_type, NOT_STORED, path.name, recognised)


def cut_unstored(parsers: GuardedParsers, path: Path) -> "CutFile":
    """The clauses that a guarded process finds in a file; raises what ``read_unstored`` raises."""
    return parsers.cut(path.absolute(), _media_type(path), NOT_STORED, path.name)


def _media_type(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return sniff_file(file, path.name)
    except OSError as error:
        raise NotFound(
            f"无法读取 {path}（{error.strerror}）。已入库的文件请写编号。",
            f"Cannot read {path} ({error.strerror}). A stored document is named by its number.",
        ) from error


def write_and_tell(terminal: Terminal, path: Path, data: bytes) -> None:
    """Write what a command makes, and say where it lies. Raises NotWritable."""
    write_file(path, data)
    terminal.say(f"已写入 {plain(str(path))}", f"written to {plain(str(path))}")


def write_file(path: Path, data: bytes) -> None:
    """Write what a command makes. Raises NotWritable."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise NotWritable(
            f"无法写入 {path}（{error.strerror}）。请用 --output 另选文件。",
            f"Cannot write {path} ({error.strerror}). Choose another file with --output.",
        ) from error
