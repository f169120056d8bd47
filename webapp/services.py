"""Services: what every page and command works with, wired together in one place."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from contracts.errors import NeedsProgram, SearchUnavailable, TiaoliError
from index.back_ends import open_directions, open_index
from index.pointing import Directions
from index.protocol import SearchIndex
from ingest.current_index import CurrentIndex
from ingest.guarded.guard import GuardedParsers
from ingest.indexer import begin
from ingest.meaning import Sentences
from ingest.scans.character_recognition import Recogniser, load_recogniser
from ingest.tags.text_scoring import Encoder
from store.database import Database
from store.files import FileStore
from webapp.installed import open_encoder, open_parsers, open_sentences
from webapp.lost_database import upgrade_kept
from webapp.settings import Settings

logger = logging.getLogger(__name__)


class FolderNotWritable(TiaoliError):
    """The data folder cannot be written; searching needs that too, for its locks."""

    code = "folder_not_writable"


@dataclass(frozen=True, slots=True)
class Services:
    """The database, the originals, the index, the parsers and the encoders of one installation.

    Without an encoder's weights everything rests on rules; without those of ``sentences`` nothing
    is found by meaning.
    """

    settings: Settings
    database: Database
    files: FileStore
    index: SearchIndex
    directions: Directions
    parsers: GuardedParsers
    encoder: Encoder | None
    sentences: Sentences | None

    @property
    def weights(self) -> str:
        """The name of the encoder's weights, "" where there are none."""
        return self.encoder.weights if self.encoder else ""


@contextmanager
def open_services(settings: Settings) -> Iterator[Services]:
    """The services of a data folder, made and upgraded where needed; closed at the end.

    A process opens its own; they are not carried across a fork. Raises FolderNotWritable and
    UnusableDatabase.
    """
    database = Database(settings.database_url)
    engine = open_index(settings.search_engine, settings.data / "index", settings.elasticsearch)
    index = CurrentIndex(engine, database)
    with closing(database), open_parsers(settings) as parsers:
        with writable(settings.data):
            files = FileStore(settings.originals)
            with (settings.data / "prepare.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed
                upgrade_kept(database, files.root)
                _begin_index(database, index)
        encoder, sentences = open_encoder(settings), open_sentences(settings)
        directions = open_directions(
            settings.search_engine, settings.data / "directions", settings.elasticsearch
        )
        yield Services(settings, database, files, index, directions, parsers, encoder, sentences)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """The data folder, made if need be; FolderNotWritable where the system refuses."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # contracts: for one account alone
        yield
    except OSError as error:
        raise FolderNotWritable(
            f"无法写入数据文件夹 {folder}（{error.strerror}）。请检查其权限和磁盘空间，"
            "或用 --data 另选文件夹。",
            f"The data folder {folder} cannot be written ({error.strerror}). Check its permissions "
            "and the disk's free space, or choose another with --data.",
        ) from error


def _begin_index(database: Database, index: SearchIndex) -> None:
    """Make a new installation's index; where the engine is away, the worker does so later."""
    try:
        begin(database, index)
    except SearchUnavailable as error:
        logger.warning("the index cannot be made yet: %s", error)


def needed_recogniser(settings: Settings) -> Recogniser:
    """The recogniser of scanned pages; raises NeedsProgram where none is installed or wanted."""
    recogniser = open_recogniser(settings)
    if recogniser is None:
        raise NeedsProgram(
            "服务器上没有启用文字识别，扫描件无法识别。请管理员安装（pip install 'tiaoli[ocr]'），"
            "并确认 TIAOLI_OCR 没有设为 no。",
            "Text recognition is not available on the server, so scans can't be read. Have it"
            " installed (pip install 'tiaoli[ocr]'), and TIAOLI_OCR not set to no.",
        )
    return recogniser


def open_recogniser(settings: Settings) -> Recogniser | None:
    """The recogniser of scanned pages, or None where none is installed or wanted."""
    return load_recogniser(settings.encoder_threads) if settings.ocr else None
