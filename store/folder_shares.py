"""Whom a folder is shared with: people, or everybody who may see a collection.

A share opens the folder, not the contracts in it: each person finds the entries whose documents
they may see, and no sign of the others.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    true,
)

from contracts.visibility import Visible
from store.collections import is_visible
from store.saved_tables import folder_shares
from store.tables import collections, users


class FolderRight(StrEnum):
    """What a person may do with a folder; only its owner shares, renames and removes it."""

    OWN = "own"
    EDIT = "edit"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Share:
    """Whom a folder is shared with: a person's name, or a collection's. One of the two is "", both
    where the collection may not be seen any more.
    """

    id: int
    person: str
    collection: str
    may_edit: bool


def share_with_person(
    connection: Connection, folder_id: int, user_id: int, *, may_edit: bool
) -> None:
    """Let a person see a folder, or change it; a second share replaces the first."""
    _share(connection, folder_id, may_edit=may_edit, user_id=user_id)


def share_with_readers(
    connection: Connection, folder_id: int, collection_id: int, *, may_edit: bool
) -> None:
    """Let everybody who may see a collection see a folder, or change it."""
    _share(connection, folder_id, may_edit=may_edit, collection_id=collection_id)


def shares_of(connection: Connection, folder_id: int, visible: Visible) -> tuple[Share, ...]:
    """Whom a folder is shared with."""
    of_share = (collections.c.id == folder_shares.c.collection_id) & is_visible(visible)
    shared = folder_shares.outerjoin(users).outerjoin(collections, of_share)
    columns = (folder_shares, users.c.name.label("person"), collections.c.name.label("collection"))
    query = select(*columns).select_from(shared).where(folder_shares.c.folder_id == folder_id)
    return tuple(
        Share(row.id, row.person or "", row.collection or "", row.may_edit)
        for row in connection.execute(query.order_by(folder_shares.c.id))
    )


def end_share(connection: Connection, folder_id: int, share_id: int) -> None:
    """End one share of a folder."""
    _delete(connection, folder_shares.c.folder_id == folder_id, folder_shares.c.id == share_id)


def end_all_shares(connection: Connection, folder_id: int) -> None:
    """End all shares of a folder."""
    _delete(connection, folder_shares.c.folder_id == folder_id)


def shared_with(user_id: int, visible: Visible) -> Select[tuple[int, int]]:
    """The folders shared with a person, each with ``may_edit``: 1, or 0 where it is read-only."""
    seen = (
        true()
        if visible.collections is None
        else folder_shares.c.collection_id.in_(visible.collections)
    )
    open_to_readers = folder_shares.c.collection_id.is_not(None) & seen
    may_edit = func.max(case((folder_shares.c.may_edit, 1), else_=0)).label("may_edit")
    return (
        select(folder_shares.c.folder_id, may_edit)
        .where(or_(folder_shares.c.user_id == user_id, open_to_readers))
        .group_by(folder_shares.c.folder_id)
    )


def _share(connection: Connection, folder_id: int, *, may_edit: bool, **whom: int) -> None:
    same = (folder_shares.c[name] == value for name, value in whom.items())
    _delete(connection, folder_shares.c.folder_id == folder_id, *same)
    connection.execute(insert(folder_shares).values(folder_id=folder_id, may_edit=may_edit, **whom))


def _delete(connection: Connection, *which: ColumnElement[bool]) -> None:
    connection.execute(delete(folder_shares).where(*which))
