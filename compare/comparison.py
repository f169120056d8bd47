"""The comparison of two documents: their clauses in pairs, and what changed in each pair."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from compare.alignment import Link, align
from compare.material import is_material
from compare.redline import Edit, redline
from compare.references import References
from compare.tokens import TokenKind
from compare.units import content_start
from contracts.clause import Clause
from contracts.document import Block, BlockKind
from contracts.text import fold


class PairKind(StrEnum):
    """What became of the clauses of a pair."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"
    SPLIT = "split"
    MERGED = "merged"


class Flag(StrEnum):
    """What else is true of a pair, whatever its kind."""

    MOVED = "moved"
    RENUMBERED = "renumbered"
    MATERIAL = "material"
    CONSEQUENTIAL = "consequential"  # only references that follow a renumbering
    PUNCTUATION = "punctuation"  # only punctuation or capitals


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """An edit and whether it is material, or only a reference that follows a renumbering."""

    edit: Edit
    material: bool
    consequential: bool

    def old_words(self, pair: "Pair") -> str:
        """What is taken out, as printed."""
        return pair.old_text[self.edit.old_start : self.edit.old_end].strip()

    def new_words(self, pair: "Pair") -> str:
        """What is put in, as printed."""
        return pair.new_text[self.edit.new_start : self.edit.new_end].strip()


@dataclass(frozen=True, slots=True)
class Pair:
    """Clauses of the old document and what they became in the new one.

    The edits' offsets count in ``old_text`` and ``new_text``: the clauses' words without their
    numbers, clause after clause. ``group`` numbers what moved together, from 1.
    """

    kind: PairKind
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    old_text: str
    new_text: str
    edits: tuple[ChangedWords, ...]
    flags: frozenset[Flag]
    group: int | None

    @property
    def is_change(self) -> bool:
        """Whether a reader should look at it: words changed, or the clause moved."""
        return self.kind is not PairKind.UNCHANGED or Flag.MOVED in self.flags


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Text of the ``old`` or ``new`` side that is in no clause: a header, a list of contents."""

    side: str
    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """A version to be compared: what was read from it.

    ``types`` are the types that each clause provides for, by clause id; ``parties`` their names.
    """

    blocks: Sequence[Block]
    clauses: Sequence[Clause]
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All clauses of two documents in pairs, and what stands outside of them."""

    pairs: tuple[Pair, ...]
    not_compared: tuple[NotCompared, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs there are of each kind, and how many with each flag."""
        found = Counter(pair.kind.value for pair in self.pairs)
        found.update(flag.value for pair in self.pairs for flag in pair.flags)
        return {name: found[name] for name in (*PairKind, *Flag)}


def compare(old: Side, new: Side) -> Comparison:
    """Every clause of both documents in a pair, in the new one's order."""
    links = align(old.clauses, new.clauses)
    judge = _Judge(old, new, References(old.clauses, new.clauses, links))
    return Comparison(
        tuple(judge.pair(link) for link in links),
        (*_not_compared("old", old), *_not_compared("new", new)),
    )


class _Judge:
    """Says of a link what kind of pair it is and what changed in it."""

    def __init__(self, old: Side, new: Side, references: References) -> None:
        self._old, self._new, self._references = old, new, references
        self._names = tuple({*old.parties, *new.parties})

    def pair(self, link: Link) -> Pair:
        old = tuple(self._old.clauses[i] for i in link.old)
        new = tuple(self._new.clauses[j] for j in link.new)
        old_text, new_text = words_of(old), words_of(new)
        edits = tuple(self._judged(edit, old_text, new_text) for edit in _edits(old_text, new_text))
        kind = _kind(old, new, edits)
        return Pair(
            kind, old, new, old_text, new_text, edits,
            frozenset(self._flags(kind, old, new, edits, link)), link.moved,
        )  # fmt: skip

    def _judged(self, edit: Edit, old_text: str, new_text: str) -> ChangedWords:
        consequential = self._references.follow(edit)
        material = not consequential and is_material(edit, old_text, new_text, self._names)
        return ChangedWords(edit, material, consequential)

    def _flags(
        self,
        kind: PairKind,
        old: Sequence[Clause],
        new: Sequence[Clause],
        edits: Sequence[ChangedWords],
        link: Link,
    ) -> list[Flag]:
        flags: list[Flag] = []
        if link.moved is not None:
            flags.append(Flag.MOVED)
        if old and new and _is_renumbered(old[0].number_label, new[0].number_label):
            flags.append(Flag.RENUMBERED)
        if any(edit.material for edit in edits) or self._provides(kind, old, new):
            flags.append(Flag.MATERIAL)
        if edits and all(edit.consequential for edit in edits):
            flags.append(Flag.CONSEQUENTIAL)
        elif edits and all(_is_slight(edit.edit) for edit in edits):
            flags.append(Flag.PUNCTUATION)
        return flags

    def _provides(self, kind: PairKind, old: Sequence[Clause], new: Sequence[Clause]) -> bool:
        """Whether a clause was added or deleted that provides for something."""
        if kind is PairKind.ADDED:
            return any(self._new.types.get(clause.id) for clause in new)
        return kind is PairKind.DELETED and any(self._old.types.get(clause.id) for clause in old)


def words_of(clauses: Sequence[Clause]) -> str:
    """What the clauses say without their numbers, clause after clause."""
    return "\n".join(clause.text[content_start(clause) :] for clause in clauses)


def _edits(old: str, new: str) -> tuple[Edit, ...]:
    return () if old == new else redline(old, new)


def _kind(old: Sequence[Clause], new: Sequence[Clause], edits: Sequence[ChangedWords]) -> PairKind:
    if not old:
        return PairKind.ADDED
    if not new:
        return PairKind.DELETED
    if len(old) != len(new):
        return PairKind.SPLIT if len(old) < len(new) else PairKind.MERGED
    return PairKind.MODIFIED if edits else PairKind.UNCHANGED


def _is_renumbered(old: str, new: str) -> bool:
    old, new = (fold(label).strip(" .、)(") for label in (old, new))
    return bool(old and new) and old != new


def _is_slight(edit: Edit) -> bool:
    """Whether the edit changes nothing but punctuation and capitals."""
    old, new = (
        [fold(token.key) for token in tokens if token.kind is not TokenKind.PUNCTUATION]
        for tokens in (edit.old, edit.new)
    )
    return old == new


def _not_compared(side: str, version: Side) -> list[NotCompared]:
    held = {order for clause in version.clauses for order in clause.blocks}
    return [
        NotCompared(side, block.kind, block.shown.strip())
        for block in version.blocks
        if block.order not in held and block.shown.strip()
    ]
