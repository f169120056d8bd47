"""Which numbers count, and which scheme encloses which in *this* document.

First pass (``read_hierarchy``): the schemes in use are compared pair by pair. Where a number and
its successor enclose numbers of another scheme (第三条 … 1. 2. … 第四条), it is outer; where the
document says nothing, the usual order decides. Second pass (``is_legal``): a label is accepted
when it is legal where it stands; a line that only begins like one stays text.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts.structure.numbering import Label, may_follow
from contracts.structure.printed_lines import Line
from contracts.structure.schemes import NAMED, SMALL_LETTERS_AND_ROMANS, Scheme

Key = tuple[Scheme, int]
"""A scheme as a level of the outline; the number tells apart depths of decimals and of lists."""

_ORDER = {scheme: rank for rank, scheme in enumerate(Scheme)}
_OUTERMOST = (Scheme.ATTACHMENT, Scheme.PART, Scheme.CHAPTER, Scheme.SECTION)
# What only ever counts items; 1.1 tells its place itself and is never one of theirs.
_LISTS = SMALL_LETTERS_AND_ROMANS | {Scheme.CIRCLED}
# Numbers that sloppy hands mix in one list: 1. 2、 3.
_TWINS = {
    Scheme.ARABIC: (Scheme.ARABIC_COMMA, Scheme.ARABIC_BARE),
    Scheme.ARABIC_COMMA: (Scheme.ARABIC, Scheme.ARABIC_BARE),
    Scheme.ARABIC_BARE: (Scheme.ARABIC, Scheme.ARABIC_COMMA),
    Scheme.ARABIC_HALF: (Scheme.ARABIC_BRACKETED,),
    Scheme.ARABIC_BRACKETED: (Scheme.ARABIC_HALF,),
}
# Names and words begin like these: a first one alone is no list.
_DOUBTFUL = frozenset(
    {
        Scheme.ARABIC_BARE,
        Scheme.CAPITAL,
        Scheme.CAPITAL_ROMAN,
        Scheme.LETTER,
        Scheme.ROMAN,
    }
)
_LOOK_AHEAD = 40  # labels
_NOISE = 0.15  # a share of successions that a single misread number may account for


def key_of(label: Label, line: Line) -> Key:
    """The level a label is of, as far as it can be told from itself."""
    if label.scheme is Scheme.DECIMAL:
        return label.scheme, len(label.path)
    return label.scheme, line.level or 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line with a label in its chosen reading.

    ``supported``: a next number of its key follows; ``linked``: it does, or the one before came.
    """

    label: Label
    key: Key
    supported: bool
    linked: bool


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """What the first pass found: candidates by line index, how often a key encloses another."""

    candidates: dict[int, Candidate]
    enclosing: dict[tuple[Key, Key], float]

    def outer(self, key: Key, other: Key) -> bool:
        """Whether ``key`` stands above ``other`` in this document."""
        if key[0] in _OUTERMOST or other[0] in _OUTERMOST:
            return (_ORDER[key[0]], key[1]) < (_ORDER[other[0]], other[1])
        if (key[0] is Scheme.DECIMAL and other[0] in _LISTS) or (
            other[0] is Scheme.DECIMAL and key[0] in _LISTS
        ):
            return key[0] is Scheme.DECIMAL
        encloses = self.enclosing.get((key, other), 0.0)
        enclosed = self.enclosing.get((other, key), 0.0)
        if encloses != enclosed:
            return encloses > enclosed
        return (_ORDER[key[0]], key[1]) < (_ORDER[other[0]], other[1])


def read_hierarchy(lines: Sequence[Line]) -> Hierarchy:
    """The first pass over the lines of a document."""
    labelled = [index for index, line in enumerate(lines) if line.labels]
    chosen = _choose_readings([lines[index] for index in labelled])
    keys = _keys([lines[index] for index in labelled], chosen)
    following: dict[Key, Label] = {}
    candidates: dict[int, Candidate] = {}
    for index, label, key in reversed(list(zip(labelled, chosen, keys, strict=True))):
        after = following.get(key)
        supported = after is not None and _is_near(label.path, after.path)
        candidates[index] = Candidate(label, key, supported, supported)
        following[key] = label
    _link(candidates)
    trusted = [candidates[index] for index in labelled if _is_trusted(candidates[index])]
    return Hierarchy(candidates, _enclosing(trusted))


def _is_trusted(candidate: Candidate) -> bool:
    """Whether its place in the document can be evidence: it is named, first, or in a sequence."""
    label = candidate.label
    return candidate.linked or label.scheme in NAMED or label.path[-1:] == (1,)


def _link(candidates: dict[int, Candidate]) -> None:
    before: dict[Key, Label] = {}
    for index in sorted(candidates):
        candidate = candidates[index]
        previous = before.get(candidate.key)
        if previous and _is_next(previous.path, candidate.label.path):
            candidates[index] = replace(candidate, linked=True)
        before[candidate.key] = candidate.label


def _is_near(path: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether ``after`` is the next number, or the next but one."""
    return bool(path and after) and path[:-1] == after[:-1] and 0 < after[-1] - path[-1] < 3


def _is_next(path: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return path[:-1] == after[:-1] and after[-1:] == (path[-1] + 1,) if path else False


def _choose_readings(lines: Sequence[Line]) -> list[Label]:
    """One reading for each label: the one its neighbours go with."""
    last: dict[Scheme, int] = {}
    chosen: list[Label] = []
    for position, line in enumerate(lines):
        label = line.labels[0]
        if len(line.labels) > 1:
            label = _reading_in_context(lines, position, last)
        if label.path:
            last[label.scheme] = label.path[-1]
        chosen.append(label)
    return chosen


def _reading_in_context(lines: Sequence[Line], position: int, last: dict[Scheme, int]) -> Label:
    readings = lines[position].labels
    legal = [r for r in readings if r.path[0] == last.get(r.scheme, 0) + 1] or [
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


def _keys(lines: Sequence[Line], labels: Sequence[Label]) -> list[Key]:
    """The keys; a plain number that heads decimals becomes their first level.

    It does when its decimals follow (2. before 2.1) or those of the number before went (3. after
    2.6), unless it goes on with a list that began since.
    """
    keys = [key_of(label, line) for line, label in zip(lines, labels, strict=True)]
    coming = _next_chapters(labels)
    chapter = listed = 0
    for index, label in enumerate(labels):
        if label.scheme is Scheme.DECIMAL:
            chapter, listed = label.path[0], 0
        elif label.scheme in _TWINS:
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
    """Bare numbers that lead up to the chapter of the first decimals: 1, 2, 2.1."""
    chapter = (Scheme.DECIMAL, 1)
    first = keys.index(chapter) if chapter in keys else 0
    wanted = labels[first].path[:1]
    for index in range(first - 1, -1, -1):
        label = labels[index]
        if label.scheme is Scheme.DECIMAL:
            return
        if label.scheme is Scheme.ARABIC_BARE and _is_next(label.path, wanted):
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


def _enclosing(candidates: Sequence[Candidate]) -> dict[tuple[Key, Key], float]:
    """For each pair of keys, the share of the first's successions that enclose the second."""
    last: dict[Key, Label] = {}
    seen: defaultdict[Key, set[Key]] = defaultdict(set)
    successions: Counter[Key] = Counter()
    enclosed: Counter[tuple[Key, Key]] = Counter()
    for candidate in candidates:
        label, key = candidate.label, candidate.key
        if key in last and _is_next(last[key].path, label.path):
            successions[key] += 1
            enclosed.update((key, other) for other in seen[key])
        last[key] = label
        seen[key].clear()
        for other in last:
            if other != key:
                seen[other].add(key)
    shares = {pair: count / successions[pair[0]] for pair, count in enclosed.items()}
    return {pair: share for pair, share in shares.items() if enclosed[pair] > 1 or share > _NOISE}


def is_legal(
    candidate: Candidate, line: Line, open_paths: dict[Key, tuple[int, ...]]
) -> Key | None:
    """The key under which a candidate is accepted, or None when it is only text.

    ``open_paths`` are the last accepted paths by key.
    """
    label, key = candidate.label, candidate.key
    if line.automatic or (label.scheme in NAMED and label.scheme is not Scheme.ATTACHMENT):
        return key
    if label.scheme is Scheme.DECIMAL:
        return key if _decimal_is_legal(candidate, open_paths) else None
    for twin in (key, *_twins(label)):
        previous = open_paths.get(twin)
        if previous and may_follow(previous, label.path) and len(previous) == len(label.path):
            return twin
    if label.path == (1,):
        return key if candidate.supported or label.scheme not in _DOUBTFUL else None
    previous = open_paths.get(key)
    near = previous is not None and -1 < label.path[-1] - previous[-1] < 4
    return key if candidate.supported or (near and label.scheme not in _DOUBTFUL) else None


def _twins(label: Label) -> list[Key]:
    """The other keys that a plain number may go on with."""
    if label.scheme not in _TWINS:
        return []
    schemes = (label.scheme, *_TWINS[label.scheme])
    return [*((scheme, 0) for scheme in schemes), (Scheme.DECIMAL, 1)]


def _decimal_is_legal(candidate: Candidate, open_paths: dict[Key, tuple[int, ...]]) -> bool:
    path = candidate.label.path
    if path[-1] == 1 or len(path) > 2 or candidate.supported:
        return True
    return any(
        may_follow(previous, path)
        or (previous[:-1] == path[:-1] and 0 <= path[-1] - previous[-1] < 4)
        for key, previous in open_paths.items()
        if key[0] is Scheme.DECIMAL
    )
