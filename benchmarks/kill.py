"""Is anything lost when the worker and a receiving process are killed at random moments?

Run it with ``python benchmarks/kill.py [--kills 20] [--files 300] [--database URL]``. An import of
small files is interrupted by ``kill -9`` again and again, then brought to its end. Three figures
are printed, and must be 0: files that were acknowledged and aren't there or can't be found, files
that became two documents or two items, and problems that ``check`` finds.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import IO, cast

from contracts.visibility import EVERYTHING
from index.tantivy_index import TantivyIndex
from ingest.guarded.guard import GuardedParsers
from ingest.run import import_paths, receipt
from ingest.upkeep.check import check
from ingest.worker import work
from store.collections import create_collection
from store.database import Database
from store.document_list import list_documents
from store.files import FileStore
from store.import_items import Outcome
from store.import_runs import items_of, list_runs

CONTRACT = """售后服务合同（第{number}号）
第一条 服务范围
乙方负责第{number}批产品的维修、更换与技术支持。
第二条 响应时间
乙方应在接到通知后{number}小时内响应。
第三条 违约责任
乙方逾期的，每逾期一日应向甲方支付合同总价千分之一的违约金。
"""
RECEIVED = "received "


def main() -> None:
    """Play the part that the command line asks for: the test, the receiver or the worker."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--database", help="default: SQLite in a temporary folder")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--part", choices=["receive", "work"], help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part == "receive":
        receive_all(options.database, options.data)
    elif options.part == "work":
        work_until_idle(options.database, options.data)
    else:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            url = options.database or f"sqlite:///{data}/tiaoli.sqlite"
            random.seed(options.seed)
            print(f"seed {options.seed}")
            sys.exit(interrupt(url, data, options.kills, options.files))


def interrupt(url: str, data: Path, kills: int, files: int) -> int:
    """Import under fire, then in peace, and count what is wrong."""
    (data / "incoming").mkdir()
    for number in range(files):
        path = data / "incoming" / f"合同 {number:04}.txt"
        path.write_text(CONTRACT.format(number=number), encoding="utf-8")
    with closing(Database(url)) as database:
        database.upgrade()
        with database.write() as connection:
            create_collection(connection, "合同")
    TantivyIndex(data / "index").rebuild((), 0)
    acknowledged: set[str] = set()
    for _ in range(kills):
        kill_worker = kill_soon(start("work", url, data))
        if len(acknowledged) < files:
            acknowledged |= receive_some(url, data, acknowledged, 2 * files // kills)
        kill_worker.join()
    acknowledged |= acknowledged_by(start("receive", url, data).communicate()[0])
    start("work", url, data).communicate()
    return report(url, data, acknowledged, files)


def receive_some(url: str, data: Path, known: set[str], most: int) -> set[str]:
    """Receive up to ``most`` more files, or a few above, and be killed; what is acknowledged."""
    receiver = start("receive", url, data)
    acknowledged = set(known)
    until = len(known) + random.randint(0, most)
    for line in cast(IO[str], receiver.stdout):
        acknowledged |= acknowledged_by(line)
        if len(acknowledged) >= until:
            time.sleep(random.uniform(0, 0.02))
            receiver.kill()
            break
    # What was printed before the kill was acknowledged too.
    return acknowledged | acknowledged_by(receiver.communicate()[0])


def kill_soon(worker: subprocess.Popen[str]) -> threading.Thread:
    """Kill the worker at a random moment after it has begun."""

    def wait_and_kill() -> None:
        cast(IO[str], worker.stdout).readline()
        time.sleep(random.uniform(0, 3.0))
        worker.kill()
        worker.communicate()

    thread = threading.Thread(target=wait_and_kill)
    thread.start()
    return thread


def start(part: str, url: str, data: Path) -> subprocess.Popen[str]:
    """A process of its own that receives or works, and says what it does line by line."""
    command = [
        sys.executable, __file__, "--part", part, "--database", url, "--data", str(data)
    ]  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledged_by(output: str) -> set[str]:
    """The paths that a receiver said it has received."""
    lines = output.splitlines()
    return {line.removeprefix(RECEIVED) for line in lines if line.startswith(RECEIVED)}


def receive_all(url: str, data: Path) -> None:
    """Import the folder, or go on where the import was cut short; tell what was acknowledged."""
    with closing(Database(url)) as database:
        paths = sorted((data / "incoming").iterdir())
        print("ready", flush=True)
        import_paths(
            database,
            FileStore(data / "files"),
            [data / "incoming"],
            collection_id=1,
            started_by="kill",
            size_limit=1 << 20,
            progress=lambda done, total: print(f"{RECEIVED}{paths[done - 1]}", flush=True),
        )


def work_until_idle(url: str, data: Path) -> None:
    """Read and index until nothing is left to do."""
    with (
        closing(Database(url)) as database,
        closing(GuardedParsers(processes=2, seconds=30, memory_bytes=1 << 30)) as parsers,
    ):
        print("ready", flush=True)
        index = TantivyIndex(data / "index")
        files = FileStore(data / "files")
        work(database, files, index, parsers, stop=threading.Event(), until_idle=True)


def report(url: str, data: Path, acknowledged: set[str], files: int) -> int:
    """Print lost, doubled and problems; how many there are together."""
    with closing(Database(url)) as database:
        store = FileStore(data / "files")
        index = TantivyIndex(data / "index")
        problems = check(database, store, index, stray_after=-1)
        with database.read() as connection:
            runs = list_runs(connection, EVERYTHING)
            # Runs after it, begun when all was received already, rightly found duplicates.
            first = runs[-1].id
            items = items_of(connection, first, EVERYTHING)
            documents = list_documents(connection, EVERYTHING).total
            counts = receipt(connection, first, EVERYTHING).counts
    found = {item.path for item in items if item.outcome is Outcome.INDEXED}
    lost = [path for path in acknowledged if path not in found]
    paths = {item.path for item in items}
    doubled = (len(items) - len(paths)) + (documents - len(paths))
    print(f"{counts}; {len(acknowledged)} of {files} acknowledged, {len(runs)} run(s)")
    for problem in problems:
        print(problem.message_en)
    print(f"lost {len(lost)}, doubled {doubled}, problems {len(problems)}")
    return len(lost) + doubled + len(problems)


if __name__ == "__main__":
    main()
