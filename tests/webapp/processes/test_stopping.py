"""A worker told to stop while a slow file is read: it ends in time, and the file is read later."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from installation import CONTRACT, Installation
from sqlalchemy import select

from contracts.document import VersionStatus
from contracts.visibility import EVERYTHING
from store.collections import create_collection
from store.documents import get_version
from store.queue_tables import jobs
from webapp.services import open_services
from webapp.settings import Settings

PATIENCE = 60.0  # seconds for what takes one or two on an idle machine

EMBEDDED = """
from pathlib import Path

from ingest.guarded import grace, guard
from ingest.named import Named
from webapp.processes import worker
from webapp.settings import Settings

if __name__ == "__main__":
    guard.READ = Named("slow_reading", "read")
    grace.GRACE_SECONDS = 0.5
    worker.run(Settings.from_environment(Path("data")))
"""
CELERY = EMBEDDED.replace(
    'if __name__ == "__main__":',
    'if __name__ == "__main__":\n'
    "    from celery.signals import worker_ready\n"
    "    from webapp.tasks import read\n"
    "    worker_ready.connect(lambda **_: read.delay(1), weak=False)",
)


@pytest.mark.parametrize(
    ("program", "settings"),
    [
        (EMBEDDED, {}),
        # Its broker is in the same process, which therefore sends the message too.
        (CELERY, {"TIAOLI_QUEUE": "celery", "TIAOLI_BROKER_URL": "memory://"}),
    ],
    ids=["embedded", "celery"],
)
def test_a_worker_told_to_stop_ends_in_time_and_its_slow_file_is_read_later(
    program: str, settings: dict[str, str], tmp_path: Path
) -> None:
    with open_services(Settings.from_environment(tmp_path / "data", environment={})) as services:
        with services.database.write() as connection:
            collection = create_collection(connection, "合同")
        installation = Installation(services.database, services.files, collection)
        version_id = installation.receive(CONTRACT)
        worker = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        begun = tmp_path / f"{version_id}.begun"
        deadline = time.monotonic() + PATIENCE
        while not begun.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert begun.exists()
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
        with services.database.read() as connection:
            job = connection.execute(select(jobs)).one()
        assert (job.attempts, job.stops, job.leased_by) == (0, 0, None)
        installation.work()
        with services.database.read() as connection:
            read = get_version(connection, version_id, EVERYTHING)
        assert read.status is VersionStatus.INDEXED
