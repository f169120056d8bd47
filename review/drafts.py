"""Drafts and versions of what the house edits: a checklist, an entry of the law register.

A draft has no effect. Once put in force it counts from the next page, command and turn of a worker
on, and the decided reviews that it changes stand in the queue of ``recheck``.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.errors import InvalidData, NotFound, TiaoliError
from review.wording import Wording
from store import house_versions as kept
from store.database import Connection
from store.house_versions import HouseVersion, Kind

logger = logging.getLogger(__name__)

T = TypeVar("T")


class StaleDraft(TiaoliError):
    """Somebody else edited the draft in the meantime, or another person's draft is in the way."""

    code = "stale_draft"


@dataclass(frozen=True, slots=True)
class Edited(Generic[T]):
    """A version with the rules that it holds."""

    version: HouseVersion
    content: T


@dataclass(frozen=True, slots=True)
class Drafts(Generic[T]):
    """The drafts of one kind of rules; the fields say how one is named, written and read.

    ``require_fitting`` raises InvalidData where it can't stand beside what is in force.
    """

    kind: Kind
    called: Wording
    write: Callable[[T], str]
    read: Callable[[str, str], T]
    name: Callable[[T], str]
    require_fitting: Callable[[Connection, T], object] = lambda connection, content: None

    def in_force(self, texts: Sequence[tuple[str, str]]) -> dict[str, T]:
        """Name → rules, from the texts of versions; texts that can't be read are left out."""
        found: dict[str, T] = {}
        for name, text in texts:
            try:
                found[name] = self.read(text, name)
            except InvalidData:  # made with another version of the program
                logger.exception("%s %s in force cannot be read any more", self.kind, name)
        return found

    def draft_of(self, connection: Connection, name: str) -> Edited[T] | None:
        """The draft of this name, None where nobody edits it. Raises InvalidData."""
        draft = self._draft(connection, name)
        return Edited(draft, self.read(draft.text, name)) if draft else None

    def require_draft(self, connection: Connection, name: str) -> Edited[T]:
        """The draft of this name. Raises NotFound where nobody edits it, and InvalidData."""
        edited = self.draft_of(connection, name)
        if edited is None:
            raise NotFound(
                f"{self.called.zh} {name} 没有草稿，可能已经生效或被删除。请从在用的版本重新开始。",
                f"The {self.called.en} {name} has no draft: it may be in force or discarded. "
                "Begin again from what is in force.",
            )
        return edited

    def version_of(self, connection: Connection, name: str, number: int) -> Edited[T]:
        """A version by its number. Raises NotFound and InvalidData."""
        for version in kept.versions_of(connection, self.kind, name):
            if version.number == number:
                return Edited(version, self.read(version.text, name))
        raise NotFound("没有这个版本。", "There is no such version.")

    def save(self, connection: Connection, content: T, user: str, *, seen: int = 0) -> None:
        """Save rules as the draft of their name; ``seen`` counts the edits of the draft before.

        0 where there was none. Raises StaleDraft.
        """
        name, text = self.name(content), self.write(content)
        if not kept.save_draft(connection, self.kind, name, text, user, seen):
            raise _stale()

    def take_over(
        self, connection: Connection, content: T, user: str, *, replace: bool = False
    ) -> None:
        """Save a file's rules as the draft of their name, in place of a draft of the user's own.

        Another person's is left as it is, unless it is to be replaced. Raises StaleDraft.
        """
        draft = self._draft(connection, self.name(content))
        if draft and draft.made_by != user and not replace:
            moment = f"{draft.made_at.astimezone():%Y-%m-%d %H:%M}"
            raise StaleDraft(
                f"{self.called.zh} {draft.name} 有一份草稿，由 {draft.made_by} 于 {moment} 保存；"
                "它没有被覆盖。请先看过这份草稿：要保留的写进文件，不要的删除草稿，再导入文件。",
                f"There is a draft of the {self.called.en} {draft.name}, saved by {draft.made_by} "
                f"on {moment}; it was left as it is. Look at it: write into the file what is to "
                "stay, discard the draft, then import the file.",
            )
        self.save(connection, content, user, seen=draft.edits if draft else 0)

    def discard(self, connection: Connection, name: str, user: str) -> None:
        """Throw the draft away; what is in force stays."""
        kept.discard_draft(connection, self.kind, name, user)

    def put_in_force(self, connection: Connection, name: str, user: str, *, seen: int) -> T:
        """Put the draft in force. Raises StaleDraft, and InvalidData if it can't be read."""
        draft = self.draft_of(connection, name)
        if draft is not None:
            self.require_fitting(connection, draft.content)
        if draft is None or not kept.put_in_force(connection, self.kind, name, seen, user):
            raise _stale()
        return draft.content

    def take_out_of_force(self, connection: Connection, name: str, user: str) -> None:
        """Return to the shipped rules, or to none of this name. Raises NotFound."""
        if not kept.take_out_of_force(connection, self.kind, name, user):
            raise NotFound(
                f"{self.called.zh} {name} 没有本单位的版本在用。",
                f"No version of the house's own is in force for the {self.called.en} {name}.",
            )

    def _draft(self, connection: Connection, name: str) -> HouseVersion | None:
        versions = kept.versions_of(connection, self.kind, name)
        return next((each for each in versions if each.draft), None)


def _stale() -> StaleDraft:
    return StaleDraft(
        "草稿在此期间已被别人修改或删除。请重新查看草稿，再保存。",
        "Somebody edited or discarded the draft meanwhile. Look at it again, then save.",
    )
