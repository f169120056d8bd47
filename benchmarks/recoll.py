"""The same folder and the same queries in recoll (Debian's recollcmd) and here, in one run.

Contracts are made by recombining real sentences (seeded). recoll finds files, we find clauses: the
documents are compared that hold every word. Its times hold the start of its process, which is
measured by itself.

    python benchmarks/recoll.py [--files 250] [--texts ../shared]
"""

import argparse
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from search import CLAUSES_PER_DOCUMENT, QUERIES
from sentences import sentences

from contracts.document import Block, BlockKind, ParsedFile
from contracts.visibility import EVERYTHING
from index.protocol import ClauseEntry, DocumentEntry
from index.query_language import parse
from index.tantivy_index import TantivyIndex
from ingest.reading import understand

TIMES = 9
# Form of query → how recoll writes it. Its NEAR counts words, and its own ~ is another.
IN_RECOLL = {
    "word of two hanzi": "违约",
    "phrase of four hanzi": '"不可抗力"',
    "single hanzi": "罚",
    "and": "违约金 逾期",
    "or": "违约金 OR 保密 OR termination",
    "not": "合同 -解除",
    "near": '"违约 赔偿"p10',
    "short Latin word": "term",
    "Latin phrase": '"limitation of liability"',
    "prefix": "confid*",
    "pasted words": "Either party may terminate this Agreement upon thirty days written notice",
}


def main() -> None:
    """Make the folder, index it twice, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=250)
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    program, indexer = shutil.which("recollq"), shutil.which("recollindex")
    if program is None or indexer is None:
        raise SystemExit("needs Debian's recollcmd")
    with tempfile.TemporaryDirectory() as scratch:
        folder, settings = Path(scratch) / "contracts", Path(scratch) / "recoll"
        fill(folder, list(sentences(arguments.texts)), arguments.files)
        settings.mkdir()
        (settings / "recoll.conf").write_text(f"topdirs = {folder}\n")
        theirs, seconds = partial(asked, program, settings), timed(indexer, "-c", str(settings))
        print(f"recoll: {arguments.files / seconds:.0f} files/s, {size(settings) / 1e6:.1f} MB")
        index = TantivyIndex(Path(scratch) / "index")
        begun = time.perf_counter()
        index.rebuild(map(entry, range(1, arguments.files + 1), sorted(folder.iterdir())), 1)
        seconds = time.perf_counter() - begun
        print(f"ours:   {arguments.files / seconds:.0f} files/s, "
              f"{size(Path(scratch) / 'index') / 1e6:.1f} MB, tags and facts included")  # fmt: skip
        print(f"{'':26}{'recoll ms':>11}{'files':>8}{'ours ms':>11}{'files':>8}")
        print(f"{'(nothing to be found)':26}{milliseconds(partial(theirs, 'zzyzx')):11.1f}")
        for name, typed in IN_RECOLL.items():
            query = parse(QUERIES[name])
            search = partial(index.search, query, visible=EVERYTHING)
            print(f"{name:26}{milliseconds(partial(theirs, typed)):11.1f}{theirs(typed):8}"
                  f"{milliseconds(search):11.1f}{search().facets.documents:8}")  # fmt: skip


def fill(folder: Path, pool: Sequence[str], files: int) -> None:
    """Write so many contracts of forty clauses."""
    chance = random.Random(7)
    folder.mkdir()
    for number in range(1, files + 1):
        text = contract(pool, number, chance)
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def contract(pool: Sequence[str], number: int, chance: random.Random) -> str:
    """A contract of 40 numbered clauses of one to four sentences each."""
    clauses = (
        f"第{order}条 {''.join(chance.choices(pool, k=chance.randint(1, 4)))}"
        for order in range(1, CLAUSES_PER_DOCUMENT + 1)
    )
    return "\n".join([f"售后服务合同第{number}号", *clauses])


def entry(number: int, path: Path) -> DocumentEntry:
    """A file as our index takes it, read as an import reads it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))
    read = understand(ParsedFile(blocks, "benchmark 1"), number, path.name)
    clauses = (
        ClauseEntry(
            clause.id, clause.order, clause.text, clause.heading,
            tuple(tag.clause_type for tag in read.tags.get(clause.id, ()) if not tag.weak),
        )
        for clause in read.clauses
    )  # fmt: skip
    return DocumentEntry(
        number, number, 1, "folder", path.stem, "contract", "", "zh-Hans", (), None, tuple(clauses)
    )


def asked(program: str, settings: Path, typed: str) -> int:
    """How many files recoll finds; it prints the first twenty."""
    command = [program, "-c", str(settings), "-n", "20", typed]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^(\d+) results", answer, re.MULTILINE)
    return int(found[1]) if found else 0


def timed(*command: str) -> float:
    """Seconds that a command takes."""
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begun


def size(folder: Path) -> int:
    """Bytes under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def milliseconds(action: Callable[[], object]) -> float:
    """The median of some runs."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        action()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
