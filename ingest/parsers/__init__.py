"""One format a file; ``PARSERS`` says which parser reads which media type.

A parser is loaded when it is first used: who reads a single file need not wait for the others.
"""

from collections.abc import Callable, Mapping
from functools import partial

from contracts import media_types as kinds
from contracts.document import ParsedFile
from contracts.errors import EmptyFile, EncryptedFile, UnsupportedFile
from ingest.files.kind_names import full_name
from ingest.named import Named


def _parser(module: str) -> Callable[..., ParsedFile]:
    return Named(f"ingest.parsers.{module}", "parse")


PARSERS: Mapping[str, Callable[[bytes], ParsedFile]] = {
    kinds.DOCX: _parser("docx"),
    **dict.fromkeys(kinds.SCANS, _parser("pdf")),
    kinds.PPTX: _parser("pptx"),
    kinds.XLSX: _parser("xlsx"),
    kinds.RTF: _parser("rtf"),
    kinds.EML: _parser("eml"),
    kinds.MSG: _parser("msg"),
    kinds.HTML: _parser("html"),
    kinds.MARKDOWN: _parser("markdown"),
    kinds.TEXT: _parser("text"),
    **{old: partial(_parser("office"), old) for old in kinds.CONVERTED},
}
READ_ZH = (
    "DOCX、DOC、WPS、RTF、ODT、PDF、PPTX、XLSX、HTML、Markdown、纯文本、"
    "图片（JPEG、PNG、TIFF）、邮件（EML、MSG）、ZIP"
)
READ_EN = (
    "DOCX, DOC, WPS, RTF, ODT, PDF, PPTX, XLSX, HTML, Markdown, plain text, pictures (JPEG, PNG, "
    "TIFF), mail (EML, MSG) and ZIP"
)

_UNPACK = ("请解压后上传其中的文件。", "Unpack it and upload the files in it.")
_REMEDIES: Mapping[str, tuple[str, str]] = {  # for kinds that are recognised, though not read
    kinds.XLSB: ("请在 Excel 中另存为 .xlsx。", "Save it as .xlsx in Excel."),
    **dict.fromkeys((kinds.ZIP, kinds.RAR, kinds.SEVEN_ZIP, kinds.GZIP), _UNPACK),
}
_CONVERT = ("请转换成其中一种。", "Convert it to one of these.")


def parser_for(media_type: str) -> Callable[[bytes], ParsedFile]:
    """The parser for a media type. Raises UnsupportedFile, EncryptedFile and EmptyFile."""
    parser = PARSERS.get(media_type)
    if parser is not None:
        return parser
    if media_type == kinds.EMPTY:
        raise EmptyFile(
            "文件是空的。请重新获取原件后上传。",
            "The file is empty. Get the original again and upload that.",
        )
    if media_type == kinds.ENCRYPTED_OFFICE:
        raise EncryptedFile(
            "这份 Office 文件设有打开密码。请在导入页上或用 tiaoli remedy passwords 输入密码，"
            "或去掉密码后重新上传。",
            "The Office file asks for a password. Give it on the import's page or with tiaoli "
            "remedy passwords, or remove it and upload the file again.",
        )
    if media_type == kinds.LEFTOVER:
        raise UnsupportedFile(
            "这不是文档，是系统或 Office 留在文件夹里的附带文件（缩略图、文件夹设置、打开标记），"
            "没有可读的内容，可以跳过。",
            "This is no document but what the system or Office leaves in folders (thumbnails, a"
            " folder's settings, the mark of an open file). Nothing in it can be read: skip it.",
        )
    raise _unsupported(media_type)


def _unsupported(media_type: str) -> UnsupportedFile:
    zh, en = full_name(media_type)
    remedy_zh, remedy_en = _REMEDIES.get(media_type, _CONVERT)
    space = " " if zh[0].isascii() else ""
    return UnsupportedFile(
        f"这是{space}{zh}，目前不能读取。可读取：{READ_ZH}。{remedy_zh}",
        f"This is {en}, which is not read. {READ_EN} are read. {remedy_en}",
    )
