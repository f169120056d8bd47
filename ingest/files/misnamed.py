"""Files that hold something else than their name says: read as what they are, and told.

Most are what a failed download or export left: a note of the error, a page to sign in at.
"""

from collections.abc import Mapping
from pathlib import PurePath

from contracts import media_types as kinds
from contracts.document import Failure

_OLD_WORD = (kinds.DOC, kinds.DOCX, kinds.RTF, kinds.HTML, kinds.WORKS)  # Word writes all as .doc
_OLD_EXCEL = (kinds.XLS, kinds.XLSX, kinds.HTML)
_PROMISED: Mapping[str, tuple[str, ...]] = {  # by the name's end; others promise nothing
    ".pdf": (kinds.PDF,),
    **dict.fromkeys((".docx", ".docm", ".dotx"), (kinds.DOCX,)),
    **dict.fromkeys((".doc", ".dot", ".wps"), _OLD_WORD),
    **dict.fromkeys((".xlsx", ".xlsm"), (kinds.XLSX,)),
    **dict.fromkeys((".xls", ".et"), _OLD_EXCEL),
    **dict.fromkeys((".pptx", ".pptm"), (kinds.PPTX,)),
    **dict.fromkeys((".ppt", ".dps"), (kinds.PPT, kinds.PPTX)),
    ".rtf": (kinds.RTF,),
    ".odt": (kinds.ODT,),
    ".msg": (kinds.MSG,),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"), kinds.PICTURES),
}
_NAMES: Mapping[str, tuple[str, str]] = {
    kinds.TEXT: ("纯文本", "plain text"),
    kinds.MARKDOWN: ("纯文本", "plain text"),
    kinds.HTML: ("网页", "a web page"),
    kinds.EML: ("邮件", "a mail"),
    kinds.MSG: ("邮件", "a mail"),
    kinds.PDF: ("PDF", "a PDF"),
    kinds.RTF: ("RTF 文档", "an RTF document"),
    kinds.DOCX: ("Word 文档（DOCX）", "a Word document (DOCX)"),
    kinds.DOC: ("旧版 Word 文档（DOC）", "an old Word document (DOC)"),
    kinds.XLSX: ("Excel 工作簿（XLSX）", "an Excel workbook (XLSX)"),
    kinds.XLS: ("旧版 Excel 工作簿（XLS）", "an old Excel workbook (XLS)"),
    kinds.PPTX: ("幻灯片（PPTX）", "a presentation (PPTX)"),
    **dict.fromkeys(kinds.PICTURES, ("图片", "a picture")),
}


def misnamed(file_name: str, media_type: str) -> Failure | None:
    """What to tell of a file that was read, if its name's end promises another kind of file."""
    suffix = PurePath(file_name).suffix.lower()
    if media_type in _PROMISED.get(suffix, (media_type,)):
        return None
    zh, en = _NAMES.get(media_type, ("另一种文件", "a file of another kind"))
    return Failure(
        code="misnamed",
        message_zh=f"文件名以 {suffix} 结尾，内容却是{zh}，已按内容读取，可以检索。"
        "请打开核对：下载或导出失败留下的，请重新获取原件并替换；内容无误的，可以跳过，文件仍保留在库中。",
        message_en=f"The name ends in {suffix}, but inside is {en}; it is read as that and can be"
        " searched. Open it and look: where a download or export failed, get the original again and"
        " replace the file; where it is right, skip it, and it stays in the library.",
        attention=True,
    )
