"""Checklist and ChecklistItem: what a document of some sort should provide, and why.

The checklists are YAML files that a lawyer reads and changes (``checklists/``, one a file). They
are validated at load: a wrong key, an unknown clause type or a doubled id is refused with its line.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, PositiveInt

from contracts.clause_types import CLAUSE_TYPES
from contracts.contract_types import CONTRACT_TYPES
from contracts.document import Document, DocumentKind
from contracts.errors import InvalidData
from contracts.yaml_data import load_yaml


def _known_clause_type(name: str) -> str:
    if name not in CLAUSE_TYPES:
        raise ValueError(f"没有条款类型 {name!r} (there is no such clause type)")
    return name


def _known_contract_type(name: str) -> str:
    if name not in CONTRACT_TYPES:
        raise ValueError(f"没有合同类型 {name!r} (there is no such contract type)")
    return name


def _distinct_items(items: tuple["ChecklistItem", ...]) -> tuple["ChecklistItem", ...]:
    for item_id, count in Counter(item.id for item in items).items():
        if count > 1:
            raise ValueError(f"检查项 {item_id!r} 重复 (this item stands {count} times)")
    return items


ClauseTypeId = Annotated[str, AfterValidator(_known_clause_type)]
ContractTypeName = Annotated[str, AfterValidator(_known_contract_type)]
Words = Annotated[str, Field(min_length=1)]


class Level(StrEnum):
    """How much depends on an item: missing, it is a defect (mandatory) or a risk (recommended)."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in Chinese and in English."""

    zh: Words
    en: Words

    def text(self, language: str) -> str:
        """The wording in the reader's language (``zh…`` or anything else for English)."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The article of a law that asks for the item."""

    law: Words
    article: PositiveInt

    def __str__(self) -> str:
        return f"《{self.law}》§{self.article}"


@dataclass(frozen=True, slots=True)
class Condition:
    """Which documents are meant: each list that is given must hold the document's value.

    Contract types are told by their Chinese names; those under ``except_contract_types`` are not
    meant.
    """

    kinds: tuple[DocumentKind, ...] = ()
    contract_types: tuple[ContractTypeName, ...] = ()
    except_contract_types: tuple[ContractTypeName, ...] = ()
    languages: tuple[str, ...] = ()

    def holds(self, kind: DocumentKind, contract_type: str, language: str) -> bool:
        """Whether a document of this kind, contract type and language is meant."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.contract_types or contract_type in self.contract_types)
            and contract_type not in self.except_contract_types
            and (not self.languages or language in self.languages)
        )


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question put to a document; any of the clause types answers it."""

    id: Words
    question: Wording
    clause_types: Annotated[tuple[ClauseTypeId, ...], Field(min_length=1)]
    level: Level
    guidance: Wording
    fallback_wording: Wording
    applies_when: Condition = Condition()
    legal_basis: tuple[LegalBasis, ...] = ()

    def applies_to(self, document: Document) -> bool:
        """Whether the question makes sense for this document."""
        return self.applies_when.holds(document.kind, document.contract_type, document.language)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The questions put to documents of one sort, in the order in which they are asked."""

    id: Words
    name_zh: Words
    name_en: Words
    applies_when: Condition
    items: Annotated[
        tuple[ChecklistItem, ...], Field(min_length=1), AfterValidator(_distinct_items)
    ]

    def name(self, language: str) -> str:
        """The checklist's name in the reader's language."""
        return self.name_zh if language.startswith("zh") else self.name_en


def load_checklists(folder: Path) -> Mapping[str, Checklist]:
    """The checklists of a folder's YAML files by their ids, in the order of the file names.

    Raises InvalidData naming the file and the line of what is wrong.
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
    return checklists


CHECKLISTS: Mapping[str, Checklist] = load_checklists(Path(__file__).parent / "checklists")


def choose_checklist(
    kind: DocumentKind,
    contract_type: str,
    language: str,
    checklists: Mapping[str, Checklist] = CHECKLISTS,
) -> Checklist | None:
    """The checklist that is made most closely for such documents; None where none is."""
    fitting = [
        checklist
        for checklist in checklists.values()
        if checklist.applies_when.holds(kind, contract_type, language)
    ]
    return max(fitting, key=_closeness, default=None)


def _closeness(checklist: Checklist) -> tuple[bool, bool]:
    condition = checklist.applies_when
    return bool(condition.contract_types), bool(condition.languages)
