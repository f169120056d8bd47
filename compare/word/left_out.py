"""What of two documents is not in the tracked changes, so that nobody takes it for unchanged."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contracts.document import Block
from office.places import BODY

_MOST = 20  # lines of a note in the file itself


class LeftOut(StrEnum):
    """Why something is not tracked."""

    OLD_ONLY = "old_only"  # a header, footer, note or text box that only the old document has
    NEW_ONLY = "new_only"
    NUMBER = "number"  # Word counts another number than the new document prints
    REMADE = "remade"  # the old file is none that Word edits, so that its look is lost
    EARLIER = "earlier"  # the old file held tracked changes, which were accepted first


_MEANING = {
    LeftOut.OLD_ONLY: ("只在旧文件中", "only in the old document"),
    LeftOut.NEW_ONLY: ("只在新文件中", "only in the new document"),
    LeftOut.NUMBER: ("Word 自动编号与新文件不同", "Word counts another number"),
    LeftOut.REMADE: (
        "旧文件不是可以标修订的 Word 文件，已按其文字另生成一份",
        "changes can't be tracked in the old file; a new file holds its words",
    ),
    LeftOut.EARLIER: ("旧文件中原有的修订已先接受", "earlier tracked changes were accepted first"),
}


@dataclass(frozen=True, slots=True)
class NotTracked:
    """Something that the tracked changes leave out, and the words in question."""

    why: LeftOut
    text: str = ""

    def told(self, language: str) -> str:
        """A line that says so, in Chinese ("zh…") or English."""
        zh, en = _MEANING[self.why]
        if not self.text:
            return zh if language.startswith("zh") else en
        return f"{zh}：{self.text}" if language.startswith("zh") else f"{en}: {self.text}"


def elsewhere(old: Sequence[Block], new: Sequence[Block]) -> Iterator[NotTracked]:
    """Headers, footers, notes and text boxes that only one side has."""
    olds, news = (
        Counter(block.shown.strip() for block in blocks if block.kind not in BODY)
        for blocks in (old, new)
    )
    yield from (NotTracked(LeftOut.OLD_ONLY, text) for text in olds - news)
    yield from (NotTracked(LeftOut.NEW_ONLY, text) for text in news - olds)


def note(left_out: Sequence[NotTracked]) -> str:
    """The note in the file itself, for people who get only the file."""
    lines = [f"· {each.told('zh')}" for each in left_out[:_MOST]]
    if rest := len(left_out) - _MOST:
        lines += [f"· …… +{rest}"] * (rest > 0)
    return "\n".join(("以下内容没有标修订。 Not in the tracked changes:", *lines))
