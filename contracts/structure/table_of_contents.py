"""Tables of contents: lines that only repeat the headings to come, usually with page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contracts.structure.printed_lines import Line, VersionText

_TITLE = re.compile(
    r"(?:目 *[录次]|(?:table of )?contents(?: page)?)[: ]*$"
    r"|本.{0,12}(?:政策|声明|协议|指引)[^。;]{0,10}(?:帮助您(?:了解|理解)|向您说明)[^。;]{0,10}:$"
)
_TITLE_IN_LINE = re.compile(r"table of contents\b")
_PAGE = r"(?<![\d.])(?:\d{1,4}|[ivxl]{1,6})"
_ENTRY = re.compile(rf"(?P<title>.{{2,100}}?)(?P<leader>[\s.·…_\-—]+(?P<page>{_PAGE}))?$")
_DOTS = re.compile(r"\.{3,}|…|·{3,}")
_ENTRY_IN_LINE = re.compile(r"[a-z);]\s+\d{1,3}(?=\s+(?:\d|[a-z])|$)")
_FEWEST = 3  # entries
_LONGEST = 300
_MOST_TITLES = 3  # more are a running head that links to the contents
_GAP = 2  # lines between entries that may be something else: a running title, a page number


_Number = tuple[str, tuple[int, ...]]
_Value = str | _Number


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as an entry would be: its title and number without the page, whether it has one."""

    title: str
    number: _Number | None
    has_page: bool
    dotted: bool


def contents_lines(lines: Sequence[Line], text: VersionText) -> set[int]:
    """The indices of the lines that are a table of contents, its title included.

    It stands in the first half. One without page numbers is known by its title, and because what it
    lists comes again.
    """
    rows = [_row(line, text) for line in lines]
    times = Counter(value for row in rows for value in _values(row))
    titles_tried = 0
    for index, line in enumerate(lines[: len(lines) // 2]):
        folded = text.folded[line.start : line.end]
        if _TITLE_IN_LINE.match(folded) and _is_glued(folded):
            return {index}
        if _TITLE.match(folded) and titles_tried < _MOST_TITLES:
            titles_tried += 1
            found = _entries(rows, index + 1, times)
            if len(found) >= _FEWEST:
                return set(range(index, max(found) + 1))
    return _dotted_run(rows) or _repeated_run(rows, times)


def _row(line: Line, text: VersionText) -> _Row:
    folded = text.folded[line.start : line.end]
    number = (line.labels[0].scheme.value, line.labels[0].path) if line.labels else None
    match = _ENTRY.match(folded) if len(folded) <= 120 else None
    if match is None:
        return _Row("", number, _is_glued(folded), False)
    has_page = match["page"] is not None
    dotted = has_page and _DOTS.search(match["leader"]) is not None
    return _Row(re.sub(r"[\s.·…_\-—:]", "", match["title"]), number, has_page, dotted)


def _entries(rows: Sequence[_Row], start: int, times: Counter[_Value]) -> list[int]:
    """The entries from ``start`` on; where the first comes again the body has begun."""
    found: list[int] = []
    for index in range(start, len(rows)):
        row = rows[index]
        if index - (found[-1] if found else start) > _GAP:
            break
        first = rows[found[0]] if found else None
        if first and ((first.number and row.number == first.number) or row.title == first.title):
            break
        if row.has_page or _comes_again(row, times):
            found.append(index)
    return found


def _comes_again(row: _Row, times: Counter[_Value]) -> bool:
    return any(times[value] > 1 for value in _values(row))


def _values(row: _Row) -> Iterator[_Value]:
    """What an entry is recognised by when it comes again."""
    if row.title:
        yield row.title
    if row.number:
        yield row.number


def _dotted_run(rows: Sequence[_Row]) -> set[int]:
    """Entries known only by their dots (违约责任……12), with running titles and page numbers."""
    dotted = [index for index, row in enumerate(rows[: len(rows) // 2]) if row.dotted]
    run: list[int] = []
    for index in dotted:
        if run and index - run[-1] > _GAP:
            break
        run.append(index)
    if len(run) < _FEWEST:
        return set()
    behind = {value for row in rows[run[-1] + 1 :] for value in _values(row)}
    return {
        index
        for index in range(run[0], run[-1] + 1)
        if index in run or rows[index].title.isdigit() or behind & {*_values(rows[index])}
    }


def _repeated_run(rows: Sequence[_Row], times: Counter[_Value]) -> set[int]:
    """Numbered lines without title and pages: all come again, beginning right behind the last."""
    for start, first in enumerate(rows[: len(rows) // 2]):
        if not first.title or first.number is None or first.number[1] != (1,):
            continue
        titles: set[str] = set()
        for row in rows[start : start + _LONGEST]:
            if row.number is None or times[row.title] < 2 or row.title in titles:
                break
            titles.add(row.title)
        end = start + len(titles)
        if end - start >= _FEWEST and end < len(rows) and rows[end].title == first.title:
            return set(range(start, end))
    return set()


def _is_glued(folded: str) -> bool:
    """Several entries in one line: 1.0 DEFINITIONS 3 2.0 SCOPE 8 …"""
    entries = len(_ENTRY_IN_LINE.findall(folded))
    return entries >= max(1, len(folded) // 80)
