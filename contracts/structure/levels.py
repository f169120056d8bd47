"""Which reading of a label is meant, and the level of the outline that it belongs to.

The label alone does not tell: i may be a letter or a numeral, and 2. may head 2.1 or go on with a
list. Its neighbours decide.
"""

from collections.abc import Mapping, Sequence

from contracts.structure.numbering import Label, may_follow
from contracts.structure.printed_lines import Line
from contracts.structure.schemes import TWINS, Scheme

Key = tuple[Scheme, int]
"""A scheme as a level of the outline; the number tells apart depths of decimals and of lists."""

_LOOK_AHEAD = 40  # labels


def is_next(path: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether ``after`` is the very next number of the same depth."""
    return path[:-1] == after[:-1] and after[-1:] == (path[-1] + 1,) if path else False


def chosen_readings(lines: Sequence[Line]) -> list[Label]:
    """One reading for each label: the one that its neighbours agree with."""
    last: dict[Scheme, tuple[int, ...]] = {}
    chosen: list[Label] = []
    for position, line in enumerate(lines):
        label = line.labels[0]
        if len(line.labels) > 1:
            label = _reading_in_context(lines, position, last)
        if label.path:
            last[label.scheme] = label.path
        chosen.append(label)
    return chosen


def _reading_in_context(
    lines: Sequence[Line], position: int, last: Mapping[Scheme, tuple[int, ...]]
) -> Label:
    readings = lines[position].labels
    for label in readings:
        if label.scheme is Scheme.DECIMAL:  # 2、1 or item 2, whose text begins with 1
            return label if _goes_on(last, label.path) else readings[0]
    legal = [r for r in readings if r.path[0] == last.get(r.scheme, (0,))[-1] + 1] or [
        r for r in readings if r.path[0] == 1
    ]
    if len(legal) == 1:
        return legal[0]
    wanted = {(r.scheme, r.path[0] + 1): r for r in legal or readings}
    for line in lines[position + 1 : position + _LOOK_AHEAD]:
        for label in line.labels:
            if len(label.path) == 1 and (label.scheme, label.path[0]) in wanted:
                return wanted[label.scheme, label.path[0]]
    return (legal or readings)[0]


def _goes_on(last: Mapping[Scheme, tuple[int, ...]], decimal: tuple[int, ...]) -> bool:
    """Whether a decimal is of the chapter that stands open: 2.1 behind 2, 2.2 behind 2.1."""
    return any(
        (last[scheme][0] == decimal[0] and may_follow(last[scheme], decimal))
        or last[scheme] == decimal  # a number that the writer gave twice
        for scheme in (Scheme.DECIMAL, Scheme.ARABIC, Scheme.ARABIC_COMMA, Scheme.ARABIC_BARE)
        if scheme in last
    )


def levels_of(lines: Sequence[Line], labels: Sequence[Label]) -> list[Key]:
    """The level of each label; a plain number that heads decimals becomes their first level.

    It heads them where its decimals follow (2. before 2.1), or where those of the number before it
    have just ended (3. after 2.6), unless it goes on with a list that began in between.
    """
    keys = [_level_of(label, line) for line, label in zip(lines, labels, strict=True)]
    coming = _next_chapters(labels)
    chapter = listed = 0
    for index, label in enumerate(labels):
        if label.scheme is Scheme.DECIMAL:
            chapter, listed = label.path[0], 0
        elif label.scheme in TWINS:
            number = label.path[0]
            goes_on = chapter > 0 and number == listed + 1
            anew = number == 1 and label.scheme is Scheme.ARABIC_BARE  # in an attachment
            heads = (
                (chapter < number or anew) and number == coming[index]
            ) or 1 < number == chapter + 1
            if heads and not goes_on:
                keys[index] = (Scheme.DECIMAL, 1)
            listed = number
    if keys:
        _lead_chapters(labels, keys)
    return keys


def _lead_chapters(labels: Sequence[Label], keys: list[Key]) -> None:
    """Raise bare numbers that lead up to the chapter of the first decimals: 1, 2, 2.1."""
    chapter = (Scheme.DECIMAL, 1)
    first = keys.index(chapter) if chapter in keys else 0
    wanted = labels[first].path[:1]
    for index in range(first - 1, -1, -1):
        label = labels[index]
        if label.scheme is Scheme.DECIMAL:
            return
        if label.scheme is Scheme.ARABIC_BARE and is_next(label.path, wanted):
            keys[index] = chapter
            wanted = label.path


def _next_chapters(labels: Sequence[Label]) -> list[int]:
    """For each label, the first number of the next decimal."""
    chapters: list[int] = []
    chapter = 0
    for label in reversed(labels):
        chapters.append(chapter)
        if label.scheme is Scheme.DECIMAL:
            chapter = label.path[0]
    return chapters[::-1]


def _level_of(label: Label, line: Line) -> Key:
    """The level that a label shows by itself."""
    if label.scheme is Scheme.DECIMAL:
        return label.scheme, len(label.path)
    return label.scheme, line.level or 0
