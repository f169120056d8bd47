"""The judge: what kind of pair linked clauses are, and how much each edit matters."""

from collections.abc import Sequence
from dataclasses import replace

from compare.alignment import Link
from compare.material import is_material, touches_name
from compare.pairs import ChangedWords, Flag, Pair, PairKind, words_of
from compare.redline import Edit, printed_redline, redline
from compare.references import References
from compare.scan import ScanNoise
from compare.side import Side
from compare.tokens import TokenKind
from contracts.clause import Clause
from contracts.text import fold


class Judge:
    """Judges the links between two documents; ``printed`` counts ways of writing as changes."""

    def __init__(self, old: Side, new: Side, links: Sequence[Link], *, printed: bool) -> None:
        self._old, self._new = old, new
        self._references = References(old.clauses, new.clauses, links)
        self._names = tuple({*old.parties, *new.parties})
        self._noise = ScanNoise(old, new) if old.is_scan or new.is_scan else None
        self._redline = printed_redline if printed else redline

    def pair(self, link: Link) -> Pair:
        """The pair that a link makes."""
        old = tuple(self._old.clauses[i] for i in link.old)
        new = tuple(self._new.clauses[j] for j in link.new)
        old_text, new_text = words_of(old), words_of(new)
        edits = self.words(old_text, new_text)
        if self._noise:
            edits = tuple(self._noise.without_misread_numbers(edit, old, new) for edit in edits)
        if not (old_text.strip() or new_text.strip()):  # numbers alone
            return Pair(PairKind.UNCHANGED, old, new, old_text, new_text, (), frozenset(), None)
        kind = _kind(link, edits)
        pair = Pair(kind, old, new, old_text, new_text, edits, frozenset(), link.moved)
        return replace(pair, flags=frozenset(self._flags(pair)))

    def words(self, old: str, new: str) -> tuple[ChangedWords, ...]:
        """What changed between two texts of the documents."""
        found = () if old == new else self._redline(old, new)
        return tuple(self._judged(edit, old, new) for edit in found)

    def _judged(self, edit: Edit, old_text: str, new_text: str) -> ChangedWords:
        if self._noise and self._noise.is_spacing(edit, old_text, new_text):
            return ChangedWords(edit, material=False, consequential=False, suspect=True)
        consequential = self._references.follow(edit)
        named = touches_name(edit, old_text, new_text, self._names)
        suspect = bool(
            self._noise
            and not (consequential or named)
            and self._noise.explains(edit, old_text, new_text)
        )
        material = not (consequential or suspect) and (named or is_material(edit))
        return ChangedWords(edit, material, consequential, suspect)

    def _flags(self, pair: Pair) -> list[Flag]:
        flags: list[Flag] = []
        if pair.group is not None:
            flags.append(Flag.MOVED)
        if pair.old and pair.new and _is_renumbered(pair.old[0], pair.new[0]):
            flags.append(Flag.RENUMBERED)
        if any(edit.material for edit in pair.edits) or self._provides(pair):
            flags.append(Flag.MATERIAL)
        elif self._noise and pair.says_otherwise and _is_noise(pair):
            flags.append(Flag.OCR_SUSPECT)
        if pair.edits and all(edit.consequential for edit in pair.edits):
            flags.append(Flag.CONSEQUENTIAL)
        elif _is_written_otherwise(pair):
            flags.append(Flag.FORMAT)
        elif pair.edits and all(_is_slight(edit.edit) for edit in pair.edits):
            flags.append(Flag.PUNCTUATION)
        return flags

    def _provides(self, pair: Pair) -> bool:
        """Whether an added or deleted clause provides for something."""
        if pair.kind is PairKind.ADDED:
            return any(self._new.types.get(clause.id) for clause in pair.new)
        if pair.kind is PairKind.DELETED:
            return any(self._old.types.get(clause.id) for clause in pair.old)
        return False


def _kind(link: Link, edits: Sequence[ChangedWords]) -> PairKind:
    if not link.old:
        return PairKind.ADDED
    if not link.new:
        return PairKind.DELETED
    if len(link.old) != len(link.new):
        return PairKind.SPLIT if len(link.old) < len(link.new) else PairKind.MERGED
    if edits:
        return PairKind.MODIFIED
    return PairKind.UNCHANGED if link.moved is None else PairKind.MOVED_ONLY


def _is_noise(pair: Pair) -> bool:
    """Whether errors of recognition are all that differs; a broken line may part a clause."""
    return all(edit.suspect for edit in pair.edits)


def _is_renumbered(old: Clause, new: Clause) -> bool:
    before, after = (fold(clause.number_label).strip(" .、)(") for clause in (old, new))
    return bool(before and after) and before != after


def _is_written_otherwise(pair: Pair) -> bool:
    """Whether both sides say the same but are printed differently.

    Where nothing but spaces differ they must have been asked for.
    """
    if not (pair.old and pair.new) or pair.old_text == pair.new_text:
        return False
    if "".join(pair.old_text.split()) == "".join(pair.new_text.split()):
        return bool(pair.edits)
    return not (redline(pair.old_text, pair.new_text) if pair.edits else ())


def _is_slight(edit: Edit) -> bool:
    """Whether the edit changes nothing but punctuation and capitals."""
    old, new = (
        [fold(token.key) for token in tokens if token.kind is not TokenKind.PUNCTUATION]
        for tokens in (edit.old, edit.new)
    )
    return old == new
