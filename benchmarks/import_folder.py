"""How long importing a folder takes, against bare text extraction of the same files.

Run it with ``python benchmarks/import_folder.py FOLDER [--processes 2] [--database URL]``. The
folder is imported into a fresh data folder: received, read, tagged, stored, indexed. The bare
extraction gives the same files to the libraries alone (pdfium's text, lxml over document.xml,
selectolax's text, or decoding), in as many processes. Aims: at most 3 times as long, and at most
500 MB for each worker process, however many files there are.
"""

import argparse
import contextlib
import io
import multiprocessing
import os
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from contracts.visibility import EVERYTHING
from index.tantivy_index import TantivyIndex
from ingest.files.folder_files import files_under
from ingest.files.media_type import sniff
from ingest.guarded.fork_server import started_fork_server
from ingest.guarded.guard import GuardedParsers
from ingest.run import import_paths, receipt
from ingest.worker import work
from store.collections import create_collection
from store.database import Database
from store.files import FileStore
from store.index_contents import clause_counts, readable_documents
from webapp.one_heap import share_one_heap

MOST_TOLD = 4  # processes


def main() -> None:
    """Import, extract, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--database", help="default: SQLite in a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/tiaoli.sqlite"
        pipeline = import_folder(url, Path(folder), options.folder, options.processes)
    bare = bare_extraction(options.folder, options.processes)
    print(f"bare extraction: {bare.wall:.2f} s, processor {bare.processor:.2f} s")
    print(
        f"the pipeline takes {pipeline.wall / bare.wall:.1f} times as long,"
        f" and {pipeline.processor / bare.processor:.1f} times the processor"
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds by the clock and of the processors; the latter hold on a busy machine too."""

    wall: float
    processor: float


def import_folder(url: str, data: Path, folder: Path, processes: int) -> Figures:
    """Import the folder, print what came of it, and say what it took."""
    share_one_heap()  # as the worker does
    with (
        closing(Database(url)) as database,
        closing(GuardedParsers(processes=processes, seconds=60, memory_bytes=1 << 30)) as parsers,
    ):
        database.upgrade()
        with database.write() as connection:
            collection_id = create_collection(connection, "benchmark")
        files, index = FileStore(data / "files"), TantivyIndex(data / "index")
        index.rebuild((), 0)
        watch = Watch()
        begun = time.perf_counter()
        started_fork_server()  # as the command line does: it loads while files are received
        run = import_paths(
            database,
            files,
            [folder],
            collection_id=collection_id,
            started_by="benchmark",
            size_limit=1 << 30,
        )
        received = time.perf_counter()
        work(
            database,
            files,
            index,
            parsers,
            stop=threading.Event(),
            processes=processes,
            until_idle=True,
        )
        done = time.perf_counter()
        watch.stop()
        with database.read() as connection:
            result = receipt(connection, run.id, EVERYTHING)
            held = readable_documents(connection)
            clauses = sum(clause_counts(connection, held).values())
    counts = result.counts
    print(counts)
    for cause in result.causes:
        print(f"  {cause.outcome} {cause.failure.code}: {len(cause.items)}")
    print(f"{clauses} clauses, {clauses / max(1, counts.indexed):.1f} per document")
    print(f"received in {received - begun:.2f} s, read and indexed in {done - received:.2f} s")
    own, *others = watch.memory
    print(f"peak memory of the worker's own process: {own}")
    print(f"of those it started: {'; '.join(map(str, others[:MOST_TOLD]))}")
    print(f"processor {watch.seconds:.2f} s in all")
    return Figures(done - begun, watch.seconds)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process held at most, in MB: in all, of its own (anonymous), and of mapped files.

    Files are the libraries and the index: the system takes their pages back when it needs them.
    """

    whole: float = 0.0
    own: float = 0.0
    files: float = 0.0

    def __str__(self) -> str:
        return f"{self.whole:.0f} MB ({self.own:.0f} its own, {self.files:.0f} mapped files)"


class Watch:
    """Watches the memory and processor time of this process and those it starts (Linux)."""

    def __init__(self) -> None:
        self._memory: dict[int, Memory] = {}
        self._used: dict[int, float] = {}  # processor seconds
        self._before = processor_seconds(os.getpid())
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching."""
        self._stopped.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """Processor time of all of them together, since watching began."""
        return sum(self._used.values()) - self._before

    @property
    def memory(self) -> list[Memory]:
        """The peaks: this process first, then the others, largest first."""
        peaks = dict(self._memory)
        own = peaks.pop(os.getpid(), Memory())
        return [own, *sorted(peaks.values(), key=lambda peak: peak.whole, reverse=True)]

    def _watch(self) -> None:
        while not self._stopped.wait(0.1):
            for process in descendants(os.getpid()):
                with contextlib.suppress(OSError):  # it has ended
                    before = self._memory.get(process, Memory())
                    self._memory[process] = peak_memory(process, before)
                    self._used[process] = processor_seconds(process)


def descendants(process: int) -> list[int]:
    """A process and all that it started, directly or not."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # the thread has ended
            for child in task.read_text(encoding="ascii").split():
                found += descendants(int(child))
    return found


def peak_memory(process: int, before: Memory) -> Memory:
    """The most that a process has held so far; its parts are those of the moments looked at."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    megabytes = {
        name: int(rest.split()[0]) / 1024
        for name, _, rest in (line.partition(":") for line in status.splitlines())
        if name in ("VmHWM", "RssAnon", "RssFile")
    }
    return Memory(
        megabytes.get("VmHWM", before.whole),
        max(before.own, megabytes.get("RssAnon", 0.0)),
        max(before.files, megabytes.get("RssFile", 0.0)),
    )


def processor_seconds(process: int) -> float:
    """User and system time of a process so far: fields 14 and 15 of /proc/PID/stat."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bare_extraction(folder: Path, processes: int) -> Figures:
    """What the libraries alone take for the files of a folder."""
    paths = [path for path in files_under(folder.resolve()) if isinstance(path, Path)]
    with multiprocessing.get_context("forkserver").Pool(processes) as pool:
        pool.map(extract, paths[:processes])  # the libraries are loaded by then
        begun = time.perf_counter()
        used = sum(pool.map(extract, paths, chunksize=1))
        return Figures(time.perf_counter() - begun, used)


def extract(path: Path) -> float:
    """Take the text of one file by its library alone; the processor seconds it took."""
    begun = time.process_time()
    data = path.read_bytes()
    bare: dict[str, Callable[[bytes], str]] = {
        "application/pdf": pdf_text,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word_text,
        "text/html": html_text,
    }
    unreadable = (pypdfium2.PdfiumError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError)
    with contextlib.suppress(*unreadable):
        bare.get(sniff(data, path.name), plain_text)(data)
    return time.process_time() - begun


def pdf_text(data: bytes) -> str:
    """pdfium's text of all pages."""
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def word_text(data: bytes) -> str:
    """The text nodes of document.xml."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(map(str, etree.fromstring(package.read("word/document.xml")).itertext()))


def html_text(data: bytes) -> str:
    """selectolax's text."""
    return str(LexborHTMLParser(data).text())


def plain_text(data: bytes) -> str:
    """The bytes decoded."""
    return data.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
