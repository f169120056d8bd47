"""Folders: what a person set aside, clauses and whole documents, each with a note.

A folder belongs to one person, who may share it (``folder_shares``). An entry is shown and counted
while its document may be seen by the person who looks.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, or_, select, update

from contracts.clause import Clause, Span
from contracts.errors import NotFound
from contracts.visibility import Visible
from store.collections import is_visible
from store.columns import AnyRow, new_id
from store.documents import get_version
from store.folder_shares import FolderRight, end_all_shares, shared_with
from store.saved_tables import folder_entries, folders
from store.tables import collections, documents, users


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, how many of its entries a person may see, and what that person may do with it."""

    id: int
    name: str
    entries: int
    owner: str
    right: FolderRight

    @property
    def is_mine(self) -> bool:
        """Whether it belongs to that person."""
        return self.right is FolderRight.OWN

    @property
    def may_edit(self) -> bool:
        """Whether the person who looks may put something in and take it out."""
        return self.right is not FolderRight.READ


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A clause that was set aside as it read then; ``passage`` is None for a whole document."""

    id: int
    document_id: int
    version_id: int
    number_label: str
    heading: str
    passage: Span | None
    note: str
    added_at: datetime


def add_folder(connection: Connection, user_id: int, name: str) -> int:
    """A new folder's id. Raises IntegrityError where the person has one of this name."""
    values = {"user_id": user_id, "name": name, "created_at": datetime.now(UTC)}
    return new_id(connection.execute(insert(folders).values(**values)))


def folders_of(connection: Connection, user_id: int, visible: Visible) -> tuple[Folder, ...]:
    """A person's folders by name, then those that are shared with that person."""
    held = _visible_entries(visible).subquery()
    counts = (
        select(held.c.folder_id, func.count().label("count")).group_by(held.c.folder_id).subquery()
    )
    shared = shared_with(user_id, visible).subquery()
    is_mine = folders.c.user_id == user_id
    query = (
        select(
            folders.c.id, folders.c.name, users.c.name.label("owner"), is_mine.label("is_mine"),
            func.coalesce(counts.c.count, 0).label("entries"), shared.c.may_edit,
        )
        .join(users, users.c.id == folders.c.user_id)
        .outerjoin(counts, counts.c.folder_id == folders.c.id)
        .outerjoin(shared, shared.c.folder_id == folders.c.id)
        .where(or_(is_mine, shared.c.folder_id.is_not(None)))
        .order_by(is_mine.desc(), folders.c.name, folders.c.id)
    )  # fmt: skip
    return tuple(
        Folder(row.id, row.name, row.entries, row.owner, _right(row))
        for row in connection.execute(query)
    )


def get_folder(connection: Connection, folder_id: int, user_id: int, visible: Visible) -> Folder:
    """A folder that is a person's or shared with that person; else NotFound."""
    found = folders_of(connection, user_id, visible)
    folder = next((each for each in found if each.id == folder_id), None)
    if folder is None:
        raise NotFound("没有这个文件夹。", "There is no such folder.")
    return folder


def rename_folder(connection: Connection, folder: Folder, name: str) -> None:
    """Give a folder another name."""
    connection.execute(update(folders).where(folders.c.id == folder.id).values(name=name))


def remove_folder(connection: Connection, folder: Folder) -> None:
    """Forget a folder, its entries and whom it was shared with."""
    end_all_shares(connection, folder.id)
    connection.execute(delete(folder_entries).where(folder_entries.c.folder_id == folder.id))
    connection.execute(delete(folders).where(folders.c.id == folder.id))


def set_aside_clause(
    connection: Connection, folder: Folder, clause: Clause, note: str, visible: Visible
) -> bool:
    """Put a clause into a folder; False where it is there already, and its note stays."""
    values = {
        "version_id": clause.version_id,
        "number_label": clause.number_label,
        "heading": clause.heading,
        "start": clause.span.start,
        "end": clause.span.end,
        "exact": clause.text,
        "prefix": clause.span.prefix,
        "suffix": clause.span.suffix,
    }
    return _set_aside(connection, folder, values, note, visible)


def set_aside_document(
    connection: Connection, folder: Folder, version_id: int, note: str, visible: Visible
) -> bool:
    """Put the document of a version into a folder; False where it is there already."""
    values = {"version_id": version_id, "start": 0, "end": 0}
    return _set_aside(connection, folder, values, note, visible)


def entries_of(connection: Connection, folder: Folder, visible: Visible) -> tuple[FolderEntry, ...]:
    """What stands in a folder and may be seen, by document, then in the order of its text."""
    query = _visible_entries(visible).where(folder_entries.c.folder_id == folder.id)
    rows = connection.execute(
        query.order_by(folder_entries.c.document_id, folder_entries.c.start, folder_entries.c.id)
    )
    return tuple(map(_entry, rows))


def change_note(
    connection: Connection, folder: Folder, entry_id: int, note: str, visible: Visible
) -> None:
    """Replace the note of an entry that may be seen."""
    which = _is(folder, entry_id, visible)
    connection.execute(update(folder_entries).where(which).values(note=note))


def remove_entry(connection: Connection, folder: Folder, entry_id: int, visible: Visible) -> None:
    """Take an entry that may be seen out of its folder."""
    connection.execute(delete(folder_entries).where(_is(folder, entry_id, visible)))


def _set_aside(
    connection: Connection, folder: Folder, values: dict[str, Any], note: str, visible: Visible
) -> bool:
    document_id = get_version(connection, values["version_id"], visible).document_id
    exact = values.get("exact", "")
    there = select(func.count()).where(
        folder_entries.c.folder_id == folder.id,
        folder_entries.c.document_id == document_id,
        folder_entries.c.exact == exact,
        folder_entries.c.start == values["start"],
    )
    if connection.execute(there).scalar_one():
        return False
    row = {"folder_id": folder.id, "document_id": document_id, "note": note}
    row["added_at"] = datetime.now(UTC)
    connection.execute(insert(folder_entries).values(**row, **values))
    return True


def _right(row: AnyRow) -> FolderRight:
    if row.is_mine:
        return FolderRight.OWN
    return FolderRight.EDIT if row.may_edit else FolderRight.READ


def _is(folder: Folder, entry_id: int, visible: Visible) -> ColumnElement[bool]:
    held = _visible_entries(visible).with_only_columns(folder_entries.c.id)
    wanted = (folder_entries.c.folder_id == folder.id, folder_entries.c.id == entry_id)
    return folder_entries.c.id.in_(held.where(*wanted))


def _visible_entries(visible: Visible) -> Select[Any]:
    held = folder_entries.join(documents).join(collections)
    return select(folder_entries).select_from(held).where(is_visible(visible))


def _entry(row: AnyRow) -> FolderEntry:
    passage = Span(row.start, row.end, row.exact, row.prefix, row.suffix) if row.exact else None
    return FolderEntry(
        id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        number_label=row.number_label,
        heading=row.heading,
        passage=passage,
        note=row.note,
        added_at=row.added_at,
    )
