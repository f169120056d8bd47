"""The names of kinds of files, on pages and at the terminal."""

from collections.abc import Mapping

from contracts import media_types as kinds

NAMES: Mapping[str, str] = {
    kinds.DOCX: "DOCX",
    kinds.PDF: "PDF",
    kinds.PPTX: "PPTX",
    kinds.XLSX: "XLSX",
    kinds.HTML: "HTML",
    kinds.MARKDOWN: "Markdown",
    kinds.TEXT: "TXT",
    kinds.RTF: "RTF",
    kinds.DOC: "DOC",
    kinds.XLS: "XLS",
    kinds.XLSB: "XLSB",
    kinds.PPT: "PPT",
    kinds.WORKS: "WPS",
    kinds.ODT: "ODT",
    kinds.ODS: "ODS",
    kinds.ODP: "ODP",
    kinds.EML: "EML",
    kinds.MSG: "MSG",
    kinds.ZIP: "ZIP",
    "application/vnd.rar": "RAR",
    "application/x-7z-compressed": "7z",
    "application/gzip": "gzip",
}
IN_WORDS: Mapping[str, tuple[str, str]] = {
    kinds.ENCRYPTED_OFFICE: ("Office（有密码）", "Office, locked"),
    kinds.OLE: ("旧版 Office", "old Office file"),
    kinds.EMPTY: ("空文件", "empty"),
    kinds.UNKNOWN: ("无法识别", "unknown"),
    kinds.LEFTOVER: ("系统附带文件", "left by the system"),
}


def kind_name(media_type: str) -> tuple[str, str]:
    """The name of a kind of file, in Chinese and in English."""
    name = NAMES.get(media_type)
    if name is None and media_type.startswith("image/"):
        name = media_type.removeprefix("image/").upper()
    return IN_WORDS.get(media_type) or (name or media_type,) * 2
