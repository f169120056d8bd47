"""EML: an Internet message (RFC 5322, MIME), its header decoded however it was written."""

import mimetypes
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from contracts.document import ParsedFile
from contracts.errors import DamagedFile, EncryptedFile, UnreadableFile
from ingest.files.encodings import decode
from ingest.parsers.mail import Attachment, Mail, parsed

PARSER = "eml 1"
SIGNATURES = {
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
}  # fmt: skip
ENCRYPTED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}


def parse(data: bytes) -> ParsedFile:
    """Read a message's header and text. Raises DamagedFile, EncryptedFile, EmptyFile."""
    return parsed(read_eml(data), PARSER)


def read_eml(data: bytes) -> Mail:
    """The message with its attachments. Raises DamagedFile and EncryptedFile."""
    try:
        message = message_from_bytes(data, policy=compat32)
        return _mail(message)
    except RecursionError as error:
        raise DamagedFile(
            "邮件嵌套过深，无法读取。请在邮件程序中打开，把附件单独保存后上传。",
            "The message is nested too deeply to be read. Open it in a mail program, save the "
            "attachments and upload those.",
        ) from error


def _mail(message: Message) -> Mail:
    if message.get_content_type() == "multipart/encrypted" or _is_sealed(message):
        raise EncryptedFile(
            "邮件已加密。请在邮件程序中解密后另存，再上传。",
            "The message is encrypted. Decrypt it in a mail program, save and upload that.",
        )
    html, plain = _texts(message)
    return Mail(
        subject=_field(message, "Subject"),
        sender=_field(message, "From"),
        to=_field(message, "To"),
        copy=_field(message, "Cc"),
        date=_field(message, "Date"),
        html=html,
        plain=plain,
        attachments=tuple(_attachments(message)),
    )


def _is_sealed(message: Message) -> bool:
    kind = str(message.get_param("smime-type", "enveloped-data"))
    return message.get_content_type() in ENCRYPTED and kind == "enveloped-data"


def _texts(message: Message) -> tuple[bytes, str]:
    """The message's text as HTML in UTF-8, and as plain text; "" for what there is not."""
    html, plain = [], []
    for part in _leaves(message):
        if part.get_content_maintype() != "text" or _is_attached(part):
            continue
        text = _decoded(_payload(part), str(part.get_content_charset() or ""))
        if part.get_content_subtype() == "html":
            html.append(text)
        elif part.get_content_subtype() == "plain":
            plain.append(text)
    joined = "\n".join(html)
    marked = f'<meta charset="utf-8">{joined}' if joined.strip() else ""
    return marked.encode(errors="replace"), "\n\n".join(plain)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves; an attached message is one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _attachments(message: Message) -> Iterator[Attachment]:
    number = 0
    for part in _leaves(message):
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list) and part is not message:
            for attached in inner:
                if isinstance(attached, Message):
                    name = _field(attached, "Subject") or "message"
                    yield Attachment(f"{name}.eml", attached.as_bytes())
            continue
        in_the_text = part["Content-ID"] and part.get_content_disposition() != "attachment"
        if kind in SIGNATURES or (in_the_text and part.get_content_maintype() == "image"):
            continue
        if _is_attached(part) or part.get_content_maintype() not in ("text", "message"):
            number += 1
            unnamed = f"attachment {number}{mimetypes.guess_extension(kind) or ''}"
            data = _payload(part)
            if data or _is_attached(part):
                yield Attachment(_words(part.get_filename() or "") or unnamed, data)


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _field(message: Message, name: str) -> str:
    """A header field as its writer meant it, in one line."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(_words(str(raw)).split())


def _words(raw: str) -> str:
    """A header value: encoded words decoded, and bytes that were sent as they are."""
    plain = raw.encode("utf-8", "surrogateescape")
    if any(0xDC80 <= ord(character) <= 0xDCFF for character in raw):
        return _decoded(plain, "")
    try:
        pieces = decode_header(raw)
    except HeaderParseError:
        return raw
    return "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset or "ascii")
        for piece, charset in pieces
    )


def _decoded(data: bytes, charset: str) -> str:
    """The text of a piece; the encoding it names may be wrong."""
    try:
        return decode(data, charset)
    except UnreadableFile:
        return data.decode("utf-8", "replace") if data.strip() else ""
