"""Which scheme of numbers encloses which in *this* document.

The schemes in use are compared pair by pair. Where a number and its successor enclose numbers of
another scheme (第三条 … 1. 2. … 第四条), it is the outer one; where the document says nothing, the
usual order decides. This is the first pass over the lines; in the second (``structure.walk``) each
label is accepted or stays text (``structure.legality``).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts.structure.levels import Key, chosen_readings, is_next, levels_of
from contracts.structure.numbering import Label
from contracts.structure.printed_lines import Line
from contracts.structure.schemes import NAMED, SMALL_LETTERS_AND_ROMANS, Scheme

_ORDER = {scheme: rank for rank, scheme in enumerate(Scheme)}
_OUTERMOST = (Scheme.ATTACHMENT, Scheme.PART, Scheme.CHAPTER, Scheme.SECTION)
# What only ever counts items; 1.1 tells its place itself and is never one of theirs.
_LISTS = SMALL_LETTERS_AND_ROMANS | {Scheme.CIRCLED}
_NOISE = 0.15  # a share of successions that a single misread number may account for


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
    chosen = chosen_readings([lines[index] for index in labelled])
    keys = levels_of([lines[index] for index in labelled], chosen)
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
    """Whether its place can count as evidence: it is named, a first number, or in a sequence."""
    label = candidate.label
    return candidate.linked or label.scheme in NAMED or label.path[-1:] == (1,)


def _is_near(path: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether ``after`` is the next number, or the next but one."""
    return bool(path and after) and path[:-1] == after[:-1] and 0 < after[-1] - path[-1] < 3


def _link(candidates: dict[int, Candidate]) -> None:
    before: dict[Key, Label] = {}
    for index in sorted(candidates):
        candidate = candidates[index]
        previous = before.get(candidate.key)
        if previous and is_next(previous.path, candidate.label.path):
            candidates[index] = replace(candidate, linked=True)
        before[candidate.key] = candidate.label


def _enclosing(candidates: Sequence[Candidate]) -> dict[tuple[Key, Key], float]:
    """For each pair of keys, the share of the first's successions that enclose the second."""
    last: dict[Key, Label] = {}
    seen: defaultdict[Key, set[Key]] = defaultdict(set)
    successions: Counter[Key] = Counter()
    enclosed: Counter[tuple[Key, Key]] = Counter()
    for candidate in candidates:
        label, key = candidate.label, candidate.key
        if key in last and is_next(last[key].path, label.path):
            successions[key] += 1
            enclosed.update((key, other) for other in seen[key])
        last[key] = label
        seen[key].clear()
        for other in last:
            if other != key:
                seen[other].add(key)
    shares = {pair: count / successions[pair[0]] for pair, count in enclosed.items()}
    return {pair: share for pair, share in shares.items() if enclosed[pair] > 1 or share > _NOISE}
