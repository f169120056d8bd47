"""Is anything lost or doubled when Celery's workers are killed and the broker forgets everything?

    python benchmarks/kill_celery.py amqp://guest:guest@127.0.0.1:5672// [--kills 3] [--files 2000]

Files are received, then the server's own sweeper and worker read them. The worker is killed again
and again with ``kill -9``, and once, between two kills, all messages are taken from the broker.
Printed, and to be 0: files that are not indexed, files that became two documents or two items, and
problems that ``check`` finds. Without a broker's address, the embedded worker does it alone.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from kill import CONTRACT, report
from kombu import Connection

from ingest.run import import_paths
from store import jobs, outbox
from store.collections import create_collection
from webapp.services import Services, open_services
from webapp.settings import Settings

PATIENCE = 600  # seconds without any progress


def main() -> None:
    """Read under fire, and count what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("broker", nargs="?", default="")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--files", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        queue = {"TIAOLI_QUEUE": "celery", "TIAOLI_BROKER_URL": options.broker}
        chosen = queue if options.broker else {}
        chosen |= {"TIAOLI_BROKER_QUEUE": f"kill-{uuid4().hex}", "TIAOLI_ENCODER_WEIGHTS": "/none"}
        settings = Settings.from_environment(Path(folder), environment=chosen)
        with open_services(settings) as services:
            acknowledged = receive(services, Path(folder) / "incoming", options.files)
            began = time.monotonic()
            read_under_fire(services, options.kills, options.files)
        print(f"{options.files} files in {time.monotonic() - began:.0f} s")
        if options.broker:
            wipe(settings)
        sys.exit(report(settings.database_url, settings.data, acknowledged, options.files))


def receive(services: Services, folder: Path, files: int) -> set[str]:
    """Import small contracts; the paths that are acknowledged."""
    folder.mkdir()
    paths = [folder / f"合同 {number:04}.txt" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_text(CONTRACT.format(number=number), encoding="utf-8")
    with services.database.write() as connection:
        collection_id = create_collection(connection, "合同")
    import_paths(
        services.database, services.files, [folder],
        collection_id=collection_id, started_by="kill", size_limit=1 << 20,
    )  # fmt: skip
    return set(map(str, paths))


def read_under_fire(services: Services, kills: int, files: int) -> None:
    """Kill the worker whenever a further share was read; the broker's turn is in the middle."""
    celery = services.settings.queue == "celery"
    sweeper = start("sweeper", services.settings) if celery else None
    worker = start("worker", services.settings)
    try:
        for kill in range(1, kills + 1):
            wait_until(unread, services, files - files * kill // (kills + 1), worker)
            if celery and kill == 1 + kills // 2:
                wipe(services.settings)
                print("broker wiped")
            worker.kill()
            worker.wait()
            print(f"worker killed, {unread(services)} of {files} left to read")
            worker = start("worker", services.settings)
        wait_until(unfinished, services, 0, worker)
    finally:
        for process in filter(None, (sweeper, worker)):
            process.terminate()
            process.wait()


def start(module: str, settings: Settings) -> subprocess.Popen[bytes]:
    """A process of the server, with its own settings."""
    environment = {**os.environ, **settings.environment()}
    return subprocess.Popen([sys.executable, "-m", f"webapp.processes.{module}"], env=environment)


def unread(services: Services) -> int:
    """How many files are not read."""
    with services.database.read() as connection:
        return jobs.count(connection)


def unfinished(services: Services) -> int:
    """How many files are not read, or not in the index."""
    with services.database.read() as connection:
        return jobs.count(connection) + outbox.count(connection)


def wait_until(
    count: Callable[[Services], int],
    services: Services,
    most: int,
    worker: subprocess.Popen[bytes],
) -> None:
    """Until the worker has left at most so many."""
    last, deadline = -1, time.monotonic() + PATIENCE
    while (now := count(services)) > most:
        if now != last:
            last, deadline = now, time.monotonic() + PATIENCE
        if time.monotonic() > deadline or worker.poll() is not None:
            raise RuntimeError(f"{now} files wait, the worker's status is {worker.poll()}")
        time.sleep(0.05)


def wipe(settings: Settings) -> None:
    """Let the broker forget the queue and all that it holds."""
    with Connection(settings.broker_url) as connection:
        connection.default_channel.queue_delete(settings.broker_queue)


if __name__ == "__main__":
    main()
