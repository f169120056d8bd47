"""What a reader of a compared scan must know, in words, the same for every output."""

from collections.abc import Iterator

from compare.names import in_words
from compare.scan import Scan, ScannedPage

_SIDES = {"old": ("旧文件", "old document"), "new": ("新文件", "new document")}


def scan_lines(scan: Scan | None, language: str) -> tuple[str, ...]:
    """A line for each page that can't be relied on, each number that no change explains, and a sum
    of both; none where nothing was recognised.
    """
    return tuple(in_words(line, language) for line in (_lines(scan) if scan else ()))


def side_name(side: str, language: str) -> str:
    """What the ``old`` or ``new`` side is called."""
    return in_words(_SIDES[side], language)


def _lines(scan: Scan) -> Iterator[tuple[str, str]]:
    yield from (_page(page) for page in scan.pages if not page.reliable)
    reliable = sum(page.reliable for page in scan.pages)
    yield (
        f"识别的 {len(scan.pages)} 页中 {reliable} 页可靠。",
        f"{reliable} of {len(scan.pages)} recognised pages can be relied on.",
    )
    missed = [figure for figure in scan.figures if not figure.shown]
    for figure in missed:
        yield (
            f"数字 {figure.text}：旧文件 {len(figure.old)} 次，新文件 {len(figure.new)} 次，"
            "变更中没有显示。",
            f"The number {figure.text} occurs {len(figure.old)} times in the old document and "
            f"{len(figure.new)} times in the new, and no change shows why.",
        )
    if not missed:
        yield (
            "除变更所示外，每个数字出现的次数都相同。",
            "But for what the changes show every number stands equally often on both sides.",
        )


def _page(page: ScannedPage) -> tuple[str, str]:
    zh, en = _SIDES[page.side]
    return (
        f"{zh}第 {page.number} 页识别不清（{page.badly_read} 行），须对照页面图像。",
        f"Page {page.number} of the {en} was read badly (bad lines: {page.badly_read}): compare it "
        "with its picture.",
    )
