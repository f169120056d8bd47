"""Mails for tests: EML by the standard library, MSG property by property."""

import struct
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

from compound_file import Node, compound_file

FILETIME = 133_000_000_000_000_000  # 2022-06-18


def eml(
    subject: str = "合同",
    body: str = "请查收附件。",
    attachments: Mapping[str, bytes] | None = None,
    html: str = "",
) -> bytes:
    """A mail with these attachments by name."""
    message = EmailMessage()
    message["From"] = "王法务 <wang@example.com>"
    message["To"] = "李采购 <li@example.com>"
    message["Date"] = "Fri, 01 Mar 2024 10:00:00 +0800"
    message["Message-ID"] = "<1@example.com>"
    message["Subject"] = subject
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (attachments or {}).items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return message.as_bytes()


def msg(
    texts: Mapping[str, str],
    attachments: Sequence[Mapping[str, Node]] = (),
    *,
    narrow: str = "",
    streams: Mapping[str, bytes] | None = None,
) -> bytes:
    """An Outlook message; ``texts`` by property, in the encoding ``narrow`` or else in UTF-16."""
    return compound_file(message_storage(texts, attachments, narrow=narrow, streams=streams))


def message_storage(
    texts: Mapping[str, str],
    attachments: Sequence[Mapping[str, Node]] = (),
    *,
    narrow: str = "",
    streams: Mapping[str, bytes] | None = None,
    head: int = 32,
) -> dict[str, Node]:
    """What a message is made of; ``head`` is 24 where it stands within another."""
    sent = struct.pack("<HHIQ", 0x40, 0x0039, 6, FILETIME)
    nodes: dict[str, Node] = {"__properties_version1.0": bytes(head) + sent}
    for key, text in texts.items():
        kind, encoding = ("001E", narrow) if narrow else ("001F", "utf-16-le")
        nodes[f"__substg1.0_{key}{kind}"] = text.encode(encoding)
    for key, data in (streams or {}).items():
        nodes[f"__substg1.0_{key}"] = data
    for number, attachment in enumerate(attachments):
        nodes[f"__attach_version1.0_#{number:08X}"] = dict(attachment)
    return nodes


def attached(name: str, data: bytes) -> dict[str, Node]:
    """A file attached to an Outlook message."""
    return {
        "__properties_version1.0": bytes(8),
        "__substg1.0_3707001F": name.encode("utf-16-le"),
        "__substg1.0_37010102": data,
    }


def embedded(
    texts: Mapping[str, str], attachments: Sequence[Mapping[str, Node]] = ()
) -> dict[str, Node]:
    """A message attached to an Outlook message."""
    return {
        "__properties_version1.0": bytes(8),
        "__substg1.0_3701000D": message_storage(texts, attachments, head=24),
    }
