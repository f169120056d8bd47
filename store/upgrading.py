"""Bringing a database's schema to the newest revision, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from contracts.errors import UnusableDatabase


def upgrade(connection: Connection, migrations: Path) -> None:
    """Run the revisions that are missing. Raises UnusableDatabase where a newer Tiaoli made it."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise UnusableDatabase(
            f"这个数据库由更新版本的条理建立（{error}）。请用那个版本打开，或换一个数据文件夹。",
            f"A newer version of Tiaoli made this database ({error}). Open it with that version,"
            " or choose another data folder.",
        ) from error
