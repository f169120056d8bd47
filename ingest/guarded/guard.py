"""Parsers in processes of their own, with a limit on time and memory.

A file that makes its parser hang, crash or eat memory costs that one process; the other files are
read all the same. The processes are recycled after some hundred files and end with their parent.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from contracts.document import Failure, PageBox, ParsedFile
from contracts.recognition import Recognised
from ingest.guarded import process
from ingest.guarded.fork_server import started_fork_server
from ingest.guarded.stops import died, out_of_memory, out_of_time
from ingest.named import Named

if TYPE_CHECKING:  # the processes load what reads files, not who asks them
    from contracts.reading import Reading
    from ingest.archives.containers import Member
    from ingest.cutting import CutFile
    from ingest.parsers.pdf_places import Words

logger = logging.getLogger(__name__)

FILES_A_PROCESS = 300  # then it is replaced, whatever its libraries leaked
TIMES_BROKEN = 2  # a task is given to a new pool once, should the first one break under it
PARSE = Named("ingest.guarded.parsing", "parse")
CUT = Named("ingest.guarded.parsing", "cut_file")
READ_ON = Named("ingest.reading", "read_on")
READ = Named("ingest.guarded.reading", "read")
LOOK = Named("ingest.guarded.parsing", "look")
SCANNED_PAGES = Named("ingest.guarded.parsing", "scanned_pages")
TAKE_APART = Named("ingest.archives.containers", "take_apart")
UNLOCK = Named("ingest.archives.locked_files", "unlock")
RENDER_PAGE = Named("ingest.parsers.pdf_document", "render_page")
FIND_WORDS = Named("ingest.parsers.pdf_places", "find_words")


class GuardedParsers:
    """Reads files and draws pages in ``processes`` processes; usable from several threads.

    A task may take ``seconds`` and its process ``memory_bytes`` of address space.
    """

    def __init__(self, processes: int, seconds: float, memory_bytes: int) -> None:
        self._processes = processes
        self._seconds = seconds
        self._memory = memory_bytes
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None

    def parse(self, source: bytes | Path, media_type: str) -> ParsedFile:
        """Read a file, best given by its path: a path travels faster than the bytes.

        Raises what the parser raises, and ParserStopped when it did not come to an end.
        """
        parsed: ParsedFile = self._run(PARSE, source, media_type)
        return parsed

    def read(
        self,
        source: bytes | Path,
        media_type: str,
        version_id: int,
        file_name: str,
        recognised: Recognised | None = None,
    ) -> "Reading":
        """Parse a file, and find its clauses, their tags and the facts, all in the process.

        Scanned pages of a PDF bear what was ``recognised`` in them.
        Raises what ``parse`` raises, and EmptyFile or NeedsOCR where there is no text.
        """
        reading: Reading = self._run(
            READ, source, media_type, version_id, file_name, recognised or {}
        )
        return reading

    def cut(self, source: Path, media_type: str, version_id: int, file_name: str) -> "CutFile":
        """The first half of ``read``, for whoever goes on with the clauses meanwhile.

        Raises what ``read`` raises.
        """
        file: CutFile = self._run(CUT, source, media_type, version_id, file_name, {})
        return file

    def read_on(self, file: "CutFile", file_name: str) -> "Reading":
        """The second half of ``read``. Raises ParserStopped."""
        reading: Reading = self._run(READ_ON, file, file_name)
        return reading

    def look(self, source: Path, media_type: str) -> Failure | None:
        """What a person would have to mend in a file: pages that are scans.

        Raises what ``parse`` raises, and EmptyFile or NeedsOCR where there is no text.
        """
        failure: Failure | None = self._run(LOOK, source, media_type)
        return failure

    def take_apart(self, source: Path, media_type: str, folder: Path) -> "tuple[Member, ...]":
        """Put all that an archive or mail holds into a folder.

        Raises what ``ingest.archives.containers.take_apart`` raises, and ParserStopped.
        """
        members: tuple[Member, ...] = self._run(TAKE_APART, source, media_type, folder)
        return members

    def unlock(self, source: Path, media_type: str, passwords: Sequence[str], target: Path) -> bool:
        """Write an unlocked copy of a locked file; False where none of the passwords opens it.

        Raises DamagedFile, OversizedFile and ParserStopped.
        """
        opened: bool = self._run(UNLOCK, source, media_type, passwords, target)
        return opened

    def scanned_pages(self, path: Path) -> tuple[int, ...]:
        """The pages of a PDF that are pictures without text, counted from 1.

        Raises DamagedFile, EncryptedFile and ParserStopped.
        """
        pages: tuple[int, ...] = self._run(SCANNED_PAGES, path)
        return pages

    def render_page(self, path: Path, page: int, width: int) -> bytes:
        """A page of a PDF, counted from 1, as a PNG of ``width`` pixels.

        Raises DamagedFile, EncryptedFile, NotFound and ParserStopped.
        """
        picture: bytes = self._run(RENDER_PAGE, path, page, width)
        return picture

    def find_words(
        self, path: Path, wanted: "Sequence[Words]", recognised: Recognised | None = None
    ) -> tuple[tuple[PageBox, ...], ...]:
        """For each of the words on a PDF's pages their rectangles, one a line.

        Raises DamagedFile, EncryptedFile and ParserStopped.
        """
        found: tuple[tuple[PageBox, ...], ...] = self._run(FIND_WORDS, path, wanted, recognised)
        return found

    def close(self) -> None:
        """End the processes, with what they are doing."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble left this one unannotated
            pool.join()

    def _run(self, function: Callable[..., Any], *arguments: object) -> Any:
        for _ in range(TIMES_BROKEN):
            pool = self._running_pool()
            try:
                task = pool.schedule(
                    process.limited,
                    args=(self._seconds, function, *arguments),
                    timeout=self._seconds,
                )
                result = task.result()
            except BrokenProcessPool:
                logger.warning("the parsers' pool broke and is started anew")
                continue
            except FutureTimeoutError as error:
                raise out_of_time(self._seconds) from error
            except MemoryError as error:
                raise out_of_memory() from error
            except (ProcessExpired, CancelledError) as error:  # cancelled: closed under way
                raise died() from error
            if isinstance(result, process.Refusal):
                raise result.kind(result.message_zh, result.message_en)
            return result
        raise died()

    def _running_pool(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(
                    max_workers=self._processes,
                    max_tasks=FILES_A_PROCESS,
                    initializer=process.prepare,
                    initargs=(self._memory,),
                    context=started_fork_server(),
                )
            return self._pool
