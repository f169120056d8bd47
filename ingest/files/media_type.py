"""The media type of a file, told by its contents.

The name only decides between kinds of text that cannot be told apart otherwise (.md against .txt),
and tells what systems and Office leave beside documents.
"""

import re
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

import olefile

from contracts.media_types import (
    DOC,
    EML,
    EMPTY,
    ENCRYPTED_OFFICE,
    GZIP,
    HTML,
    LEFTOVER,
    MARKDOWN,
    MSG,
    OLE,
    PDF,
    PPT,
    RAR,
    RTF,
    SEVEN_ZIP,
    TEXT,
    UNKNOWN,
    WORKS,
    XLS,
)
from ingest.files.encodings import MARKS
from ingest.files.pieces import found, pieces
from ingest.files.zip_kind import zip_kind

HEAD = 8192  # bytes looked at
BLANK = b"\x00 \t\r\n"
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b", GZIP),
    (b"%!PS", "application/postscript"),
)
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = (  # names of streams in a compound file, in the order they decide
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("Workbook", XLS),
    ("MatOST", WORKS),
    ("__properties_version1.0", MSG),
)
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
HTML_START = re.compile(
    # Each comment is taken once (?>): else the ways to part n of them were all tried, 2^n.
    rb"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
HTML_TAG = re.compile(
    rb"<(?:head|body|table|div|p|br|title|meta|h[1-6]|[uo]l|li|t[dhr]|span|font)\b[^<>]*>", re.I
)
MAIL_HEADER = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.MULTILINE)
MAIL_FIELDS = re.compile(rb"^(?:From|Received|Return-Path|Message-ID|MIME-Version):", re.I | re.M)
LOWER_HEADING = re.compile(rb"^#{2,6} \S", re.M)
MARKDOWN_SIGN = re.compile(rb"\A---\n.*?\n---\n|^#{1,6} \S|^\|? ?:?-{3,}:? ?\|", re.S | re.M)

LEFTOVERS = re.compile(r"\.ds_store|thumbs\.db|desktop\.ini|~\$.*|\._.*", re.I | re.S)


def sniff(data: bytes, file_name: str = "") -> str:
    """The media type of a file that is in memory; as ``sniff_file``."""
    return sniff_file(BytesIO(data), file_name)


def sniff_file(file: BinaryIO, file_name: str = "") -> str:
    """The media type of a file. Never fails: what is not recognised is ``UNKNOWN``.

    However large the file is, only a piece of it is in memory at a time.
    """
    head = file.read(HEAD)
    if not head.strip(BLANK) and not any(piece.strip(BLANK) for piece in pieces(file)):
        return EMPTY
    kind = _by_signature(head, file) or _by_text(head, PurePath(file_name).suffix.lower())
    if kind in (UNKNOWN, OLE, TEXT) and LEFTOVERS.fullmatch(PurePath(file_name).name):
        return LEFTOVER
    return kind


def _by_signature(head: bytes, file: BinaryIO) -> str:
    """The media type that the first bytes give away, or "" where they don't."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(OLE_SIGNATURE):
        return _compound_file(file)
    if head.startswith(ZIP_SIGNATURES):
        return zip_kind(file)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in SIGNATURES if head.startswith(signature)), "")


def _compound_file(file: BinaryIO) -> str:
    """Which program wrote an OLE compound file, by the names of its streams.

    A mail holds whole files of other kinds, so that only the names at its top count; in a damaged
    one they count wherever they stand, in UTF-16.
    """
    try:
        file.seek(0)
        with olefile.OleFileIO(file) as compound:
            top = {path[0] for path in compound.listdir() if len(path) == 1}
            streams = {stream for stream, _ in OLE_STREAMS if stream in top}
    except (OSError, ValueError, IndexError, TypeError):
        streams = set()
    if not streams:
        names = {stream.encode("utf-16-le"): stream for stream, _ in OLE_STREAMS}
        streams = {names[name] for name in found(file, list(names))}
    return next((kind for stream, kind in OLE_STREAMS if stream in streams), OLE)


def _by_text(head: bytes, suffix: str) -> str:
    marked = any(head.startswith(mark) for mark, _ in MARKS)
    if not marked and _is_binary(head):
        return UNKNOWN
    plain = head.replace(b"\x00", b"")  # UTF-16 markup in sight of the patterns below
    plain = re.sub(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", plain).replace(b"\r\n", b"\n")
    mail = MAIL_HEADER.match(plain)
    if mail and len(MAIL_FIELDS.findall(mail[0])) >= 2:
        return EML
    return _by_markup(plain, suffix)


def _by_markup(plain: bytes, suffix: str) -> str:
    if HTML_START.match(plain):
        return HTML
    if suffix in (".md", ".markdown"):
        return MARKDOWN
    least_tags = 1 if suffix in (".html", ".htm", ".xhtml") else 5
    if len(HTML_TAG.findall(plain)) >= least_tags:
        return HTML
    if suffix == ".txt":
        return MARKDOWN if len(LOWER_HEADING.findall(plain)) >= 3 else TEXT
    return MARKDOWN if len(MARKDOWN_SIGN.findall(plain)) >= 2 else TEXT


def _is_binary(head: bytes) -> bool:
    """Whether there are control characters that no text has, unless it is UTF-16 with its zeros."""
    control = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), 28, 29))
    zeros = head.count(b"\x00")
    sixteen = zeros and max(head[::2].count(b"\x00"), head[1::2].count(b"\x00")) == zeros
    return control > 0.02 * len(head) or bool(zeros and not sixteen)
