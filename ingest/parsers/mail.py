"""A mail, from whatever file: its header and text are a document, its attachments others."""

from contextlib import suppress
from dataclasses import dataclass

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import EmptyFile, UnreadableFile
from ingest.parsers import html, rtf, text
from ingest.parsers.tables import in_order


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. Of its text in HTML, plain and RTF the first that there is is read."""

    subject: str = ""
    sender: str = ""
    to: str = ""
    copy: str = ""
    date: str = ""
    html: bytes = b""
    plain: str = ""
    rtf: bytes = b""
    attachments: tuple[Attachment, ...] = ()


def parsed(mail: Mail, parser: str) -> ParsedFile:
    """A message as a document. Raises EmptyFile where it says nothing."""
    names = ", ".join(attachment.name for attachment in mail.attachments)
    head = [
        f"{field}: {value}"
        for field, value in (
            ("From", mail.sender), ("To", mail.to), ("Cc", mail.copy), ("Date", mail.date),
            ("Attachments", names),
        )
        if value
    ]  # fmt: skip
    subject = [Block(0, BlockKind.HEADING, mail.subject, level=0)] if mail.subject else []
    blocks = [*subject, *(Block(0, BlockKind.PARAGRAPH, line) for line in head), *_body(mail)]
    if not blocks:
        raise EmptyFile(
            "邮件是空的。请确认导出的是正确的邮件。",
            "The message is empty. Check that the right one was exported.",
        )
    return ParsedFile(in_order(blocks), parser, title=mail.subject)


def _body(mail: Mail) -> list[Block]:
    """What the message says; a form that cannot be read gives way to the next."""
    with suppress(UnreadableFile):
        if mail.html:
            return list(html.parse(mail.html).blocks)
    if mail.plain.strip():
        return text.text_blocks(mail.plain)
    with suppress(UnreadableFile):
        if mail.rtf:
            return list(rtf.parse(mail.rtf).blocks)
    return []
