"""``token``: tokens with which programs upload files."""

import click

from store import audit
from store.tokens import create_token, list_tokens, remove_token
from webapp.acting import COMMAND_LINE
from webapp.cli.named import user_named
from webapp.cli.terminal import Terminal, plain


@click.group()
def token() -> None:
    """Manage tokens for programs that upload files. 程序上传文件用的令牌。"""


@token.command()
@click.argument("user")
@click.argument("purpose")
@click.pass_obj
def add(terminal: Terminal, user: str, purpose: str) -> None:
    """Create a token with USER's permissions; it is shown once. 新建令牌。"""
    with terminal.services() as services, services.database.write() as connection:
        found = user_named(connection, user)
        number, made = create_token(connection, found.id, purpose)
        audit.record(connection, COMMAND_LINE, "add token", f"token {number} of user {found.id}")
    terminal.note(f"令牌 {number}，只显示这一次：", f"Token {number}, which is shown this once:")
    click.echo(made)


@token.command("list")
@click.pass_obj
def list_(terminal: Terminal) -> None:
    """List tokens and when each was last used. 列出令牌。"""
    with terminal.services() as services, services.database.read() as connection:
        found = list_tokens(connection)
        if not found:
            terminal.note("没有令牌。", "There are no tokens.")
        for each in found:
            used = f"{each.used_at:%Y-%m-%d}" if each.used_at else terminal.words("未用过", "never")
            click.echo(f"{each.id}  {plain(each.user)}  {used}  {plain(each.purpose)}")


@token.command()
@click.argument("number", type=int)
@click.pass_obj
def remove(terminal: Terminal, number: int) -> None:
    """Revoke a token. 作废令牌。"""
    with terminal.services() as services, services.database.write() as connection:
        remove_token(connection, number)
        audit.record(connection, COMMAND_LINE, "remove token", f"token {number}")
    terminal.say(f"令牌 {number} 已作废。", f"Token {number} is revoked.")
