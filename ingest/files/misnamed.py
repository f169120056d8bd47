"""Files that hold something else than their name says: read as what they are, and told.

Most are what a failed download or export left: a note of the error, a page to sign in at.
"""

from collections.abc import Mapping
from pathlib import PurePath

from contracts import media_types as kinds
from contracts.document import Failure
from ingest.files.kind_names import full_name

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


def misnamed(file_name: str, media_type: str) -> Failure | None:
    """What to tell of a file that was read, if its name's end promises another kind of file."""
    suffix = PurePath(file_name).suffix.lower()
    if media_type in _PROMISED.get(suffix, (media_type,)):
        return None
    zh, en = full_name(media_type)
    return Failure(
        code="misnamed",
        message_zh=f"文件名以 {suffix} 结尾，内容却是{zh}，已按内容读取，可以检索。"
        "请打开核对：下载或导出失败留下的，请重新获取原件并替换；内容无误的，可以跳过，文件仍保留在库中。",
        message_en=f"The name ends in {suffix}, but inside is {en}; it is read as that and can be"
        " searched. Open it and look: where a download or export failed, get the original again and"
        " replace the file; where it is right, skip it, and it stays in the library.",
        attention=True,
    )
