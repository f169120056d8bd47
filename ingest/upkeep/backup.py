"""A backup: the database first, then the originals, while people work.

So the copy of the database names no original that came after the originals were copied: one that is
too new does no harm, one that is missing does.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.progress import Progress
from ingest.upkeep.problems import Problem, ProblemKind
from store import consistency
from store.database import Database
from store.database_copy import copy_database
from store.files import FileStore

ORIGINALS = "files"  # as in a data folder


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: so many originals are new in it, so many were there before.

    ``problems`` are originals that the database names and that could not be copied.
    """

    database: Path
    new: int
    kept: int
    problems: tuple[Problem, ...]


def back_up(database: Database, files: FileStore, folder: Path, progress: Progress) -> Backup:
    """Copy the database and the originals that the folder doesn't hold yet.

    A damaged original is not copied: an earlier backup may hold it whole. Those that the folder
    holds are not read again; ``check`` reads all. Raises NotCopied and StorageFull.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with database.read() as connection:
        versions = list(consistency.every_version(connection))
    copy = copy_database(database.url, folder)
    originals = FileStore(folder / ORIGINALS)
    originals.flush([folder])  # so that the copy's name survives a power cut too
    before = set(originals.every_hash())
    wanted = list(files.every_hash())
    for done, sha256 in enumerate(wanted, 1):
        if sha256 not in before and files.verify(sha256):
            with files.open(sha256) as original:
                originals.store(original, sys.maxsize)
        progress(done, len(wanted))
    held = set(originals.every_hash())
    lost = [version for version in versions if version.sha256 not in held]
    problems = (
        Problem(
            ProblemKind.ORIGINAL_DAMAGED
            if files.path(version.sha256).exists()
            else ProblemKind.ORIGINAL_MISSING,
            str(version.id),
            version.file_name,
        )
        for version in lost
    )
    return Backup(copy, len(held - before), len(held & before), tuple(problems))
