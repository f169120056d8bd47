"""Documents without numbers: what looks like a heading begins a clause, or each paragraph does."""

import re
from collections.abc import Sequence
from dataclasses import replace

from contracts.structure.headings import is_named_plainly
from contracts.structure.parts import ends_recitals, is_preamble_heading, is_title, names_signature
from contracts.structure.printed_lines import Line, VersionText
from contracts.text import HANZI

_STOP = re.compile(r"[。;；.!?:]\W{0,3}$")
_INNER_STOP = re.compile(r"[。;!?]|\.\s")
_FIELD = re.compile(r"[:_]\s*\S|_{2,}|\{\{|\d{3,}|^[\W_]+$")
_ANNOUNCES = re.compile(
    r"如下|下列|以下|下述|包括|列为|按照|根据|应当?[^用急]|可以?|[甲乙丙丁双各]方[^的]*:"
)
_BOX = re.compile(r"[─-╿|]")
_BRACKETED = re.compile(r"【[^】]{1,30}】")
_DASHED = re.compile(r"[-–—•·*] ?\S")
_SENTENCE_LENGTH = 30
_SHORT_SENTENCE = 15
_FEWEST = 2  # headings


def with_headings(lines: Sequence[Line], text: VersionText) -> list[Line] | None:
    """The lines, those that look like headings marked so; None where there are hardly any."""
    rows = [text.folded[line.start : line.end] for line in lines]
    marked = list(lines)
    count = 0
    leads = False  # whether the line behind is a sentence or a heading of one
    is_item = False  # whether it is one of a list without numbers
    for index in range(len(rows) - 1, 0, -1):
        line = lines[index]
        printed = text.printed[line.start : line.end]
        bare = not line.table and not line.labels
        listed = rows[index].endswith(":") and rows[index - 1].endswith(":")  # of fields
        heads = leads and bare and not listed and _looks_like_heading(printed, rows[index])
        if heads or _BRACKETED.match(rows[index]):
            marked[index] = replace(line, heading_level=0)
            count += 1
        opens_list = rows[index].endswith(":") and "," in rows[index]
        opens_list |= len(rows[index]) >= _SENTENCE_LENGTH and is_item
        leads = heads or bool(line.labels) or opens_list or _is_sentence(rows[index])
        is_item = line.level is not None or _DASHED.match(rows[index]) is not None
    return marked if count >= _FEWEST else None


def _looks_like_heading(printed: str, folded: str) -> bool:
    if is_title(folded) or names_signature(folded) or is_preamble_heading(folded):
        return False
    if _is_sentence(folded) or _FIELD.search(folded):
        return False
    if re.search(f"[{HANZI}]", folded):
        return len(folded) <= 20 and not (
            re.search(r"[。;,，]", folded) or (folded.endswith(":") and _ANNOUNCES.search(folded))
        )
    if folded.endswith(":"):
        return False
    words = re.findall(r"[A-Za-z]+", printed)
    capitals = sum(word[0].isupper() for word in words)
    titled = 0 < len(words) <= 12 and capitals * 2 > len(words) and not printed.endswith((",", ";"))
    return titled or is_named_plainly(printed)


def _is_sentence(folded: str) -> bool:
    return (len(folded) >= _SHORT_SENTENCE and folded.endswith("。")) or (
        len(folded) >= _SENTENCE_LENGTH and bool(_STOP.search(folded) or _INNER_STOP.search(folded))
    )


def paragraph_starts(lines: Sequence[Line], text: VersionText) -> set[int]:
    """The lines that begin a clause where nothing else does: sentences behind a finished one.

    What comes before the first is title, parties and recitals.
    """
    starts: set[int] = set()
    finished = True
    for index, line in enumerate(lines):
        row = text.folded[line.start : line.end]
        introduces = not starts and (ends_recitals(row) or is_preamble_heading(row))
        if _is_sentence(row) and finished and not introduces and not _BOX.match(row):
            starts.add(index)
        finished = bool(_STOP.search(row)) or len(row) < _SENTENCE_LENGTH
    return starts
