"""MSG: a message of Outlook, a compound file of properties (MS-OXMSG, MS-OXPROPS)."""

import email.policy
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import olefile

from contracts.document import ParsedFile
from contracts.errors import DamagedFile, OversizedFile, UnreadableFile
from ingest.files.encodings import decode
from ingest.parsers.mail import Attachment, Mail, parsed
from ingest.parsers.msg_rtf import decompress

PARSER = "msg 1"
SUBJECT, SENDER, ADDRESS, SMTP_ADDRESS = "0037", "0C1A", "0C1F", "5D01"
TO, COPY, BODY, HTML, RTF = "0E04", "0E03", "1000", "1013", "1009"
LONG_NAME, NAME, DATA, CONTENT_ID, TITLE = "3707", "3704", "3701", "3712", "3001"
SENT, RECEIVED, HIDDEN = 0x0039, 0x0E06, 0x7FFE  # in the table of properties of fixed length
ENTRY = struct.Struct("<HHI8s")
HEAD_OF_MESSAGE, HEAD_OF_EMBEDDED, HEAD_OF_ATTACHMENT = 32, 24, 8  # bytes before that table
DEEPEST = 5  # messages within messages
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
BROKEN = (OSError, ValueError, IndexError, TypeError, struct.error, OverflowError)


def parse(data: bytes) -> ParsedFile:
    """Read a message's header and text. Raises DamagedFile, OversizedFile, EmptyFile."""
    return parsed(read_msg(data), PARSER)


def read_msg(data: bytes) -> Mail:
    """The message with its attachments. Raises DamagedFile and OversizedFile."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            return _Reader(file).mail((), HEAD_OF_MESSAGE)
    except BROKEN as error:
        raise DamagedFile(
            "Outlook 邮件已损坏或不完整。请在 Outlook 中打开后另存，或重新获取原件。",
            "The Outlook message is damaged or cut short. Open it in Outlook and save it again, "
            "or get the original again.",
        ) from error


class _Reader:
    """Reads properties by the names of their streams; a place is a path of storages."""

    def __init__(self, file: olefile.OleFileIO) -> None:
        self._file = file

    def mail(self, place: tuple[str, ...], head: int, depth: int = 0) -> Mail:
        if depth > DEEPEST:
            raise OversizedFile(
                "邮件层层嵌套过深。请打开后把里面的邮件另存，再上传。",
                "Messages are nested too deeply in it. Open it, save those inside and upload them.",
            )
        address = self._text(place, SMTP_ADDRESS) or self._text(place, ADDRESS)
        sender = self._text(place, SENDER)
        fixed = self._fixed(place, head)
        html = self._bytes(place, f"{HTML}0102") or self._text(place, HTML).encode()
        packed = self._bytes(place, f"{RTF}0102")
        return Mail(
            subject=self._text(place, SUBJECT),
            sender=f"{sender} <{address}>" if "@" in address and address != sender else sender,
            to=self._text(place, TO),
            copy=self._text(place, COPY),
            date=_moment(fixed.get(SENT) or fixed.get(RECEIVED)),
            html=html,
            plain=self._text(place, BODY),
            rtf=decompress(packed) if packed else b"",
            attachments=tuple(self._attachments(place, depth)),
        )

    def _attachments(self, place: tuple[str, ...], depth: int) -> Iterator[Attachment]:
        storages = {
            path[len(place)]
            for path in self._file.listdir()
            if len(path) > len(place) + 1 and tuple(path[: len(place)]) == place
        }
        for storage in sorted(name for name in storages if name.startswith("__attach_version1.0_")):
            inner = (*place, storage)
            name = self._text(inner, LONG_NAME) or self._text(inner, NAME)
            embedded = (*inner, f"__substg1.0_{DATA}000D")
            if self._file.exists("/".join((*embedded, "__properties_version1.0"))):
                mail = self.mail(embedded, HEAD_OF_EMBEDDED, depth + 1)
                title = name or mail.subject or self._text(inner, TITLE) or "message"
                yield Attachment(f"{title.removesuffix('.msg')}.eml", as_eml(mail))
                continue
            in_the_text = self._text(inner, CONTENT_ID) and self._is_hidden(inner)
            data = self._bytes(inner, f"{DATA}0102")
            if not in_the_text and (data or name):
                yield Attachment(name or self._text(inner, TITLE) or "attachment", data)

    def _is_hidden(self, place: tuple[str, ...]) -> bool:
        value = self._fixed(place, HEAD_OF_ATTACHMENT).get(HIDDEN, b"\0")
        return value[0] != 0

    def _fixed(self, place: tuple[str, ...], head: int) -> dict[int, bytes]:
        data = self._stream("/".join((*place, "__properties_version1.0")))[head:]
        whole = len(data) - len(data) % ENTRY.size
        return {key: value for _, key, _, value in ENTRY.iter_unpack(data[:whole])}

    def _text(self, place: tuple[str, ...], key: str) -> str:
        wide = self._bytes(place, f"{key}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0").strip()
        narrow = self._bytes(place, f"{key}001E").rstrip(b"\0")
        try:
            return decode(narrow).strip() if narrow.strip() else ""
        except UnreadableFile:
            return narrow.decode("latin-1").strip()

    def _bytes(self, place: tuple[str, ...], key: str) -> bytes:
        return self._stream("/".join((*place, f"__substg1.0_{key}")))

    def _stream(self, path: str) -> bytes:
        if not self._file.exists(path) or self._file.get_type(path) != olefile.STGTY_STREAM:
            return b""
        data: bytes = self._file.openstream(path).read()
        return data


def as_eml(mail: Mail) -> bytes:
    """A message as a file of its own, for one that was part of another has none."""
    message = EmailMessage(policy=email.policy.default.clone(cte_type="8bit", utf8=True))
    fields = {"Subject": mail.subject, "From": mail.sender, "To": mail.to, "Cc": mail.copy}
    for name, value in (fields | {"Date": mail.date}).items():
        if value:
            message.add_header(f"{name}", " ".join(_clean(value).split()))
    if mail.html:
        message.set_content(_clean(decode(mail.html)), subtype="html")
    else:
        message.set_content(_clean(mail.plain))
    for attachment in mail.attachments:
        message.add_attachment(
            attachment.data,
            maintype="application",
            subtype="octet-stream",
            filename=" ".join(_clean(attachment.name).split()),
        )
    return message.as_bytes()


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _moment(value: bytes | None) -> str:
    """A FILETIME, tenths of microseconds since 1601, as text; "" for none."""
    ticks = int.from_bytes(value or b"", "little")
    return f"{EPOCH + timedelta(microseconds=ticks // 10):%Y-%m-%d %H:%M} UTC" if ticks else ""
