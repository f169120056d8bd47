"""Checklist and ChecklistItem: what a kind of document should provide, and why.

The checklists are YAML files that a lawyer reads and changes (``checklists/``, one a file). They
are validated at load: a wrong key, an unknown clause type or a doubled id is refused with its line.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from contracts.clause_types import ClauseTypeId
from contracts.cues import CueText
from contracts.document import Document
from contracts.errors import InvalidData
from contracts.laws import LegalBasis
from contracts.unfit import Unfit
from contracts.yaml_data import load_yaml
from review.conditions import FOR_ALL, Condition
from review.parameters import Parameter
from review.wording import Identifier, Wording, Words


def _distinct_items(items: tuple["ChecklistItem", ...]) -> tuple["ChecklistItem", ...]:
    for item_id, count in Counter(item.id for item in items).items():
        if count > 1:
            raise Unfit(
                f"检查项 {item_id} 出现 {count} 次，编号不能重复",
                f"the item {item_id} stands {count} times; each needs an id of its own",
            )
    return items


class Level(StrEnum):
    """How much depends on an item: missing, it is a defect (mandatory) or a risk (recommended)."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Unacceptable:
    """Wording that the house accepts nowhere, as cues, and why."""

    words: Annotated[tuple[CueText, ...], Field(min_length=1)]
    why: Wording


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question put to a document; any of the clause types answers it.

    ``must_name`` are words, as cues, of which a passage must hold one to answer it; ``label`` is
    what the item is called where its clause types are those of other items too. ``parameters`` are
    the figures on which it turns, ``unacceptable`` the words that defeat it.
    """

    id: Identifier
    question: Wording
    clause_types: Annotated[tuple[ClauseTypeId, ...], Field(min_length=1)]
    level: Level
    guidance: Wording
    fallback_wording: Wording
    applies_when: Condition = FOR_ALL
    legal_basis: tuple[LegalBasis, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    unacceptable: tuple[Unacceptable, ...] = ()
    must_name: tuple[CueText, ...] = ()
    label: Wording | None = None

    def applies_to(self, document: Document) -> bool:
        """Whether the question makes sense for this document."""
        return self.applies_when.holds(document)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The questions put to documents of one kind, in the order in which they are asked.

    ``shared_items`` names the items that another checklist words just as well: they are taken over
    from it, and stand behind the checklist's own.
    """

    id: Identifier
    name_zh: Words
    name_en: Words
    applies_when: Condition
    items: Annotated[
        tuple[ChecklistItem, ...], Field(min_length=1), AfterValidator(_distinct_items)
    ]
    shared_items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The checklist's name in the reader's language."""
        return self.name_zh if language.startswith("zh") else self.name_en


def load_checklists(folder: Path) -> Mapping[str, Checklist]:
    """The checklists of a folder's YAML files by their ids, in the order of the file names.

    Items that a checklist shares with another are taken over. Raises InvalidData naming the file
    and, for what is wrong in a file by itself, the line.
    """
    checklists: dict[str, Checklist] = {}
    for path in sorted(folder.glob("*.yaml")):
        checklist = load_yaml(path, Checklist)
        if checklist.id != path.stem:
            raise InvalidData(
                f"{path.name}：id 是 {checklist.id}，应与文件名一致，即 {path.stem}。",
                f"{path.name}: id is {checklist.id}, but must be {path.stem} like the file's name.",
            )
        checklists[checklist.id] = checklist
    return {name: _complete(checklist, checklists) for name, checklist in checklists.items()}


def _complete(checklist: Checklist, checklists: Mapping[str, Checklist]) -> Checklist:
    """The checklist with the items that it shares with others behind its own."""
    own = {item.id for item in checklist.items}
    shared: list[ChecklistItem] = []
    for source, wanted in checklist.shared_items.items():
        held = {item.id: item for item in checklists[source].items} if source in checklists else {}
        for item_id in wanted:
            if item_id not in held or item_id in own:
                zh, en = (
                    ("重复", "stands here already") if item_id in own else ("不存在", "is unknown")
                )
                raise InvalidData(
                    f"{checklist.id}.yaml：shared_items 中的 {source}.{item_id} {zh}。请改正。",
                    f"{checklist.id}.yaml: {source}.{item_id} in shared_items {en}. Correct this.",
                )
            own.add(item_id)
            shared.append(held[item_id])
    return replace(checklist, items=(*checklist.items, *shared))


Checklists = Mapping[str, Checklist]  # by id

# Those that come with the program; the house may have put its own in force beside them.
SHIPPED: Checklists = load_checklists(Path(__file__).parent / "checklists")
