"""What kinds of files are called: in lists by a short name, in sentences by what they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts import media_types as kinds

Words = tuple[str, str]  # in Chinese and in English


@dataclass(frozen=True, slots=True)
class KindName:
    """The names of a kind: ``short`` for a list, ``full`` with its article for a sentence."""

    short: Words
    full: Words


def _kind(short: str, zh: str, en: str) -> KindName:
    return KindName((short, short), (zh, en))


_NAMES: Mapping[str, KindName] = {
    kinds.DOCX: _kind("DOCX", "Word 文档（DOCX）", "a Word document (DOCX)"),
    kinds.PDF: _kind("PDF", "PDF", "a PDF"),
    kinds.PPTX: _kind("PPTX", "幻灯片（PPTX）", "a presentation (PPTX)"),
    kinds.XLSX: _kind("XLSX", "Excel 工作簿（XLSX）", "an Excel workbook (XLSX)"),
    kinds.HTML: _kind("HTML", "网页", "a web page"),
    kinds.MARKDOWN: _kind("Markdown", "纯文本", "plain text"),
    kinds.TEXT: _kind("TXT", "纯文本", "plain text"),
    kinds.RTF: _kind("RTF", "RTF 文档", "an RTF document"),
    kinds.DOC: _kind("DOC", "旧版 Word 文档（DOC）", "an old Word document (DOC)"),
    kinds.XLS: _kind("XLS", "旧版 Excel 工作簿（XLS）", "an old Excel workbook (XLS)"),
    kinds.XLSB: _kind("XLSB", "Excel 二进制工作簿（.xlsb）", "a binary Excel workbook (.xlsb)"),
    kinds.PPT: _kind("PPT", "旧版幻灯片（PPT）", "an old presentation (PPT)"),
    kinds.WORKS: _kind("WPS", "WPS 文档", "a Works document (WPS)"),
    kinds.ODT: _kind("ODT", "OpenDocument 文档（ODT）", "an OpenDocument text (ODT)"),
    kinds.ODS: _kind("ODS", "OpenDocument 表格（ODS）", "an OpenDocument spreadsheet (ODS)"),
    kinds.ODP: _kind("ODP", "OpenDocument 幻灯片（ODP）", "an OpenDocument presentation (ODP)"),
    kinds.EML: _kind("EML", "邮件", "a mail"),
    kinds.MSG: _kind("MSG", "邮件", "a mail"),
    **{
        kind: _kind(kind.removeprefix("image/").upper(), "图片", "a picture")
        for kind in kinds.PICTURES
    },
    kinds.ZIP: _kind("ZIP", "ZIP 压缩包", "a ZIP archive"),
    kinds.RAR: _kind("RAR", "RAR 压缩包", "a RAR archive"),
    kinds.SEVEN_ZIP: _kind("7z", "7z 压缩包", "a 7z archive"),
    kinds.GZIP: _kind("gzip", "gzip 压缩包", "a gzip archive"),
    kinds.ENCRYPTED_OFFICE: KindName(
        ("Office（有密码）", "Office, locked"), ("有密码的 Office 文件", "a locked Office file")
    ),
    kinds.OLE: KindName(
        ("旧版 Office", "old Office file"), ("旧版 Office 文件", "an old Office file")
    ),
    kinds.EMPTY: KindName(("空文件", "empty"), ("空文件", "an empty file")),
    kinds.LEFTOVER: KindName(
        ("系统附带文件", "left by the system"), ("系统附带文件", "a file left by the system")
    ),
    kinds.UNKNOWN: KindName(
        ("无法识别", "unknown"), ("无法识别的文件类型", "a file of an unknown kind")
    ),
}


def short_name(media_type: str) -> Words:
    """The name of a kind of file for a list; the media type itself where it has no other."""
    known = _NAMES.get(media_type)
    return known.short if known else (media_type, media_type)


def full_name(media_type: str) -> Words:
    """What a file of this kind is, for a sentence: “这是…”, "This is …"."""
    return _NAMES.get(media_type, _NAMES[kinds.UNKNOWN]).full
