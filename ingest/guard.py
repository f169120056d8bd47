"""Parsers in processes of their own, with a limit on time and memory.

A file that makes its parser hang, crash or eat memory costs that one process; the other files are
read all the same. The processes are recycled after some hundred files and end with their parent.
"""

import logging
import multiprocessing
import os
import resource
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from contracts.document import Failure, PageBox, ParsedFile
from contracts.errors import ParserStopped, TiaoliError
from contracts.recognition import Recognised
from ingest.containers import Member, take_apart
from ingest.fork_server import started_fork_server
from ingest.locked_files import unlock
from ingest.parsers import parser_for, pdf
from ingest.parsers.pdf_document import render_page
from ingest.parsers.pdf_places import Words, find_words
from ingest.reading import Reading, look_over, understand

logger = logging.getLogger(__name__)

FILES_A_PROCESS = 300  # then it is replaced, whatever its libraries leaked
TIMES_BROKEN = 2  # a task is given to a new pool once, should the first one break under it


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An error on its way back: exceptions with two arguments do not survive pickling."""

    kind: type[TiaoliError]
    message_zh: str
    message_en: str


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
        parsed: ParsedFile = self._run(_parse, source, media_type)
        return parsed

    def read(
        self,
        source: bytes | Path,
        media_type: str,
        version_id: int,
        file_name: str,
        recognised: Recognised | None = None,
    ) -> Reading:
        """Parse a file, and find its clauses, their tags and the facts, all in the process.

        Scanned pages of a PDF bear what was ``recognised`` in them.
        Raises what ``parse`` raises, and EmptyFile or NeedsOCR where there is no text.
        """
        reading: Reading = self._run(
            _read, source, media_type, version_id, file_name, recognised or {}
        )
        return reading

    def look(self, source: Path, media_type: str) -> Failure | None:
        """What a person would have to mend in a file: pages that are scans.

        Raises what ``parse`` raises, and EmptyFile or NeedsOCR where there is no text.
        """
        failure: Failure | None = self._run(_look, source, media_type)
        return failure

    def take_apart(self, source: Path, media_type: str, folder: Path) -> tuple[Member, ...]:
        """Put all that an archive or mail holds into a folder.

        Raises what ``ingest.containers.take_apart`` raises, and ParserStopped.
        """
        members: tuple[Member, ...] = self._run(take_apart, source, media_type, folder)
        return members

    def unlock(self, source: Path, media_type: str, passwords: Sequence[str], target: Path) -> bool:
        """Write an unlocked copy of a locked file; False where none of the passwords opens it.

        Raises DamagedFile, OversizedFile and ParserStopped.
        """
        opened: bool = self._run(unlock, source, media_type, passwords, target)
        return opened

    def scanned_pages(self, path: Path) -> tuple[int, ...]:
        """The pages of a PDF that are pictures without text, counted from 1.

        Raises DamagedFile, EncryptedFile and ParserStopped.
        """
        pages: tuple[int, ...] = self._run(_scanned_pages, path)
        return pages

    def render_page(self, path: Path, page: int, width: int) -> bytes:
        """A page of a PDF, counted from 1, as a PNG of ``width`` pixels.

        Raises DamagedFile, EncryptedFile, NotFound and ParserStopped.
        """
        picture: bytes = self._run(render_page, path, page, width)
        return picture

    def find_words(
        self, path: Path, wanted: Sequence[Words], recognised: Recognised | None = None
    ) -> tuple[tuple[PageBox, ...], ...]:
        """For each of the words on a PDF's pages their rectangles, one a line.

        Raises DamagedFile, EncryptedFile and ParserStopped.
        """
        found: tuple[tuple[PageBox, ...], ...] = self._run(find_words, path, wanted, recognised)
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
                    _limited, args=(self._seconds, function, *arguments), timeout=self._seconds
                )
                result = task.result()
            except BrokenProcessPool:
                logger.warning("the parsers' pool broke and is started anew")
                continue
            except FutureTimeoutError as error:
                raise _out_of_time(self._seconds) from error
            except MemoryError as error:
                raise _out_of_memory() from error
            except (ProcessExpired, CancelledError) as error:  # cancelled: closed under way
                raise _died() from error
            if isinstance(result, _Refusal):
                raise result.kind(result.message_zh, result.message_en)
            return result
        raise _died()

    def _running_pool(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(
                    max_workers=self._processes,
                    max_tasks=FILES_A_PROCESS,
                    initializer=_prepare_process,
                    initargs=(self._memory,),
                    context=started_fork_server(),
                )
            return self._pool


def _prepare_process(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent's end. (PR_SET_PDEATHSIG would wait for the fork server's instead.)"""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _limited(seconds: float, function: Callable[..., Any], *arguments: object) -> Any:
    """Run in the process: errors for people come back as values.

    The limit on processor time ends even what never lets another thread run.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime + 2 * seconds + 2)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
    try:
        return function(*arguments)
    except TiaoliError as error:
        return _Refusal(type(error), error.message_zh, error.message_en)


def _parse(
    source: bytes | Path, media_type: str, recognised: Recognised | None = None
) -> ParsedFile:
    data = source if isinstance(source, bytes) else source.read_bytes()
    return pdf.parse(data, recognised) if recognised else parser_for(media_type)(data)


def _read(
    source: bytes | Path,
    media_type: str,
    version_id: int,
    file_name: str,
    recognised: Recognised,
) -> Reading:
    return understand(_parse(source, media_type, recognised), version_id, file_name)


def _scanned_pages(path: Path) -> tuple[int, ...]:
    return pdf.scanned_pages(path.read_bytes())


def _look(source: Path, media_type: str) -> Failure | None:
    return look_over(_parse(source, media_type))


def _out_of_time(seconds: float) -> ParserStopped:
    return ParserStopped(
        f"读取文件超过 {seconds:g} 秒，已停止。请确认文件正常，或用原程序另存后重新上传。",
        f"Reading the file took more than {seconds:g} seconds and was stopped. "
        "Check the file, or save it again in its own program and upload that.",
    )


def _out_of_memory() -> ParserStopped:
    return ParserStopped(
        "读取文件所需内存超出限制，已停止。请确认文件正常，或拆分后重新上传。",
        "Reading the file took more memory than is allowed and was stopped. "
        "Check the file, or split it and upload the parts.",
    )


def _died() -> ParserStopped:
    return ParserStopped(
        "读取文件的程序意外中止。请确认文件正常，或用原程序另存后重新上传。",
        "The program that reads the file stopped unexpectedly. "
        "Check the file, or save it again in its own program and upload that.",
    )
