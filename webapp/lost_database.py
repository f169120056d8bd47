"""A database that was lost is not taken for a new one."""

from pathlib import Path

from contracts.errors import UnusableDatabase
from store.database import Database
from store.files import FileStore


def upgrade_kept(database: Database, originals: Path) -> None:
    """Bring the schema to the newest revision, unless originals lie beside an empty database.

    That would look like a repository without contracts, and every search like one without hits.
    Raises UnusableDatabase.
    """
    if database.is_new() and next(FileStore(originals).every_hash(), None) is not None:
        raise UnusableDatabase(
            f"{originals} 中有原件，数据库却是空的：数据库可能被移走、没有挂载，"
            "或 TIAOLI_DATABASE_URL 指向了别处。未做任何改动。请恢复数据库（见备份）；"
            "迁到新数据库用 tiaoli move-database；没有备份时，用 --data 另选数据文件夹，"
            "重新导入这个文件夹里的原件。",
            f"There are originals in {originals}, but the database is empty: it may have been "
            "moved, not mounted, or TIAOLI_DATABASE_URL may name another. Nothing was changed. "
            "Bring the database back (from a backup), or move it there with tiaoli move-database; "
            "without a backup, choose another data folder with --data and import the originals of "
            "this one.",
        )
    database.upgrade()
