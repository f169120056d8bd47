"""What an edit changes: items removed, added or changed, and the reviews that this affects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TypeVar

from contracts.laws import Law
from contracts.visibility import Visible
from review.checklist import Checklist, ChecklistItem, Checklists
from review.fingerprints import item_fingerprint
from review.house_laws import laws_in_force, with_entry
from review.recheck import Affected, recheck
from store.database import Connection

T = TypeVar("T", ChecklistItem, Law)


class Edit(StrEnum):
    """What an edit did to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """An item that was edited; ``parts`` are the names of its fields that changed, as it ``was``.

    ``judges`` says whether it asks for or judges by something else, so that decisions on it are
    asked for again; a change of mere advice has no such effect.
    """

    item: ChecklistItem
    edit: Edit
    parts: tuple[str, ...] = ()
    judges: bool = True
    was: ChecklistItem | None = None


def item_edits(before: Checklist | None, after: Checklist) -> tuple[ItemEdit, ...]:
    """The edited items, in the order of the edited checklist; removed ones stand last."""
    old = {item.id: item for item in before.items} if before else {}
    return tuple(_edits(old, after.items))


def _edits(old: dict[str, ChecklistItem], items: Sequence[ChecklistItem]) -> Iterator[ItemEdit]:
    for item in items:
        was = old.get(item.id)
        if was is None:
            yield ItemEdit(item, Edit.ADDED)
        elif was != item:
            judges = item_fingerprint(item) != item_fingerprint(was)
            yield ItemEdit(item, Edit.CHANGED, parts_edited(was, item), judges, was)
    kept = {item.id for item in items}
    for item_id, was in old.items():
        if item_id not in kept:
            yield ItemEdit(was, Edit.REMOVED)


def parts_edited(before: T, after: T) -> tuple[str, ...]:
    """The names of the fields that changed, of an item or of a law."""
    return tuple(
        field.name
        for field in fields(after)
        if getattr(after, field.name) != getattr(before, field.name)
    )


def newly_affected(
    connection: Connection,
    visible: Visible,
    today: date,
    checklists: Checklists,
    edited: Checklist | Law,
) -> list[Affected]:
    """The reviews that would have to be checked again if the edit were put in force."""
    known = {_review(each) for each in recheck(connection, visible, today, checklists)}
    if isinstance(edited, Law):
        register = with_entry(laws_in_force(connection), edited)
        after = recheck(connection, visible, today, checklists, register=register)
    else:
        after = recheck(connection, visible, today, {**checklists, edited.id: edited})
    return [each for each in after if _review(each) not in known]


def _review(affected: Affected) -> tuple[int, str]:
    return affected.document.id, affected.checklist.id
