"""What a web site prints around a document saved from it: page head, link lists, notices.

The words are those of Chinese document-sharing sites, whose pages often stand in for the lost
original. A line is only ever left out together with everything before it, or after it.
"""

import re
from collections.abc import Sequence

from contracts.structure.printed_lines import Line, VersionText
from contracts.structure.schemes import NAMED, Scheme
from contracts.text import reading

_HEAD = re.compile(
    r"(?:文档简介|文本预览|下载提示|常见问题|法律法规查询)$|^版权说明|^欢迎来到.{1,12}文库|电子文档交易"
    r"|上传人|文档编号:|上传时间:|文档格式:|文档大小:|版权申诉|安卓app"
)
_TAIL = re.compile(
    r"^(?:温馨提示|最新文档|相关推荐|相关文档|猜你喜欢|评论|提交评论|返回顶部)$|^点击阅读更多"
    r"|^关于.{1,10}网 *-|公网安备|经营许可证|^©|^copyright"
)
_FILE_NAME = re.compile(r"\.(?:pptx?|docx?|xlsx?|pdf)$")
_HEAD_LINES = 40
_LONGEST_HEAD = 80  # characters: what is longer is text
_LONGEST_TAIL = 200
_TAIL_LINES = 60
_CLAUSE_SCHEMES = NAMED | {Scheme.HANZI}  # a site numbers its own notices by 1. at most
_FEWEST = 2  # signs at the end; one alone may be a clause about a web site


def frame_lines(lines: Sequence[Line], text: VersionText) -> set[int]:
    """The indices of the lines that belong to a site's page; a file's name among them is kept."""
    rows = [
        reading(text.printed[line.start : line.end]).text.lstrip("•- ")
        if line.end - line.start <= _LONGEST_TAIL
        else ""
        for line in lines
    ]
    head, tail = _head_end(rows), _tail_start(rows, lines)
    if head >= tail:
        return set()  # a frame around nothing is none
    frame = (*range(head), *range(tail, len(rows)))
    return {index for index in frame if not _FILE_NAME.search(rows[index])}


def _head_end(rows: Sequence[str]) -> int:
    end = 0
    for index, row in enumerate(rows[:_HEAD_LINES]):
        if not row or len(row) > _LONGEST_HEAD:
            break
        if _HEAD.search(row):
            end = index + 1
    return end


def _tail_start(rows: Sequence[str], lines: Sequence[Line]) -> int:
    start = len(rows)
    signs = 0
    for index in range(len(rows) - 1, max(-1, len(rows) - 1 - _TAIL_LINES), -1):
        if not rows[index] or any(label.scheme in _CLAUSE_SCHEMES for label in lines[index].labels):
            break
        if _TAIL.search(rows[index]):
            start = index
            signs += 1
    return start if signs >= _FEWEST else len(rows)
