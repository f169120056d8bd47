"""A table of contents glued into the text: the key to the titles glued into the body.

Word's export to plain text leaves "3182651.1編制目的 38001.2編制依據": page 3, bookmark 18265, then
1.1; page 3, bookmark 800, then 1.2. Which digits are the label only the sequence tells: the longest
run of digits that is not the label is passed over, and a label is taken only when it may follow the
one before. The titles so found are then looked for in the body, in order, exactly as printed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from contracts.structure.numbering import may_follow, read_labels
from contracts.structure.printed_lines import Line, VersionText, cut, labels_at
from contracts.text import HANZI

_ENTRY_START = re.compile(
    rf"(?P<chapter>第[一二三四五六七八九十百]{{1,4}}章)|(?P<digits>\d{{1,12}})(?P<rest>(?:\.\d{{1,2}})+)"
    rf"(?=[{HANZI}])"
)
_PAGE = re.compile(r"\s+\d|\d+$")
_FIELD_CODE = re.compile(r"toc *\\")  # Word's own sign of a table of contents
_FEWEST = 5  # entries


@dataclass(frozen=True, slots=True)
class _Entry:
    path: tuple[int, ...]
    start: int  # of the label
    end: int  # behind the label
    title: str = ""


def split_glued_contents(lines: Iterable[Line], text: VersionText) -> list[Line]:
    """The lines; a glued table of contents is left out, and its line cut at the titles it lists."""
    result: list[Line] = []
    for line in lines:
        field = _FIELD_CODE.search(text.folded, line.start, line.end)
        entries = _entries(text, field.end(), line.end) if field else []
        if field and len(entries) >= _FEWEST:
            result.extend(_cut_by(entries, line, field.start(), text))
        else:
            result.append(line)
    return result


def _entries(text: VersionText, start: int, end: int) -> list[_Entry]:
    """The entries of the table; it ends where the numbers begin anew."""
    found: list[_Entry] = []
    for match in _ENTRY_START.finditer(text.folded, start, end):
        entry = _legal_entry(match, found[-1].path if found else ())
        if entry is None:
            if found and match["chapter"] and _path(match["chapter"]) == (1,):
                found[-1] = _titled(found[-1], match.start(), text)
                break
            continue
        if found:
            found[-1] = _titled(found[-1], entry.start, text)
        found.append(entry)
    return [entry for entry in found if entry.title]


def _legal_entry(match: re.Match[str], previous: tuple[int, ...]) -> _Entry | None:
    if match["chapter"]:
        path = _path(match["chapter"])
        legal = may_follow(previous, path) if previous else path == (1,)
        return _Entry(path, match.start(), match.end()) if legal else None
    rest = tuple(int(part) for part in match["rest"].split(".")[1:])
    for length in (1, 2):  # a chapter's number has no more digits
        digits = match["digits"][-length:]
        path = (int(digits), *rest)
        if len(digits) == length and may_follow(previous, path):
            return _Entry(path, match.end("digits") - length, match.end())
    return None


def _path(chapter: str) -> tuple[int, ...]:
    labels = read_labels(chapter, chapter)
    return labels[0].path if labels else ()


def _titled(entry: _Entry, end: int, text: VersionText) -> _Entry:
    title = text.printed[entry.end : end]
    page = _PAGE.search(title)
    return replace(entry, title=(title[: page.start()] if page else title).strip())


def _cut_by(entries: list[_Entry], line: Line, table: int, text: VersionText) -> list[Line]:
    """The part before the table, and the body cut at every title that is found, in order."""
    cuts: list[Line] = []
    position = entries[-1].end
    for entry in entries:
        printed = text.printed[entry.start : entry.end] + entry.title
        start = text.printed.find(printed, position, line.end)
        if start >= 0:
            labels = labels_at(text, start, line.end)
            cuts.append(Line(start, line.end, line.block, labels, heading=entry.title))
            position = start + len(printed)
    if not cuts:
        return [line]
    before = Line(line.start, table, line.block)
    body = Line(cuts[0].start, line.end, line.block)
    return [*([before] if table > line.start else []), *cut([body], cuts, text)]
