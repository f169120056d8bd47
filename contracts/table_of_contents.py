"""Tables of contents: lines that only repeat the headings to come, usually with page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from contracts.printed_lines import Line, VersionText

_TITLE = re.compile(r"(?:目 *[录次]|(?:table of )?contents|index of (?:articles|sections))[: ]*$")
_TITLE_IN_LINE = re.compile(r"table of contents\b")
_PAGE = r"(?:\d{1,4}|[ivxl]{1,6})"
_ENTRY = re.compile(rf"(?P<title>.{{2,90}}?)(?P<leader>[\s.·…_\-—]*)(?P<page>(?<![\d.]){_PAGE})?$")
_LEADER = re.compile(r"\.{3,}|…|·{3,}|\t| {2,}|_{3,}|-{3,}")
_ENTRY_IN_LINE = re.compile(r"[a-z);]\s+\d{1,3}(?=\s+(?:\d|[a-z]))")
_SHORTEST = 3  # entries
_GAP = 2  # lines between entries that may be something else: a running title, a page number


def contents_lines(lines: Sequence[Line], text: VersionText) -> set[int]:
    """The indices of the lines that are a table of contents, its title included."""
    folded = [text.folded[line.start : line.end] for line in lines]
    matches = [_ENTRY.match(row) if len(row) <= 120 else None for row in folded]
    titles = [_plain(match["title"]) if match else "" for match in matches]
    repeated = Counter(titles)
    found: set[int] = set()
    index = 0
    while index < len(lines):
        if _TITLE.match(folded[index]):
            end = _end_of_entries(index + 1, matches, titles, repeated, announced=True)
        elif _TITLE_IN_LINE.match(folded[index]) and _is_glued(folded[index]):
            end = index + 1
        else:
            end = _end_of_entries(index, matches, titles, repeated, announced=False)
            end = end if end - index >= _SHORTEST else index
        found.update(range(index, end))
        index = max(end, index + 1)
    return found


def _plain(title: str) -> str:
    return re.sub(r"[\s.·…_\-—:]", "", title)


def _end_of_entries(
    start: int,
    matches: Sequence[re.Match[str] | None],
    titles: Sequence[str],
    repeated: Counter[str],
    *,
    announced: bool,
) -> int:
    """Where the run of entries from ``start`` ends; it ends where its first entry comes again."""
    end = start
    position = start
    while position < len(matches) and position - end <= (_GAP if announced else 0):
        match = matches[position]
        if match and position > start and titles[position] == titles[start] and titles[start]:
            break
        if match and _is_entry(match, repeated[titles[position]], announced=announced):
            end = position + 1
        position += 1
    return end


def _is_entry(match: re.Match[str], times: int, *, announced: bool) -> bool:
    led = match["page"] is not None and _LEADER.search(match["leader"]) is not None
    if not announced:
        return led
    return led or times > 1 or (match["page"] is not None and bool(match["leader"]))


def _is_glued(folded: str) -> bool:
    """A whole table in one line: TABLE OF CONTENTS 1.0 DEFINITIONS 3 2.0 SCOPE 8 …"""
    return len(_ENTRY_IN_LINE.findall(folded)) >= max(_SHORTEST, len(folded) // 80)
