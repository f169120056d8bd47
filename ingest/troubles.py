"""Troubles: what an import could not read, grouped by cause, and what can be done about each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from contracts.document import Failure
from contracts.errors import EncryptedFile, NeedsOCR
from store.import_items import ImportItem, Outcome


class Action(StrEnum):
    """What a person can do about files that could not be read."""

    PASSWORDS = "passwords"
    RECOGNISE = "recognise"
    RETRY = "retry"
    REPLACE = "replace"
    SKIP = "skip"


_MEANT_FOR = {EncryptedFile.code: Action.PASSWORDS, NeedsOCR.code: Action.RECOGNISE}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Items that failed, or need a person, for the same reason: it says what to do."""

    failure: Failure
    items: tuple[ImportItem, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be done for all of them together, the most promising first."""
        kept = any(item.version_id is not None for item in self.items)
        first = _MEANT_FOR.get(self.failure.code, Action.RETRY)
        return (first, Action.SKIP) if kept else (Action.SKIP,)


def is_troubled(item: ImportItem) -> bool:
    """Whether an item failed, or needs a person."""
    return item.failure is not None and item.outcome in (Outcome.ATTENTION, Outcome.FAILED)


def troubles(items: Iterable[ImportItem]) -> tuple[Trouble, ...]:
    """What went wrong, the commonest cause first."""
    troubled = [(item.failure, item) for item in items if item.failure and is_troubled(item)]
    troubled.sort(key=lambda pair: (pair[0].code, pair[0].message_en))
    found = [
        Trouble(failure, tuple(item for _, item in group))
        for failure, group in groupby(troubled, key=lambda pair: pair[0])
    ]
    return tuple(sorted(found, key=lambda trouble: -len(trouble.items)))


def chosen(
    items: Iterable[ImportItem], *, one: int | None = None, like: int | None = None
) -> tuple[ImportItem, ...]:
    """Of the troubled items the one with an id, or those with the same cause as another, or all."""
    troubled = [item for item in items if is_troubled(item)]
    cause = next((item.failure for item in troubled if item.id == like), None)
    return tuple(
        item
        for item in troubled
        if one in (None, item.id) and (like is None or item.failure == cause)
    )


def fit_for(action: Action, items: Iterable[ImportItem]) -> tuple[ImportItem, ...]:
    """The items that an action can help: locked files, or scans."""
    return tuple(
        item
        for item in items
        if item.version_id is not None
        and item.failure
        and _MEANT_FOR.get(item.failure.code) is action
    )


def version_ids(items: Iterable[ImportItem]) -> tuple[int, ...]:
    """The versions of items, each once; a file that could not be received has none."""
    ids = (item.version_id for item in items if item.version_id is not None)
    return tuple(dict.fromkeys(ids))
