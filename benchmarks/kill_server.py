"""Is anything lost when the server's processes are killed at random while files are uploaded?

The real ``tiaoli serve`` runs on a folder of its own. Files go through the upload form one by one,
each sent again until the server has answered, while ``kill -9`` ends the web process or the worker
again and again. Printed, and to be 0: acknowledged files that can't be found, files that became
two documents, and problems that ``check`` finds.

    python benchmarks/kill_server.py [--kills 20] [--files 300]
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping
from http.client import HTTPException
from io import BytesIO
from pathlib import Path

from kill import CONTRACT
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from contracts.document import VersionStatus
from contracts.visibility import EVERYTHING
from ingest.upkeep.check import check
from store import jobs, outbox
from store.collections import create_collection
from store.document_list import list_documents
from store.users import create_user
from webapp.accounts import hash_password
from webapp.services import open_services
from webapp.settings import Settings

NAME, PASSWORD = "uploader", "correct horse battery"
KILLED = ("gunicorn", "webapp.processes.worker")
PATIENCE = 180  # seconds for a server to come back, or to finish what waits


class Uploader:
    """A person at a browser who sends a form again until the server has answered it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def log_in(self) -> None:
        """Begin a session; it outlives the server's processes."""
        self._post("/login", "/login", {"name": NAME, "password": PASSWORD})

    def upload(self, collection_id: int, name: str, text: str) -> None:
        """Send a file; it is acknowledged when this returns."""
        fields = {"collection": str(collection_id)}
        self._post("/imports", "/imports/new", fields, (name, text.encode()))

    def _post(
        self,
        path: str,
        form_page: str,
        fields: Mapping[str, str],
        file: tuple[str, bytes] | None = None,
    ) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                page = self._opener.open(self._address + form_page, timeout=30).read().decode()
                token = re.search(r'name="csrf-token" content="([^"]+)"', page)
                form: dict[str, object] = {**fields, "csrf_token": token[1] if token else ""}
                if file:
                    form["files"] = FileStorage(BytesIO(file[1]), file[0])
                boundary, body = encode_multipart(form)
                headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
                request = urllib.request.Request(self._address + path, body, headers)  # noqa: S310 - our own server
                self._opener.open(request, timeout=30).read()
            except (OSError, HTTPException):  # refused, cut off, or answered with an error
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return


def kill_at_random(server: int, kills: int, killed: Counter[str]) -> None:
    """Kill a process below the server now and then, and count how often which."""
    while killed.total() < kills:
        time.sleep(random.uniform(0.2, 1.5))
        if below := processes_below(server):
            pid, name = random.choice(below)
            os.kill(pid, signal.SIGKILL)
            killed[name] += 1


def processes_below(server: int) -> list[tuple[int, str]]:
    """The web processes and the worker of a server, with the names they are known by."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listing.stdout.splitlines()]
    family = {str(server)}
    for pid, parent, _ in sorted(rows, key=lambda row: int(row[0])):
        family |= {pid} if parent in family else set()
    return [
        (int(pid), name)
        for pid, _, command in rows
        for name in KILLED
        if pid in family and name in command
    ]


def main() -> None:
    """Upload under fire, wait for the end, and count what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment(Path(folder))
        with open_services(settings) as services, services.database.write() as connection:
            collection_id = create_collection(connection, "合同")
            create_user(connection, NAME, hash_password(PASSWORD), administrator=True)
        command = [sys.executable, "-m", "webapp.cli", "--data", folder, "serve"]
        server = subprocess.Popen([*command, "--port", str(options.port)])
        try:
            upload_under_fire(options.files, options.kills, options.port, server.pid, collection_id)
            wait_until_idle(settings)
        finally:
            server.terminate()
            server.wait()
        sys.exit(report(settings, options.files))


def upload_under_fire(files: int, kills: int, port: int, server: int, collection_id: int) -> None:
    """Upload all files while processes are killed; each was acknowledged in the end."""
    uploader = Uploader(f"http://127.0.0.1:{port}")
    uploader.log_in()
    killed: Counter[str] = Counter()
    killer = threading.Thread(target=kill_at_random, args=(server, kills, killed))
    killer.start()
    for number in range(files):
        while killed.total() < kills * number // files:  # spread over all the kills
            time.sleep(0.05)
        name = f"合同 {number:04}.txt"
        uploader.upload(collection_id, name, CONTRACT.format(number=number))
    killer.join()
    print(f"killed {dict(killed)}")


def wait_until_idle(settings: Settings) -> None:
    """Until everything is read and indexed, or patience ends."""
    with open_services(settings) as services:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with services.database.read() as connection:
                if not jobs.count(connection) and not outbox.count(connection):
                    return
            time.sleep(0.5)


def report(settings: Settings, files: int) -> int:
    """Print lost, doubled and problems; how many there are together."""
    with open_services(settings) as services:
        problems = check(services.database, services.files, services.index, stray_after=-1)
        with services.database.read() as connection:
            rows = list_documents(connection, EVERYTHING, limit=10 * files).rows
    indexed = {row.newest.sha256 for row in rows if row.newest.status is VersionStatus.INDEXED}
    for problem in problems:
        print(problem.message_en)
    lost, doubled = files - len(indexed), len(rows) - len({row.newest.sha256 for row in rows})
    print(f"lost {lost}, doubled {doubled}, problems {len(problems)}")
    return lost + doubled + len(problems)


if __name__ == "__main__":
    main()
