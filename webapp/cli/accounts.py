"""``user``: accounts, and which collections they may read or edit."""

import click

from contracts.errors import TiaoliError
from contracts.visibility import EVERYTHING
from store import audit
from store.collections import collection_names
from store.database import Connection
from store.users import (
    Role,
    create_user,
    find_by_name,
    grant,
    grants_of,
    list_users,
    revoke,
    set_active,
    set_password,
)
from webapp.accounts import SHORTEST_PASSWORD, hash_password
from webapp.acting import COMMAND_LINE
from webapp.cli.named import UserNameTaken, collection_named, user_named
from webapp.cli.terminal import Terminal, plain

NO_ACCESS = "none"


class PasswordTooShort(TiaoliError):
    """A password that the pages would refuse as well."""

    code = "password_too_short"


def _chosen(terminal: Terminal, password: str | None) -> str:
    """The password given, or typed twice: asked for once it is clear that it will be used."""
    if password is None:
        asked = terminal.words("密码", "Password")
        password = str(click.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(
            f"密码至少要有 {SHORTEST_PASSWORD} 个字符，请换一个。",
            f"A password has at least {SHORTEST_PASSWORD} characters: choose a longer one.",
        )
    return password


asked_password = click.option(
    "--password", help="Asked for twice if not given. 省略时提示输入两次。"
)


@click.group()
def user() -> None:
    """Manage user accounts. 管理用户。"""


@user.command()
@click.argument("name")
@click.option("--administrator", is_flag=True, help="Allow everything. 管理员。")
@asked_password
@click.pass_obj
def add(terminal: Terminal, name: str, administrator: bool, password: str | None) -> None:
    """Add a user, who sees nothing until you grant a collection. 新增用户。"""
    with terminal.services(create=True) as services:
        with services.database.read() as connection:
            _require_free(connection, name)
        hashed = hash_password(_chosen(terminal, password))
        with services.database.write() as connection:
            _require_free(connection, name)
            number = create_user(connection, name, hashed, administrator)
            audit.record(connection, COMMAND_LINE, "add user", f"user {number}")
    terminal.say(f"已新增用户 {name}。", f"Added the user {name}.")


def _require_free(connection: Connection, name: str) -> None:
    if find_by_name(connection, name) is not None:
        raise UserNameTaken(
            f"用户 {name} 已存在。改密码用 tiaoli user password {name}。",
            f"There is a user {name} already. To set a password: tiaoli user password {name}.",
        )


@user.command("password")
@click.argument("name")
@asked_password
@click.pass_obj
def password_(terminal: Terminal, name: str, password: str | None) -> None:
    """Set a user's password; open sessions of that user end. 修改密码。"""
    with terminal.services() as services:
        with services.database.read() as connection:
            found = user_named(connection, name)
        hashed = hash_password(_chosen(terminal, password))
        with services.database.write() as connection:
            set_password(connection, found.id, hashed)
            audit.record(connection, COMMAND_LINE, "set password", f"user {found.id}")
    terminal.say(f"已修改 {name} 的密码。", f"Set the password of {name}.")


@user.command("list")
@click.pass_obj
def list_(terminal: Terminal) -> None:
    """List users, and what they may see. 列出用户及其权限。"""
    with terminal.services() as services, services.database.read() as connection:
        names = collection_names(connection, EVERYTHING)
        for each in list_users(connection):
            granted = grants_of(connection, each.id)
            may = [f"{plain(names[number])} ({role})" for number, role in granted.items()]
            if each.administrator:
                may = [terminal.words("管理员", "administrator")]
            closed = [] if each.active else [terminal.words("已停用", "closed")]
            click.echo("  ".join([plain(each.name), *closed, ", ".join(may) or "–"]))


@user.command("close")
@click.argument("name")
@click.pass_obj
def close(terminal: Terminal, name: str) -> None:
    """Close an account: its sessions and tokens no longer count. 停用账户。"""
    _set_active(terminal, name, active=False)
    terminal.say(f"已停用 {name}，其会话和令牌不再有效。", f"Closed the account {name}.")


@user.command("reopen")
@click.argument("name")
@click.pass_obj
def reopen(terminal: Terminal, name: str) -> None:
    """Reopen a closed account, with the access it had. 重新启用账户。"""
    _set_active(terminal, name, active=True)
    terminal.say(f"已重新启用 {name}。", f"Reopened the account {name}.")


def _set_active(terminal: Terminal, name: str, *, active: bool) -> None:
    with terminal.services() as services, services.database.write() as connection:
        found = user_named(connection, name)
        set_active(connection, found.id, active)
        action = "open account" if active else "close account"
        audit.record(connection, COMMAND_LINE, action, f"user {found.id}")


@user.command("grant")
@click.argument("name")
@click.argument("collection")
@click.argument("role", type=click.Choice([*(role.value for role in Role), NO_ACCESS]))
@click.pass_obj
def grant_(terminal: Terminal, name: str, collection: str, role: str) -> None:
    """Let a user read or edit a collection, or neither. 授权用户阅读或编辑合同集，或取消。"""
    with terminal.services() as services, services.database.write() as connection:
        found = user_named(connection, name)
        number = collection_named(connection, collection)
        if role == NO_ACCESS:
            revoke(connection, found.id, number)
        else:
            grant(connection, found.id, number, Role(role))
        action = "revoke" if role == NO_ACCESS else f"grant {role}"
        audit.record(connection, COMMAND_LINE, action, f"user {found.id}, collection {number}")
    may = {Role.EDITOR.value: ("可以编辑", "may edit"), Role.READER.value: ("可以阅读", "may read")}
    zh, en = may.get(role, ("不能再看", "no longer sees"))
    terminal.say(f"{name} 现在{zh}“{collection}”。", f"{name} {en} {collection}.")
