"""``folder``: what people set aside, each folder its owner's."""

from pathlib import Path

import click

from contracts.errors import NotFound
from contracts.visibility import Visible
from store.database import Connection
from store.folders import Folder, folders_of
from store.users import User
from webapp.cli.named import owner_named, whose
from webapp.cli.terminal import FILE_TO_WRITE, Terminal, plain
from webapp.reports.formats import LIST_FORMATS


@click.group()
def folder() -> None:
    """List and export folders of clauses and documents. 文件夹。"""


@folder.command("list")
@whose
@click.pass_obj
def list_(terminal: Terminal, name: str) -> None:
    """List a user's folders. 列出文件夹。"""
    with terminal.services() as services, services.database.read() as connection:
        user, visible = owner_named(connection, name)
        for each in folders_of(connection, user.id, visible):
            click.echo(f"{plain(each.name)}  {each.entries}")


@folder.command("export")
@click.argument("title", metavar="NAME")
@whose
@click.option(
    "--output", type=FILE_TO_WRITE, required=True,
    help="The file: .xlsx, .docx or .csv. 写入的文件。",
)  # fmt: skip
@click.pass_obj
def export(terminal: Terminal, title: str, name: str, output: Path) -> None:
    """Export a folder's contents to a file, with its owner's permissions. 导出文件夹。"""
    if output.suffix.lstrip(".") not in LIST_FORMATS:
        raise click.UsageError("--output takes a file that ends with .xlsx, .docx or .csv.")
    from webapp.cli.hits_file import write_list
    from webapp.folders import listed_entries, placed_entries
    from webapp.hit_list import folder_list
    from webapp.reports.files import circumstances
    from webapp.reports.sources import permission

    with terminal.services() as services, services.database.read() as connection:
        user, visible = owner_named(connection, name)
        found = _folder(connection, user, title, visible)
        placed = placed_entries(connection, found, visible)
        rights = permission(connection, visible, terminal.language)
        made = circumstances(user.name, rights, "", services.weights)
        entries = listed_entries(connection, placed, visible)
        listed = folder_list(connection, found.name, entries, visible, made)
        write_list(terminal, listed, output)
    count, path = len(placed), plain(str(output))
    terminal.say(f"{count} 个条目已写入 {path}", f"{count} entries written to {path}")


def _folder(connection: Connection, user: User, title: str, visible: Visible) -> Folder:
    for each in folders_of(connection, user.id, visible):
        if each.name == title:
            return each
    raise NotFound(
        f"{user.name} 没有名为“{title}”的文件夹。用 tiaoli folder list 列出。",
        f"{user.name} has no folder {title}. tiaoli folder list names them.",
    )
