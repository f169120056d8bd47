"""A table of contents glued into the text: the key to the titles glued into the body.

Word's export to plain text leaves "3182651.1編制目的 38001.2編制依據": page 3, bookmark 18265, then
1.1; page 3, bookmark 800, then 1.2. Which digits are the label only the sequence tells: the longest
run of digits that is not the label is passed over, and a label is taken only when it may follow the
one before. Other converters leave no more than the titles, 第一章总则1.1目的1.2依据; they are known
to be a table because they all come again. The titles so found are then looked for in the body, in
order, exactly as printed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from contracts.structure.numbering import may_follow, read_labels
from contracts.structure.printed_lines import Line, VersionText, cut, labels_at
from contracts.text import HANZI

_ENTRY_START = re.compile(
    r"(?P<named>第[一二三四五六七八九十百\d]{1,4}[章条]|[一二三四五六七八九十]{1,3}、)"
    rf"|(?P<digits>\d{{1,12}})(?P<rest>(?:\.\d{{1,2}})+)(?=[{HANZI}])"
)
_PAGE = re.compile(r"\s+\d|\d+$")
_FIELD_CODE = re.compile(r"toc *\\")  # Word's own sign of a table of contents
_FIRST = re.compile(rf"第[一1][章条]|一、|(?<![\d.])1\.1(?=[{HANZI}])")
_FEWEST = 5  # entries
_LONGEST = 40  # characters of a title that no field code vouches for
_MOST = 0.8  # of the titles, which come again
_SENTENCE = re.compile("[。;；]")
_SHORTEST_LINE = 24  # characters


@dataclass(frozen=True, slots=True)
class _Entry:
    path: tuple[int, ...]
    start: int  # of the label
    end: int  # behind the label
    title: str = ""  # as it stands behind the label, spaces and all

    @property
    def behind(self) -> int:
        """Where the entry ends."""
        return self.end + len(self.title)

    def printed(self, text: VersionText) -> str:
        """The label and the title."""
        return text.printed[self.start : self.end] + self.title


def split_glued_contents(lines: Iterable[Line], text: VersionText) -> list[Line]:
    """The lines; a glued table of contents is left out, and its line cut at the titles it lists."""
    result: list[Line] = []
    for line in lines:
        field = _FIELD_CODE.search(text.folded, line.start, line.end)
        if field:
            entries, table = _entries(text, field.end(), line.end), field.start()
        else:
            entries = _unmarked(text, line)
            table = entries[0].start if entries else line.start
        if len(entries) >= _FEWEST:
            result.extend(_cut_by(entries, line, table, text))
        else:
            result.append(line)
    return result


def _unmarked(text: VersionText, line: Line) -> list[_Entry]:
    """The entries of a table without a field code: short titles, which come again behind it."""
    if line.table or line.end - line.start < _SHORTEST_LINE:
        return []
    first = _FIRST.search(text.folded, line.start, line.end)
    if not first or text.folded.find(first[0], first.end()) < 0:
        return []
    entries = _entries(text, first.start(), line.end)
    if len(entries) < _FEWEST or any(map(_is_text, entries)):
        return []
    behind = entries[-1].behind
    again = sum(text.printed.find(entry.printed(text), behind) >= 0 for entry in entries)
    return entries if again >= _MOST * len(entries) else []


def _is_text(entry: _Entry) -> bool:
    return len(entry.title) > _LONGEST or _SENTENCE.search(entry.title) is not None


def _entries(text: VersionText, start: int, end: int) -> list[_Entry]:
    """The entries of the table; it ends where the numbers begin anew."""
    found: list[_Entry] = []
    for match in _ENTRY_START.finditer(text.folded, start, end):
        entry = _legal_entry(match, found[-1].path if found else ())
        if entry is None:
            if found and _begins_anew(match, found[0], text):
                end = match.start()
                break
            continue
        if found:
            found[-1] = _titled(found[-1], entry.start, text)
        found.append(entry)
    if found:
        found[-1] = _last(found[-1], end, text)
    return [entry for entry in found if entry.title.strip()]


def _begins_anew(match: re.Match[str], first: _Entry, text: VersionText) -> bool:
    if match["named"]:
        return _path(match["named"]) == (1,)
    return bool(first.title) and text.printed.startswith(first.printed(text), match.start())


def _legal_entry(match: re.Match[str], previous: tuple[int, ...]) -> _Entry | None:
    if match["named"]:
        path = _path(match["named"])
        legal = may_follow(previous, path) if previous else path == (1,)
        return _Entry(path, match.start(), match.end()) if legal else None
    rest = tuple(int(part) for part in match["rest"].split(".")[1:])
    for length in (1, 2):  # a chapter's number has no more digits
        digits = match["digits"][-length:]
        path = (int(digits), *rest)
        if len(digits) == length and (may_follow(previous, path) if previous else path == (1, 1)):
            return _Entry(path, match.end("digits") - length, match.end())
    return None


def _path(label: str) -> tuple[int, ...]:
    labels = read_labels(label, label)
    return labels[0].path if labels else ()


def _titled(entry: _Entry, end: int, text: VersionText) -> _Entry:
    title = text.printed[entry.end : end]
    page = _PAGE.search(title)
    return replace(entry, title=(title[: page.start()] if page else title).rstrip())


def _last(entry: _Entry, end: int, text: VersionText) -> _Entry:
    """The last entry, with as much of what follows it as comes again behind its number."""
    entry = _titled(entry, min(end, entry.end + _LONGEST), text)
    for length in range(len(entry.title), 0, -1):
        shorter = replace(entry, title=entry.title[:length].rstrip())
        if text.printed.find(shorter.printed(text), entry.end) >= 0:
            return shorter
    return entry


def _cut_by(entries: list[_Entry], line: Line, table: int, text: VersionText) -> list[Line]:
    """The part before the table, and the body cut at every title that is found, in order."""
    cuts: list[Line] = []
    position = entries[-1].behind
    for entry in entries:
        printed = entry.printed(text)
        start = text.printed.find(printed, position, line.end)
        if start >= 0:
            labels = labels_at(text, start, line.end)
            heading = entry.title.lstrip("：: 　")
            cuts.append(Line(start, line.end, line.block, labels, heading=heading))
            position = start + len(printed)
    before = [Line(line.start, table, line.block)] if table > line.start else []
    if cuts:
        between = _stretch(entries[-1].behind, cuts[0].start, line, text)
        body = Line(cuts[0].start, line.end, line.block)
        return [*before, *between, *cut([body], cuts, text)]
    return [*before, *_stretch(entries[-1].behind, line.end, line, text)]


def _stretch(start: int, end: int, line: Line, text: VersionText) -> list[Line]:
    """What stands there, as a line; none where nothing but spaces and digits does."""
    words = text.printed[start:end]
    if not words.strip(" \t　0123456789"):
        return []
    start += len(words) - len(words.lstrip())
    return [Line(start, start + len(words.strip()), line.block, labels_at(text, start, end))]
