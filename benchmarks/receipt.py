"""The receipt of a folder together with 200 broken files: does it add up, and is nothing lost?

Run it with ``PYTHONPATH=. python benchmarks/receipt.py FOLDER … [--keep BROKEN]``. The broken files
are made of the demo's: cut short, with bytes turned over, filled with zeros, under another's name,
doubled, headless. What is imported is the folders and the broken files; then every path that is
there must stand on the receipt once, with the hash of its bytes, and the receipt must add up.
"""

import argparse
import hashlib
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import cycle, islice, product
from pathlib import Path

from contracts.visibility import EVERYTHING
from index.tantivy_index import TantivyIndex
from ingest.files.folder_files import shown
from ingest.guarded.guard import GuardedParsers
from ingest.run import import_paths
from ingest.worker import work
from store.collections import create_collection
from store.database import Database
from store.files import FileStore
from store.import_runs import items_of
from webapp.receipts.files import FORMS, write_receipt
from webapp.receipts.statement import statement
from webapp.receipts.verifying import check_receipt
from webapp.visible_text import plain

DEMO = Path(__file__).parent.parent / "demo" / "contracts"
BROKEN = 200
LIMIT = 1 << 30  # bytes of a file


def cut(share: float) -> Callable[[bytes], bytes]:
    """A file that was copied in part."""
    return lambda data: data[: int(len(data) * share)]


def turned(every: int) -> Callable[[bytes], bytes]:
    """A file with every so many bytes turned over."""
    return lambda data: bytes(
        255 - byte if place % every == every - 1 else byte for place, byte in enumerate(data)
    )


def zeroed(data: bytes) -> bytes:
    """A file with a hole, as a failing disk leaves it."""
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "half": cut(0.5),
    "nearly all": cut(0.97),
    "first bytes": cut(0.01),
    "some bytes": turned(997),
    "many bytes": turned(31),
    "hole": zeroed,
    "doubled": lambda data: data + data,
    "headless": lambda data: data[64:],
    "backwards": lambda data: data[::-1],
    "empty": lambda data: b"",
}
SUFFIXES = (None, ".pdf", ".docx", ".zip", ".eml", ".txt", ".xlsx", ".msg", ".tiff", ".doc")


def make_broken(folder: Path) -> None:
    """Make the broken files."""
    sources = sorted(path for path in DEMO.rglob("*") if path.is_file())
    pairs = product(sources, WAYS.items())
    for number, ((source, (way, spoil)), suffix) in enumerate(
        zip(islice(pairs, BROKEN), cycle(SUFFIXES), strict=False)
    ):
        name = f"{number:03} {way} {source.stem}{suffix or source.suffix}"
        (folder / name).write_bytes(spoil(source.read_bytes()))


def main() -> None:
    """Import, and print the sums."""
    options = argparse.ArgumentParser()
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--keep", type=Path, help="where to leave the broken files")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as made:
        broken = chosen.keep or Path(made)
        broken.mkdir(parents=True, exist_ok=True)
        make_broken(broken)
        begun = time.perf_counter()
        run_import(Path(data), [*chosen.folders, broken])
        print(f"{time.perf_counter() - begun:.0f} s")


def run_import(data: Path, folders: Sequence[Path]) -> None:
    """Import the folders into a fresh data folder and look at the receipt."""
    with (
        closing(Database(f"sqlite:///{data}/tiaoli.sqlite")) as database,
        closing(GuardedParsers(processes=2, seconds=120, memory_bytes=1 << 30)) as parsers,
    ):
        database.upgrade()
        with database.write() as connection:
            collection_id = create_collection(connection, "benchmark")
        files, index = FileStore(data / "files"), TantivyIndex(data / "index")
        index.rebuild((), 0)
        run = import_paths(
            database, files, folders, collection_id=collection_id, started_by="benchmark",
            size_limit=LIMIT,
        )  # fmt: skip
        work(database, files, index, parsers, stop=threading.Event(), processes=2, until_idle=True)
        with database.read() as connection:
            stated = statement(connection, run.id, EVERYTHING, "en")
            items = items_of(connection, run.id, EVERYTHING)
    for label, value in stated.facts[6:]:
        print(f"{label}: {value}")
    causes = Counter((item.outcome, item.failure.code) for item in items if item.failure)
    for (outcome, code), count in causes.most_common():
        print(f"  {outcome} {code}: {count}")
    check(folders, stated.rows)
    for form in FORMS:
        checked = check_receipt(write_receipt(stated, form))
        print(f"{form}: intact {checked.is_intact}, adds up {checked.adds_up}")


def check(folders: Sequence[Path], rows: Sequence[tuple[str, ...]]) -> None:
    """Every file that is there stands on the receipt once, with its hash."""
    there = [path for folder in folders for path in folder.resolve().rglob("*") if path.is_file()]
    on_it = Counter(row[1] for row in rows)
    hashes = {row[1]: row[3] for row in rows}
    wrong = [
        path
        for path in there
        if on_it[plain(shown(path))] != 1
        or hashes[plain(shown(path))] != hashlib.sha256(path.read_bytes()).hexdigest()
    ]
    print(f"{len(there)} files there, {len(wrong)} of them not on the receipt as they are")


if __name__ == "__main__":
    main()
