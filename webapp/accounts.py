"""Accounts: password hashes, and the person that a browser's session stands for."""

import hashlib
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask
from flask_login import LoginManager

from contracts.errors import NotFound
from store import users
from store.users import User
from webapp.access import services

# OWASP's first choice for argon2id: 19 MiB, two passes; some 50 ms, where the library's default
# takes five times the time and memory, too much when many log in at once.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
SHORTEST_PASSWORD = 10
_NOBODY = HASHER.hash("nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A person in the form that Flask-Login needs.

    The session holds the id with a fingerprint of the password's hash, so that a new password ends
    every other session.
    """

    user: User
    fingerprint: str
    is_authenticated: bool = True
    is_anonymous: bool = False

    @property
    def is_active(self) -> bool:
        """Whether the person may still log in."""
        return self.user.active

    def get_id(self) -> str:
        """The text that the session stores."""
        return f"{self.user.id}:{self.fingerprint}"


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return HASHER.hash(password)


def log_in(name: str, password: str) -> Account | None:
    """The account of this name and password; it takes as long for a name that doesn't exist."""
    with services().database.read() as connection:
        user = users.find_by_name(connection, name)
        stored = users.password_hash_of(connection, user.id) if user else None
    matches = _matches(stored or _NOBODY, password)
    if user is None or stored is None or not matches or not user.active:
        return None
    return Account(user, _fingerprint(stored))


def account_of(user: User) -> Account:
    """The account of a user who just changed the password."""
    with services().database.read() as connection:
        return Account(user, _fingerprint(users.password_hash_of(connection, user.id)))


def install(app: Flask) -> None:
    """Give the app its login sessions."""
    manager = LoginManager()
    manager.session_protection = "basic"
    manager.user_loader(_load)
    manager.init_app(app)


def _load(remembered: str) -> Account | None:
    number, _, fingerprint = remembered.partition(":")
    try:
        with services().database.read() as connection:
            user = users.get_user(connection, int(number))
            stored = users.password_hash_of(connection, user.id)
    except (ValueError, NotFound):
        return None
    if not user.active or _fingerprint(stored) != fingerprint:
        return None
    return Account(user, fingerprint)


def _matches(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _fingerprint(stored: str) -> str:
    return hashlib.sha256(stored.encode()).hexdigest()[:16]
