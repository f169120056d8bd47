"""Pairs: clauses of the old document, what they became in the new one, and what changed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from compare.redline import Edit
from compare.units import content_start
from contracts.clause import Clause


class PairKind(StrEnum):
    """The kinds of pairs: what became of their clauses."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"
    SPLIT = "split"
    MERGED = "merged"
    MOVED_ONLY = "moved_only"


class Flag(StrEnum):
    """Further things that may hold of a pair of any kind."""

    MOVED = "moved"
    RENUMBERED = "renumbered"
    MATERIAL = "material"
    CONSEQUENTIAL = "consequential"  # only references that follow a renumbering
    PUNCTUATION = "punctuation"  # only punctuation or capitals
    FORMAT = "format"  # only the way of writing: script, width, spaces, quotes
    OCR_SUSPECT = "ocr_suspect"  # nothing but what looks like errors of recognition


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """An edit, and whether it is material, only a reference that follows a renumbering, or looks
    like an error of recognition.
    """

    edit: Edit
    material: bool
    consequential: bool
    suspect: bool = False

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
        """Whether a reader should look at it: its words changed, or the clause moved.

        A clause that is only a number is never a change, whatever became of it.
        """
        return self.kind is not PairKind.UNCHANGED

    @property
    def says_otherwise(self) -> bool:
        """Whether the two sides differ by more than their place."""
        return self.is_change and self.kind is not PairKind.MOVED_ONLY


def words_of(clauses: Sequence[Clause]) -> str:
    """What the clauses say without their numbers, clause after clause."""
    return "\n".join(clause.text[content_start(clause) :] for clause in clauses)
