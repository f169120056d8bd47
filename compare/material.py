"""Material changes: of figures, of parties, and of who must, may or must not."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare.redline import Edit
from compare.tokens import Token, TokenKind
from contracts.text import fold
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("material.yaml")
_SHORTEST_NAME = 2  # characters; a single one is no name that could be looked for


@dataclass(frozen=True, slots=True)
class MaterialWords:
    """The words of ``material.yaml``."""

    modal_verbs: frozenset[NonEmpty]
    negating_characters: frozenset[NonEmpty]
    negating_exceptions: frozenset[NonEmpty]
    negating_words: frozenset[NonEmpty]
    roles: frozenset[NonEmpty]

    def hold(self, word: str) -> bool:
        """Whether the word binds, allows, negates or names a party."""
        if word in self.modal_verbs or word in self.negating_words or word in self.roles:
            return True
        return word not in self.negating_exceptions and not self.negating_characters.isdisjoint(
            word
        )


MATERIAL_WORDS = load_yaml(PATH, MaterialWords)


def is_material(edit: Edit) -> bool:
    """Whether the edit changes a figure, a binding word or a role.

    What occurs on both sides of the edit, in whatever place, has not changed.
    """
    return _telling(edit.old) != _telling(edit.new)


def touches_name(edit: Edit, old: str, new: str, names: Iterable[str]) -> bool:
    """Whether the edit of ``old`` into ``new`` changes one of the parties' ``names``."""
    return any(
        _overlaps(name, old, edit.old_start, edit.old_end)
        or _overlaps(name, new, edit.new_start, edit.new_end)
        for name in names
        if len(name) >= _SHORTEST_NAME
    )


def _telling(tokens: Sequence[Token]) -> Counter[str]:
    return Counter(
        key
        for token in tokens
        for key in ("".join(fold(token.key).split()),)
        if token.kind is not TokenKind.PUNCTUATION
        and (token.kind is not TokenKind.WORD or MATERIAL_WORDS.hold(key))
    )


def _overlaps(name: str, text: str, start: int, end: int) -> bool:
    """Whether some of ``text[start:end]`` is part of the name where it stands in the text."""
    return any(
        match.start() < end and start < match.end()
        for match in re.finditer(re.escape(fold(name)), fold(text))
    )
