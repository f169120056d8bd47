"""Which labels count: one that is legal where it stands is accepted, any other stays text.

A line may begin like a numbered one without being it: 3 台设备, I 型, 2024.5 年.
"""

from contracts.structure.hierarchy import Candidate
from contracts.structure.levels import Key
from contracts.structure.numbering import LARGEST_ALONE, Label, may_follow
from contracts.structure.printed_lines import Line
from contracts.structure.schemes import NAMED, TWINS, Scheme

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
    if max(label.path, default=0) > LARGEST_ALONE:
        return None
    if label.path == (1,):
        return key if candidate.supported or label.scheme not in _DOUBTFUL else None
    near = any(
        -1 < label.path[-1] - open_paths[twin][-1] < 4
        for twin in (key, *_twins(label))
        if twin in open_paths and len(open_paths[twin]) == len(label.path)
    )
    return key if candidate.supported or (near and label.scheme not in _DOUBTFUL) else None


def _twins(label: Label) -> list[Key]:
    """The other levels whose count a plain number may continue."""
    if label.scheme not in TWINS:
        return []
    schemes = (label.scheme, *TWINS[label.scheme])
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
