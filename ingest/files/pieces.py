"""A file looked through a piece at a time, however large it is."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import BinaryIO

PIECE = 1 << 20  # bytes in memory


def found(file: BinaryIO, names: Sequence[bytes]) -> set[bytes]:
    """The names that stand somewhere in the file."""
    file.seek(0)
    those: set[bytes] = set()
    end = b""  # of the piece before: a name may lie across the border
    for piece in pieces(file):
        those.update(name for name in names if name in end + piece)
        end = piece[-max(map(len, names)) :]
    return those


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The rest of the file."""
    return iter(partial(file.read, PIECE), b"")
