"""What a person is asked to do about defective scanned pages."""

from collections.abc import Mapping
from dataclasses import replace

from contracts.document import Failure
from contracts.errors import EmptyFile
from contracts.reading import Reading
from contracts.recognition import TO_BE_SCANNED_AGAIN, Defect
from ingest.pipeline import Result

SHOWN = 10  # pages that are named
NAMES: Mapping[Defect, tuple[str, str]] = {
    Defect.FAINT: ("太淡", "too faint"),
    Defect.BLURRED: ("模糊或分辨率太低", "blurred or too coarse"),
    Defect.UNREADABLE: ("认不出文字", "without legible characters"),
    Defect.SKEWED: ("歪斜", "askew"),
    Defect.CUT: ("边缘被裁掉", "cut off at the edge"),
}


def with_defects(result: Result, defects: Mapping[int, Defect]) -> Result:
    """The result of reading a scan, and what is to be asked for because of its pages."""
    if not defects:
        return result
    lost = {page: each for page, each in defects.items() if each in TO_BE_SCANNED_AGAIN}
    if isinstance(result, Failure):
        return _scan_again(lost) if lost and result.code == EmptyFile.code else result
    if isinstance(result, Reading) and (result.failure is None or lost):
        return replace(result, failure=_scan_again(lost) if lost else _needs_a_look(defects))
    return result


def _scan_again(defects: Mapping[int, Defect]) -> Failure:
    zh, en = _pages(defects)
    return Failure(
        code="scan_again",
        message_zh=f"扫描质量太差，这些页没有识别：{zh}。请以 300 dpi 重新扫描，用“替换文件”上传。",
        message_en=f"These pages could not be read from the scan: {en}. Scan them again at 300 dots"
        " an inch and replace the file.",
        attention=True,
    )


def _needs_a_look(defects: Mapping[int, Defect]) -> Failure:
    zh, en = _pages(defects)
    return Failure(
        code="needs_a_look",
        message_zh=f"这些页的扫描有缺陷，文字可能有误：{zh}。"
        "请在文件页上对照页面图像核对，必要时重新扫描。",
        message_en=f"The scan of these pages is defective, their text may be wrong: {en}. Compare"
        " it with the page's picture on the document's page; where it is wrong, scan again.",
        attention=True,
    )


def _pages(defects: Mapping[int, Defect]) -> tuple[str, str]:
    named = list(defects.items())[:SHOWN]
    more = "…" if len(defects) > SHOWN else ""
    return (
        "，".join(f"第 {page} 页（{NAMES[defect][0]}）" for page, defect in named) + more,
        ", ".join(f"page {page} ({NAMES[defect][1]})" for page, defect in named) + more,
    )
