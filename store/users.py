"""People: who may log in, and which collections they may read or edit."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store import outbox
from store.columns import AnyRow, new_id
from store.tables import grants, users


class Role(StrEnum):
    """What a grant allows on a collection; an editor may also read."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class User:
    """A person; an administrator sees and edits everything.

    ``language`` "" means the browser's; ``email`` is "" where no mail is wanted.
    """

    id: int
    name: str
    administrator: bool
    active: bool
    language: str
    email: str = ""


def create_user(
    connection: Connection, name: str, password_hash: str, administrator: bool = False
) -> int:
    """A new user's id. Raises IntegrityError where the name is taken."""
    result = connection.execute(
        insert(users).values(
            name=name,
            password_hash=password_hash,
            administrator=administrator,
            created_at=datetime.now(UTC),
        )
    )
    return new_id(result)


def find_by_name(connection: Connection, name: str) -> User | None:
    """The user of this name, whether active or not."""
    return next((user for user in list_users(connection) if user.name == name), None)


def get_user(connection: Connection, user_id: int) -> User:
    """The user of this id, or NotFound."""
    row = connection.execute(select(users).where(users.c.id == user_id)).one_or_none()
    if row is None:
        raise NotFound("没有这个用户。", "There is no such user.")
    return _user_of(row)


def list_users(connection: Connection) -> tuple[User, ...]:
    """Everyone, by name."""
    return tuple(map(_user_of, connection.execute(select(users).order_by(users.c.name))))


def _user_of(row: AnyRow) -> User:
    return User(row.id, row.name, row.administrator, row.active, row.language, row.email)


def password_hash_of(connection: Connection, user_id: int) -> str:
    """The stored hash of a user's password, or NotFound."""
    query = select(users.c.password_hash).where(users.c.id == user_id)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound("没有这个用户。", "There is no such user.")
    return str(found)


def set_password(connection: Connection, user_id: int, password_hash: str) -> None:
    """Replace a user's password hash."""
    _change(connection, user_id, password_hash=password_hash)


def set_active(connection: Connection, user_id: int, active: bool) -> None:
    """Let a user log in, or lock them out without forgetting what they did."""
    _change(connection, user_id, active=active)


def set_administrator(connection: Connection, user_id: int, administrator: bool) -> None:
    """Let a user see and edit everything, or only what is granted."""
    _change(connection, user_id, administrator=administrator)


def set_language(connection: Connection, user_id: int, language: str) -> None:
    """Remember the language a user reads the pages in."""
    _change(connection, user_id, language=language)


def set_email(connection: Connection, user_id: int, email: str) -> None:
    """Where mail to a user goes, "" for nowhere."""
    _change(connection, user_id, email=email)


def _change(connection: Connection, user_id: int, **values: str | bool) -> None:
    changed = connection.execute(update(users).where(users.c.id == user_id).values(**values))
    if changed.rowcount == 0:
        raise NotFound("没有这个用户。", "There is no such user.")


def grant(connection: Connection, user_id: int, collection_id: int, role: Role) -> None:
    """Let a user read or edit a collection; a second grant replaces the first."""
    revoke(connection, user_id, collection_id)
    connection.execute(
        insert(grants).values(user_id=user_id, collection_id=collection_id, role=Role(role))
    )


def revoke(connection: Connection, user_id: int, collection_id: int) -> None:
    """Take a user's grant on a collection away."""
    connection.execute(
        delete(grants).where(grants.c.user_id == user_id, grants.c.collection_id == collection_id)
    )


def grants_of(connection: Connection, user_id: int) -> dict[int, Role]:
    """Collection id → role, for every collection granted to a user."""
    query = select(grants.c.collection_id, grants.c.role).where(grants.c.user_id == user_id)
    return {row.collection_id: Role(row.role) for row in connection.execute(query)}


def visible_to(connection: Connection, user: User) -> Visible:
    """What a user may see: all for an administrator, nothing for one who is locked out."""
    if not user.active:
        return Visible(frozenset())
    if user.administrator:
        return EVERYTHING
    granted = frozenset(grants_of(connection, user.id))
    return Visible(granted, outbox.moved_away(connection, granted))


def may_edit_anything(connection: Connection, user: User) -> bool:
    """Whether a user is an editor of at least one collection."""
    if not user.active:
        return False
    return user.administrator or Role.EDITOR in grants_of(connection, user.id).values()


def may_edit(connection: Connection, user: User, collection_id: int) -> bool:
    """Whether a user may upload to a collection and correct what stands in it."""
    if not user.active:
        return False
    return user.administrator or grants_of(connection, user.id).get(collection_id) is Role.EDITOR
