"""Compound files (MS-CFB), as old Office programs write them, for tests that need one."""

import struct
from collections.abc import Mapping

SECTOR, MINI = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALL = 4096  # a stream of fewer bytes lies in the mini stream
Node = bytes | Mapping[str, "Node"]


def compound_file(root: Mapping[str, Node]) -> bytes:
    """A file with these streams and storages."""
    writer = _Writer()
    return writer.write(root)


class _Writer:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = b""
        self.mini_fat: list[int] = []
        self.entries: list[list[object]] = []  # name, kind, right, child, start, size

    def write(self, root: Mapping[str, Node]) -> bytes:
        self.entries.append(["Root Entry", 5, FREE, FREE, END, 0])
        self.entries[0][3] = self._children(root)
        self.entries[0][4], self.entries[0][5] = self._chain(self.mini), len(self.mini)
        directory = b"".join(_entry(*entry) for entry in self.entries)  # type: ignore[arg-type]  # a list of mixed fields
        directory_start = self._chain(directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0"))
        mini_fat = struct.pack(f"<{len(self.mini_fat)}I", *self.mini_fat)
        mini_start = self._chain(mini_fat.ljust(-(-len(mini_fat) // SECTOR) * SECTOR, b"\xff"))
        count = 1
        while (len(self.fat) + count) > count * SECTOR // 4:
            count += 1
        first = len(self.fat)
        self.fat += [FAT] * count
        table = struct.pack(f"<{len(self.fat)}I", *self.fat).ljust(count * SECTOR, b"\xff")
        header = struct.pack(
            "<8s16sHHHHH6sIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count,
            directory_start, 0, SMALL, mini_start, -(-len(mini_fat) // SECTOR), END, 0,
        )  # fmt: skip
        places = [first + number if number < count else FREE for number in range(109)]
        return header + struct.pack("<109I", *places) + b"".join(self.sectors) + table

    def _children(self, nodes: Mapping[str, Node]) -> int:
        """The first of the entries, each linked to the next in order."""
        first, before = FREE, None
        for name in sorted(nodes, key=lambda name: (len(name), name.upper())):
            node = nodes[name]
            entry: list[object] = [name, 2 if isinstance(node, bytes) else 1, FREE, FREE, 0, 0]
            self.entries.append(entry)
            number = len(self.entries) - 1
            if isinstance(node, bytes):
                entry[4], entry[5] = self._stream(node), len(node)
            else:
                entry[3] = self._children(node)
            if before is None:
                first = number
            else:
                before[2] = number
            before = entry
        return first

    def _stream(self, data: bytes) -> int:
        if len(data) >= SMALL:
            return self._chain(data)
        if not data:
            return END
        start = len(self.mini_fat)
        count = -(-len(data) // MINI)
        self.mini_fat += [*range(start + 1, start + count), END]
        self.mini += data.ljust(count * MINI, b"\0")
        return start

    def _chain(self, data: bytes) -> int:
        if not data:
            return END
        start = len(self.sectors)
        count = -(-len(data) // SECTOR)
        self.sectors += [
            data[at * SECTOR : (at + 1) * SECTOR].ljust(SECTOR, b"\0") for at in range(count)
        ]
        self.fat += [*range(start + 1, start + count), END]
        return start


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        written, len(written), kind, 1, FREE, right, child, b"", 0, b"", b"", start, size,
    )  # fmt: skip
