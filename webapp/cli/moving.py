"""``move-database``: what the data folder's database holds goes into the one of the settings."""

from contextlib import closing

import click

from contracts.errors import TiaoliError
from store.database import Database
from store.database_move import move_rows
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal
from webapp.processes.serve import sole_server
from webapp.settings import embedded_database


class NothingToMove(TiaoliError):
    """There is no database in the data folder, or the settings name no other."""

    code = "nothing_to_move"


@click.command("move-database")
@click.pass_obj
def move_database(terminal: Terminal) -> None:
    """Move the data folder's database into TIAOLI_DATABASE_URL. 把数据库迁到 PostgreSQL。

    Stop the server first. The new database must be empty; either everything is moved or nothing.
    The file in the data folder stays as it is.
    """
    settings = terminal.settings()
    file, url = embedded_database(settings.data)
    if settings.database_url == url:
        raise NothingToMove(
            "没有设置 TIAOLI_DATABASE_URL，不知道迁往何处。请先设置，例如"
            " postgresql+psycopg://用户:密码@主机/数据库。",
            "TIAOLI_DATABASE_URL is not set, so there is nowhere to move to. Set it first, such as"
            " postgresql+psycopg://user:password@host/database.",
        )
    if not file.exists():
        raise NothingToMove(
            f"{settings.data} 中没有数据库 {file.name}。请用 --data 指定数据文件夹。",
            f"There is no {file.name} in {settings.data}. Name the data folder with --data.",
        )
    with (
        sole_server(settings),
        closing(Database(url)) as old,
        closing(Database(settings.database_url)) as new,
        Bar(terminal.words("迁移", "moving rows"), terminal.language) as bar,
    ):
        old.upgrade()
        new.upgrade()
        moved = move_rows(old, new, bar.show)
    terminal.say(
        f"已迁移 {moved} 行。请在同样的设置下运行 tiaoli check，再启动服务；"
        f"{file} 不再使用，确认无误后可以删除。",
        f"Moved {moved} rows. Run tiaoli check with the same settings, then start the server; "
        f"{file} is no longer used, and may be deleted once all is well.",
    )
