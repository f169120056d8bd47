"""The compressed RTF in which Outlook keeps a message's text (MS-OXRTFCP)."""

import struct

HEADER = struct.Struct("<IIII")  # size packed, size unpacked, kind, checksum
PACKED, UNPACKED = 0x75465A4C, 0x414C454D
DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
SIZE = 4096  # bytes of the window that references point into
MOST_BYTES = 50 * 1024 * 1024


def decompress(data: bytes) -> bytes:
    """The RTF; b"" for what is none. One cut short is given as far as it goes."""
    if len(data) < HEADER.size:
        return b""
    _, size, kind, _ = HEADER.unpack_from(data)
    body = data[HEADER.size :]
    if kind == UNPACKED:
        return body[:size]
    return _unpacked(body, min(size, MOST_BYTES)) if kind == PACKED else b""


def _unpacked(body: bytes, size: int) -> bytes:
    window = _Window()
    position = 0
    while position < len(body) and len(window.out) < size:
        control = body[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                token = int.from_bytes(body[position : position + 2], "big")
                position += 2
                if position > len(body) or token >> 4 == window.place:  # cut short, or the end
                    return bytes(window.out)
                window.repeat(token >> 4, (token & 0xF) + 2)
            elif position < len(body):
                window.put(body[position])
                position += 1
    return bytes(window.out)


class _Window:
    """The last bytes written, round and round, which references point into."""

    def __init__(self) -> None:
        self.out = bytearray()
        self.place = len(DICTIONARY)
        self._bytes = bytearray(DICTIONARY.ljust(SIZE, b" "))

    def put(self, byte: int) -> None:
        self.out.append(byte)
        self._bytes[self.place] = byte
        self.place = (self.place + 1) % SIZE

    def repeat(self, start: int, length: int) -> None:
        for offset in range(length):
            self.put(self._bytes[(start + offset) % SIZE])
