"""The owner of what a command works on; the command runs under that person's rights."""

import click

from contracts.errors import NotFound
from contracts.visibility import Visible
from store.database import Connection
from store.users import User, find_by_name, visible_to

whose = click.option("--user", "name", required=True, help="The owner's user name. 属于谁。")


def owner_named(connection: Connection, name: str) -> tuple[User, Visible]:
    """A user and what that user may see."""
    user = find_by_name(connection, name)
    if user is None:
        raise NotFound(f"没有用户 {name}。", f"There is no user {name}.")
    return user, visible_to(connection, user)
