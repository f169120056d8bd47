"""The clause types: what a clause can be about, as data that a lawyer can read and change.

``clause_types.yaml`` holds the types, the words they are known by, and how to write them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from contracts.clause import ClauseKind
from contracts.cue_notation import check_names
from contracts.cues import CueText
from contracts.text import fold
from contracts.unfit import unknown
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("clause_types.yaml")

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]


@dataclass(frozen=True, slots=True)
class ClauseTypeDefinition:
    """A clause type and its cues; the YAML file's head says what each kind of cue does."""

    id: Identifier
    name_zh: NonEmpty
    name_en: NonEmpty
    group: Identifier
    cuad: tuple[str, ...] = ()
    part_of: Identifier | None = None
    heading_cues: tuple[CueText, ...] = ()
    body_cues: tuple[CueText, ...] = ()
    sure_cues: tuple[CueText, ...] = ()
    context_cues: tuple[CueText, ...] = ()
    touching_cues: tuple[CueText, ...] = ()
    quoted_cues: tuple[CueText, ...] = ()
    other_words: tuple[NonEmpty, ...] = ()
    not_beside: tuple[NonEmpty, ...] = ()
    not_after: tuple[CueText, ...] = ()
    not_before: tuple[CueText, ...] = ()
    not_in: tuple[ClauseKind, ...] = ()
    fallback: bool = False

    @property
    def cues(self) -> tuple[str, ...]:
        """The cues of every kind."""
        return (
            self.heading_cues
            + self.body_cues
            + self.sure_cues
            + self.context_cues
            + self.touching_cues
        )

    def name(self, language: str) -> str:
        """The name in the reader's language (``zh…`` or anything else for English)."""
        return self.name_zh if language.startswith("zh") else self.name_en


@dataclass(frozen=True, slots=True)
class ClauseTypeBook:
    """The whole file: the types in order, and the named sets of words their cues use."""

    words: dict[str, tuple[NonEmpty, ...]]
    types: tuple[ClauseTypeDefinition, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for definition in self.types:
            for name in (definition.id, definition.name_zh, definition.name_en):
                if name in seen:
                    raise ValueError(f"{name} names two clause types")
            seen.update((definition.id, definition.name_zh, definition.name_en))
            written = definition.quoted_cues, definition.not_after, definition.not_before
            for cue in (*definition.cues, *chain.from_iterable(written)):
                check_names(cue, self.words)
        for definition in self.types:
            if definition.part_of is not None and definition.part_of not in seen:
                raise ValueError(f"{definition.id} is part of {definition.part_of}: no such type")


BOOK = load_yaml(PATH, ClauseTypeBook)
CLAUSE_TYPES: Mapping[str, ClauseTypeDefinition] = {
    definition.id: definition for definition in BOOK.types
}
_NAMES: Mapping[str, str] = {
    fold(name).strip(): definition.id
    for definition in BOOK.types
    for name in (*definition.cuad, definition.name_en, definition.name_zh, definition.id)
}
_CALLED: dict[str, tuple[str, ...]] = {}
for _each in BOOK.types:
    for _word in dict.fromkeys(map(fold, _each.heading_cues)):
        _CALLED[_word] = (*_CALLED.get(_word, ()), _each.id)


def find_clause_type(name_or_id: str) -> str | None:
    """The id of a clause type by its id, either of its names or a CUAD category's, or None.

    Traditional characters, full-width and capital letters make no difference.
    """
    return _NAMES.get(fold(name_or_id).strip())


@cache
def types_called(text: str) -> tuple[str, ...]:
    """The clause types of this name, or whose headings are called so (质保金, payment terms)."""
    named = find_clause_type(text)
    return (named,) if named else _CALLED.get(fold(text).strip(), ())


def _known(name: str) -> str:
    if name not in CLAUSE_TYPES:
        names = (title for each in BOOK.types for title in (each.name_zh, each.name_en))
        raise unknown("条款类型", "clause type", name, names)
    return name


ClauseTypeId = Annotated[str, AfterValidator(_known)]  # for the fields of other data
