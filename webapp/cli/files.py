"""Files that a command reads without storing them."""

from pathlib import Path

from contracts.errors import NotFound, TiaoliError
from contracts.reading import Reading
from contracts.recognition import Recognised
from ingest.files.media_type import sniff_file
from ingest.guarded.guard import GuardedParsers
from webapp.cli.terminal import Terminal, plain

NOT_STORED = 0  # the id of a document and version that are read from a file alone


class NotWritable(TiaoliError):
    """The file that a command should make cannot be written."""

    code = "not_writable"


def read_unstored(
    parsers: GuardedParsers, path: Path, recognised: Recognised | None = None
) -> Reading:
    """What a guarded process reads from a file; its scanned pages bear what was ``recognised``.

    Raises NotFound, and what the parsers raise.
    """
    try:
        with path.open("rb") as file:
            media_type = sniff_file(file, path.name)
    except OSError as error:
        raise NotFound(
            f"无法读取 {path}（{error.strerror}）。已入库的文件请写编号。",
            f"Cannot read {path} ({error.strerror}). A stored document is named by its number.",
        ) from error
    return parsers.read(path.absolute(), media_type, NOT_STORED, path.name, recognised)


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
