"""How long importing a folder takes, against bare text extraction of the same files.

Run it with ``python benchmarks/import_folder.py FOLDER [--processes 2] [--database URL]``. The
folder is imported into a fresh data folder: received, read, tagged, stored, indexed. The bare
extraction gives the same files to the libraries alone (pdfium's text, lxml over document.xml,
selectolax's text, or decoding), in as many processes. Aims: at most 3 times as long, and at most
500 MB for each worker process, however many files there are.
"""

import argparse
import io
import multiprocessing
import os
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
from ingest.guard import GuardedParsers
from ingest.media_type import sniff
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from contracts.visibility import Visible
from index.tantivy_index import TantivyIndex
from ingest.run import files_under, import_paths, receipt
from ingest.worker import work
from store.collections import create_collection
from store.consistency import clause_count
from store.database import Database
from store.files import FileStore


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
    print(f"bare extraction {bare:.2f} s, the pipeline {pipeline / bare:.1f} times as long")


def import_folder(url: str, data: Path, folder: Path, processes: int) -> float:
    """Import the folder and print what came of it; the seconds that reading took."""
    with (
        closing(Database(url)) as database,
        closing(GuardedParsers(processes=processes, seconds=60, memory_bytes=1 << 30)) as parsers,
    ):
        database.upgrade()
        with database.write() as connection:
            collection_id = create_collection(connection, "benchmark")
        files, index = FileStore(data / "files"), TantivyIndex(data / "index")
        index.rebuild((), 0)
        memory = PeakMemory()
        begun = time.perf_counter()
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
        memory.stop()
        with database.read() as connection:
            result = receipt(connection, run.id, Visible.everything())
            clauses = clause_count(connection)
    counts = result.counts
    print(counts)
    for cause in result.causes:
        print(f"  {cause.outcome} {cause.failure.code}: {len(cause.items)}")
    print(f"{clauses} clauses, {clauses / max(1, counts.indexed):.1f} per document")
    print(f"received in {received - begun:.2f} s, read and indexed in {done - received:.2f} s")
    print(f"peak memory, MB: this process {memory.own:.0f}, its processes {memory.children}")
    return done - begun


class PeakMemory:
    """Watches the resident memory of this process and of those it starts (Linux)."""

    def __init__(self) -> None:
        self._peaks: dict[int, int] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching."""
        self._stopped.set()
        self._thread.join()

    @property
    def own(self) -> float:
        """The peak of this process, in MB."""
        return self._peaks.get(os.getpid(), 0) / 1024

    @property
    def children(self) -> list[int]:
        """The peaks of the processes it started, in MB, largest first."""
        peaks = (peak for process, peak in self._peaks.items() if process != os.getpid())
        return sorted((round(peak / 1024) for peak in peaks), reverse=True)[:8]

    def _watch(self) -> None:
        while not self._stopped.wait(0.1):
            for process in descendants(os.getpid()):
                self._peaks[process] = max(self._peaks.get(process, 0), peak_kilobytes(process))


def descendants(process: int) -> list[int]:
    """A process and all that it started, directly or not."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            found += descendants(int(child))
    return found


def peak_kilobytes(process: int) -> int:
    """The most memory that a process has held so far; 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peaks[0]) if peaks else 0


def bare_extraction(folder: Path, processes: int) -> float:
    """The seconds that the libraries alone take for the files of a folder."""
    paths = [path for path in files_under(folder.resolve()) if isinstance(path, Path)]
    with multiprocessing.get_context("forkserver").Pool(processes) as pool:
        pool.map(extract, paths[:processes])  # the libraries are loaded by then
        begun = time.perf_counter()
        pool.map(extract, paths, chunksize=1)
        return time.perf_counter() - begun


def extract(path: Path) -> int:
    """The text of one file by its library alone; its length."""
    data = path.read_bytes()
    bare: dict[str, Callable[[bytes], str]] = {
        "application/pdf": pdf_text,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word_text,
        "text/html": html_text,
    }
    try:
        return len(bare.get(sniff(data, path.name), plain_text)(data))
    except (pypdfium2.PdfiumError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError):
        return 0


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
