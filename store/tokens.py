"""Upload tokens: what a program shows instead of a login, kept as its SHA-256 alone."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from contracts.errors import NotFound
from store.columns import new_id
from store.import_tables import upload_tokens
from store.tables import users
from store.users import User, get_user


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed: for whom, what for, and when it was used last."""

    id: int
    user: str
    purpose: str
    created_at: datetime
    used_at: datetime | None


def create_token(connection: Connection, user_id: int, purpose: str) -> tuple[int, str]:
    """A new token for a user, and its id; the token is not kept and cannot be shown again."""
    token = secrets.token_urlsafe(32)
    values = {
        "user_id": user_id,
        "purpose": purpose,
        "digest": _digest(token),
        "created_at": datetime.now(UTC),
    }
    return new_id(connection.execute(insert(upload_tokens).values(**values))), token


def user_of_token(connection: Connection, token: str) -> User | None:
    """The active user to whom a token belongs; records that the token was used."""
    query = select(upload_tokens.c.user_id).where(upload_tokens.c.digest == _digest(token))
    user_id = connection.execute(query).scalar_one_or_none()
    if user_id is None:
        return None
    connection.execute(
        update(upload_tokens)
        .where(upload_tokens.c.digest == _digest(token))
        .values(used_at=datetime.now(UTC))
    )
    user = get_user(connection, user_id)
    return user if user.active else None


def list_tokens(connection: Connection) -> tuple[Token, ...]:
    """All tokens, the oldest first."""
    query = (
        select(upload_tokens, users.c.name)
        .join(users, users.c.id == upload_tokens.c.user_id)
        .order_by(upload_tokens.c.id)
    )
    return tuple(
        Token(row.id, row.name, row.purpose, row.created_at, row.used_at)
        for row in connection.execute(query)
    )


def remove_token(connection: Connection, token_id: int) -> None:
    """Revoke a token; NotFound where there is none with this id."""
    removed = connection.execute(delete(upload_tokens).where(upload_tokens.c.id == token_id))
    if removed.rowcount == 0:
        raise NotFound("没有这个令牌。", "There is no such token.")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
