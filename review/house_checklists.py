"""The checklists in force, shipped ones and the house's own, and how the house edits its own.

A house's checklist takes the place of the shipped one that has its id, or stands beside them. It is
edited as a draft, of which nothing follows; put in force it counts from the next page, command and
turn of a worker on, and what it changes for decided reviews stands in the queue of ``recheck``.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from contracts.errors import InvalidData, NotFound, TiaoliError
from review.checklist import SHIPPED, Checklist, Checklists
from review.checklist_text import checklist_of, text_of
from store import checklists as kept
from store.checklists import ChecklistVersion
from store.database import Connection

logger = logging.getLogger(__name__)


class StaleDraft(TiaoliError):
    """Somebody else edited the draft in the meantime."""

    code = "stale_draft"


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft and the checklist that it says."""

    version: ChecklistVersion
    checklist: Checklist


def checklists_in_force(connection: Connection) -> Checklists:
    """Those that count now, by id: the house's own that stand beside the shipped ones first."""
    return _together(kept.texts_in_force(connection))


@lru_cache(maxsize=4)
def _together(texts: Sequence[tuple[str, str]]) -> Checklists:
    own: dict[str, Checklist] = {}
    for name, text in texts:
        try:
            own[name] = checklist_of(text, name)
        except InvalidData:  # made with another version of the program
            logger.exception("the checklist %s in force cannot be read any more", name)
    beside = {name: each for name, each in own.items() if name not in SHIPPED}
    return {**beside, **{name: own.get(name, each) for name, each in SHIPPED.items()}}


def named(checklists: Checklists, name: str) -> Checklist:
    """The checklist of this id. Raises NotFound naming those that there are."""
    if name not in checklists:
        names = ", ".join(checklists)
        raise NotFound(
            f"没有审查清单 {name}。现有：{names}。",
            f"There is no checklist {name}. There are: {names}.",
        )
    return checklists[name]


def draft_of(connection: Connection, name: str) -> Edited | None:
    """The draft of a checklist, None where nobody edits it. Raises InvalidData."""
    versions = kept.versions_of_checklist(connection, name)
    draft = next((each for each in versions if each.draft), None)
    return Edited(draft, checklist_of(draft.text, name)) if draft else None


def version_of(connection: Connection, name: str, number: int) -> Edited:
    """A version of a checklist by its number. Raises NotFound and InvalidData."""
    for version in kept.versions_of_checklist(connection, name):
        if version.number == number:
            return Edited(version, checklist_of(version.text, name))
    raise NotFound("没有这个版本。", "There is no such version.")


def save(connection: Connection, checklist: Checklist, user: str, *, seen: int = 0) -> None:
    """Keep a checklist as the draft of its id; ``seen`` counts the edits of the draft before.

    0 where there was none. Raises StaleDraft.
    """
    if not kept.save_draft(connection, checklist.id, text_of(checklist), user, seen):
        raise _stale()


def replace_draft(connection: Connection, checklist: Checklist, user: str) -> None:
    """Keep a whole checklist, as from a file, as the draft of its id, whatever the draft was."""
    draft = next(
        (each for each in kept.versions_of_checklist(connection, checklist.id) if each.draft), None
    )
    save(connection, checklist, user, seen=draft.edits if draft else 0)


def discard(connection: Connection, name: str, user: str) -> None:
    """Throw the draft away; what is in force stays."""
    kept.discard_draft(connection, name, user)


def put_in_force(connection: Connection, name: str, user: str, *, seen: int) -> Checklist:
    """Let the draft count from now on. Raises StaleDraft, and InvalidData where it reads wrong."""
    draft = draft_of(connection, name)
    if draft is None or not kept.put_in_force(connection, name, seen, user):
        raise _stale()
    return draft.checklist


def take_out_of_force(connection: Connection, name: str, user: str) -> None:
    """Let the shipped checklist count again, or none of this id. Raises NotFound."""
    if not kept.take_out_of_force(connection, name, user):
        raise NotFound(
            f"清单 {name} 没有本单位的版本在用。",
            f"No version of the house's own is in force for the checklist {name}.",
        )


def _stale() -> StaleDraft:
    return StaleDraft(
        "草稿在此期间已被别人修改或删除。请重新载入页面，看过之后再保存。",
        "Somebody edited or discarded the draft meanwhile. Reload the page, look at it, then save.",
    )
