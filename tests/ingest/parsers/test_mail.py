"""Mails: EML and MSG give the same kind of document, and their attachments whole."""

import base64
import struct

import pytest
from mails import attached, embedded, eml, msg

from contracts import media_types as kinds
from contracts.document import BlockKind
from contracts.errors import DamagedFile, EmptyFile, EncryptedFile, OversizedFile
from ingest.files.media_type import OLE_SIGNATURE, sniff
from ingest.parsers import msg as outlook
from ingest.parsers.eml import parse, read_eml
from ingest.parsers.msg import read_msg
from ingest.parsers.msg_rtf import PACKED, decompress

HEAD = b"From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\n"


def raw(rest: bytes) -> bytes:
    return HEAD + rest


def texts(data: bytes) -> list[str]:
    return [block.text for block in parse(data).blocks]


def test_a_mail_is_a_document_with_its_header() -> None:
    file = parse(eml(attachments={"合同.docx": b"x"}))
    assert sniff(eml()) == kinds.EML
    assert file.title == "合同"
    assert [(block.kind, block.text) for block in file.blocks] == [
        (BlockKind.HEADING, "合同"),
        (BlockKind.PARAGRAPH, "From: 王法务 <wang@example.com>"),
        (BlockKind.PARAGRAPH, "To: 李采购 <li@example.com>"),
        (BlockKind.PARAGRAPH, "Date: Fri, 01 Mar 2024 10:00:00 +0800"),
        (BlockKind.PARAGRAPH, "Attachments: 合同.docx"),
        (BlockKind.PARAGRAPH, "请查收附件。"),
    ]


def test_html_is_read_rather_than_its_plain_copy() -> None:
    html = "<p>见表</p><table><tr><td>墨盒<td>10<tr><td>纸<td>5</table>"
    assert texts(eml(html=html))[-2:] == ["见表", "墨盒\t10\n纸\t5"]


@pytest.mark.parametrize(
    "subject",
    [
        "=?gb2312?B?" + base64.b64encode("维修合同".encode("gb18030")).decode() + "?=",
        "=?utf-8?Q?=E7=BB=B4=E4=BF=AE=E5=90=88=E5=90=8C?=",
        "=?gb2312?B?" + base64.b64encode("维修".encode("gbk")).decode() + "?=\r\n =?gb2312?B?"
        + base64.b64encode("合同".encode("gbk")).decode() + "?=",
    ],
)  # fmt: skip
def test_encoded_subjects_are_decoded(subject: str) -> None:
    assert parse(raw(f"Subject: {subject}\r\n\r\nx".encode())).title == "维修合同"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_what_was_sent_without_saying_the_encoding_is_read(encoding: str) -> None:
    data = raw(b"Subject: ") + "合同付款".encode(encoding)
    data += b"\r\nContent-Type: text/plain\r\n\r\n" + "甲方付款給乙方的方法".encode(encoding)
    assert texts(data)[0] == "合同付款"
    assert texts(data)[-1] == "甲方付款給乙方的方法"


def test_attachments_are_whole_and_named() -> None:
    inner = eml("内函", attachments={"深.txt": b"deep"})
    name = "=?gb2312?B?" + base64.b64encode("附件一.pdf".encode("gbk")).decode() + "?="
    data = raw(
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
        b'--b\r\nContent-Type: application/pdf; name="' + name.encode() + b'"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"%PDF-1") + b"\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\n\r\nPNG\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\nSCAN\r\n"
        b"--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nS\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b--\r\n"
    )
    found = read_eml(data).attachments
    assert [attachment.name for attachment in found] == [
        "附件一.pdf",
        "attachment 2.png",
        "内函.eml",
    ]
    assert found[0].data == b"%PDF-1"
    assert read_eml(found[2].data).attachments[0].data == b"deep"


def test_an_encrypted_mail_asks_to_be_decrypted() -> None:
    for kind in (
        b"application/pkcs7-mime; smime-type=enveloped-data",
        b"multipart/encrypted; boundary=b",
    ):
        with pytest.raises(EncryptedFile):
            parse(raw(b"Content-Type: " + kind + b"\r\n\r\nMII"))


def test_an_empty_message_is_empty() -> None:
    with pytest.raises(EmptyFile):
        parse(b"\r\n\r\n")


def test_parts_nested_without_end_are_survived() -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number)
        for number in range(3000)
    )
    try:
        parse(HEAD + nested + b"\r\n\r\nx")
    except DamagedFile:
        return


def test_an_outlook_message_is_the_same_kind_of_document() -> None:
    data = msg(
        {
            "0037": "合同",
            "0C1A": "王法务",
            "5D01": "wang@example.com",
            "0E04": "李采购",
            "1000": "请查收附件。",
        },
        [attached("合同.docx", b"x")],
    )
    assert sniff(data) == kinds.MSG
    file = outlook.parse(data)
    assert [block.text for block in file.blocks] == [
        "合同", "From: 王法务 <wang@example.com>", "To: 李采购", "Date: 2022-06-18 04:26 UTC",
        "Attachments: 合同.docx", "请查收附件。",
    ]  # fmt: skip


@pytest.mark.parametrize("narrow", ["gb18030", "big5", "utf-8"])
def test_an_outlook_message_of_an_older_time_is_read_in_its_encoding(narrow: str) -> None:
    data = msg({"0037": "合同付款", "1000": "甲方的付款方法"}, narrow=narrow)
    file = outlook.parse(data)
    assert (file.title, file.blocks[-1].text) == ("合同付款", "甲方的付款方法")


def test_a_mail_that_holds_an_old_word_file_is_a_mail() -> None:
    word = OLE_SIGNATURE + "WordDocument".encode("utf-16-le") + bytes(9000)
    assert sniff(msg({"0037": "合同"}, [attached("a.doc", word)])) == kinds.MSG
    assert read_msg(msg({"0037": "x"}, [attached("a.doc", word)])).attachments[0].data == word


def test_a_message_within_a_message_is_a_mail_of_its_own() -> None:
    inner = embedded({"0037": "内函", "1000": "正文"}, [attached("深.txt", b"deep")])
    (attachment,) = read_msg(msg({"0037": "外"}, [inner])).attachments
    assert attachment.name == "内函.eml"
    mail = read_eml(attachment.data)
    assert (mail.subject, mail.plain.strip(), mail.attachments[0].data) == ("内函", "正文", b"deep")


def test_messages_nested_without_end_are_refused() -> None:
    inner = embedded({"0037": "0"})
    for number in range(8):
        inner = embedded({"0037": str(number)}, [inner])
    with pytest.raises(OversizedFile):
        outlook.parse(msg({"0037": "x"}, [inner]))


def test_a_message_in_rtf_alone_is_read() -> None:
    rtf = rb"{\rtf1\ansi The price is ten.\par}"
    data = msg({"0037": "x"}, streams={"10090102": packed(rtf)})
    assert outlook.parse(data).blocks[-1].text == "The price is ten."


def test_references_into_the_window_are_followed() -> None:
    body = b"\x00" + b"abcdefgh" + b"\x03" + struct.pack(">HH", 207 << 4 | 6, 223 << 4)
    head = struct.pack("<IIII", len(body) + 12, 16, PACKED, 0)
    assert decompress(head + body) == b"abcdefghabcdefgh"
    assert decompress(head + body[:5]) == b"abcd"
    assert decompress(b"short") == b""


def test_a_damaged_outlook_message_says_so() -> None:
    data = msg({"0037": "合同", "1000": "x" * 9000})
    for end in (100, 600, 1500):
        with pytest.raises((DamagedFile, EmptyFile)):
            outlook.parse(data[:end])


def packed(data: bytes) -> bytes:
    """RTF as Outlook packs it, with no reference."""
    body = b"".join(b"\0" + data[at : at + 8] for at in range(0, len(data), 8))
    return struct.pack("<IIII", len(body) + 12, len(data), PACKED, 0) + body
