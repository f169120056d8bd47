"""What commands are told by name: users, and collections."""

import click

from contracts.errors import NotFound, TiaoliError
from contracts.visibility import EVERYTHING, Visible
from store.collections import list_collections
from store.database import Connection
from store.users import User, find_by_name, visible_to

whose = click.option("--user", "name", required=True, help="The owner's user name. 属于谁。")


class UserNameTaken(TiaoliError):
    """A user with this name already exists."""

    code = "name_taken"


def user_named(connection: Connection, name: str) -> User:
    """The user of this name. Raises NotFound."""
    user = find_by_name(connection, name)
    if user is None:
        raise NotFound(
            f"没有用户 {name}。列出用户：tiaoli user list；新增用户：tiaoli user add {name}。",
            f"There is no user {name}. To list them: tiaoli user list; to add one: "
            f"tiaoli user add {name}.",
        )
    return user


def owner_named(connection: Connection, name: str) -> tuple[User, Visible]:
    """A user and what that user may see: the command runs with that person's permissions."""
    user = user_named(connection, name)
    return user, visible_to(connection, user)


def collection_named(connection: Connection, name: str) -> int:
    """The id of the collection of this name. Raises NotFound, naming those that there are."""
    collections = list_collections(connection, EVERYTHING)
    for collection in collections:
        if collection.name == name:
            return collection.id
    names = ", ".join(collection.name for collection in collections)
    raise NotFound(
        f"没有合同集“{name}”。现有：{names or '无'}。",
        f"There is no collection {name}. There are: {names or 'none'}.",
    )
