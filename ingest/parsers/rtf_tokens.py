"""The tokens of an RTF file: text, control words and symbols, braces."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)|\\"
)


def tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """The tokens in order, each with one of the groups text, hex, word, symbol and brace.

    A word may have a ``number``; line ends have none of these. Binary data is passed over.
    """
    position = 0
    while token := _TOKEN.match(data, position):
        position = token.end()
        if token["word"] == b"bin":
            position += max(0, int(token["number"] or 0))
        else:
            yield token


def from_hex(escapes: bytes) -> bytes:
    """The bytes that ``\\'hh`` in a row stand for."""
    return bytes.fromhex(escapes.replace(b"\\'", b"").decode())
