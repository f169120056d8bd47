"""``user``: accounts, and which collections they may read or edit."""

import click

from store import audit
from store.users import Role, create_user, find_by_name, grant, set_password
from webapp.accounts import hash_password
from webapp.acting import COMMAND_LINE
from webapp.cli.named import UserNameTaken, collection_named, user_named
from webapp.cli.terminal import Terminal

asked_password = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True,
    help="Asked for twice if not given. 省略时提示输入两次。",
)  # fmt: skip


@click.group()
def user() -> None:
    """Manage user accounts. 管理用户。"""


@user.command()
@click.argument("name")
@click.option("--administrator", is_flag=True, help="Allow everything. 管理员。")
@asked_password
@click.pass_obj
def add(terminal: Terminal, name: str, administrator: bool, password: str) -> None:
    """Add a user, who sees nothing until you grant a collection. 新增用户。"""
    with terminal.services(create=True) as services, services.database.write() as connection:
        if find_by_name(connection, name) is not None:
            raise UserNameTaken(
                f"用户 {name} 已存在。改密码用 tiaoli user password {name}。",
                f"There is a user {name} already. To set a password: tiaoli user password {name}.",
            )
        number = create_user(connection, name, hash_password(password), administrator)
        audit.record(connection, COMMAND_LINE, "add user", f"user {number}")
    terminal.say(f"已新增用户 {name}。", f"Added the user {name}.")


@user.command("password")
@click.argument("name")
@asked_password
@click.pass_obj
def password_(terminal: Terminal, name: str, password: str) -> None:
    """Set a user's password; open sessions of that user end. 修改密码。"""
    with terminal.services() as services, services.database.write() as connection:
        found = user_named(connection, name)
        set_password(connection, found.id, hash_password(password))
        audit.record(connection, COMMAND_LINE, "set password", f"user {found.id}")
    terminal.say(f"已修改 {name} 的密码。", f"Set the password of {name}.")


@user.command("grant")
@click.argument("name")
@click.argument("collection")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.pass_obj
def grant_(terminal: Terminal, name: str, collection: str, role: str) -> None:
    """Let a user read or edit a collection. 授权用户阅读或编辑合同集。"""
    with terminal.services() as services, services.database.write() as connection:
        found = user_named(connection, name)
        number = collection_named(connection, collection)
        grant(connection, found.id, number, Role(role))
        audit.record(
            connection, COMMAND_LINE, f"grant {role}", f"user {found.id}, collection {number}"
        )
    terminal.say(
        f"{name} 现在可以{'编辑' if role == Role.EDITOR else '阅读'}“{collection}”。",
        f"{name} is now {role} of {collection}.",
    )
