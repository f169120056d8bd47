"""Fifty people at once: how long their pages of results take, and whether all are answered.

The web process of ``serve`` answers; each person asks the next question (``questions.py``) as soon
as the page before is read, or after a pause. People share a few accounts, since logins are limited.

    python benchmarks/load.py DATA [--texts ../shared] [--users 50] [--seconds 30] [--pause 1.0]

DATA is what ``search_page.py --data`` filled.
"""

import argparse
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from questions import questions
from sentences import sentences

from store.database import Database
from store.users import create_user, list_users
from webapp.accounts import hash_password
from webapp.settings import Settings

ACCOUNTS, PASSWORD = 5, "correct horse battery"
READY_AFTER = 60.0  # seconds at most
QUESTIONS = 500  # of each form


@dataclass(slots=True)
class Answers:
    """How long pages took in milliseconds, and what was not a page."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def web_process(settings: Settings) -> Iterator[int]:
    """The port on which the web process answers, as ``serve`` starts it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        listener.set_inheritable(True)
        number, port = listener.fileno(), listener.getsockname()[1]
        command = [
            sys.executable, "-m", "gunicorn", "--bind", f"fd://{number}",
            "--config", "python:webapp.processes.web",
            "webapp.processes.web_application:application()",
        ]  # fmt: skip
        process = subprocess.Popen(command, pass_fds=[number], env=settings.environment())
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def session(port: int, name: str) -> str:
    """The cookie of a new session."""
    connection = HTTPConnection("127.0.0.1", port, timeout=READY_AFTER)
    connection.request("GET", "/login")
    answer = connection.getresponse()
    token = re.search(r'name="csrf-token" content="([^"]+)"', answer.read().decode())
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    form = urlencode({"name": name, "password": PASSWORD, "csrf_token": token[1] if token else ""})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", form, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise SystemExit(f"The benchmark could not log in: {answer.status}.")
    return str(answer.getheader("Set-Cookie")).partition(";")[0]


def person(
    port: int, cookie: str, asked: Iterator[str], until: float, pause: float, answers: Answers
) -> None:
    """Ask one question after another."""
    time.sleep(random.Random(threading.get_ident()).random() * pause)
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    while time.perf_counter() < until:
        typed = next(asked)
        begun = time.perf_counter()
        try:
            connection.request("GET", "/?" + urlencode({"q": typed}), headers={"Cookie": cookie})
            answer = connection.getresponse()
            page = answer.read()
        except OSError as error:
            answers.errors.append(f"{typed}: {error}")
            connection.close()
            continue
        answers.times.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200 or b"search-head" not in page:
            answers.errors.append(f"{typed}: {answer.status}")
        time.sleep(pause)


def ask(
    port: int,
    cookies: Sequence[str],
    asked: Iterator[str],
    users: int,
    seconds: float,
    pause: float,
) -> Answers:
    """What so many people are answered within so many seconds."""
    answers, until = Answers(), time.perf_counter() + seconds
    threads = [
        threading.Thread(
            target=person,
            args=(port, cookies[number % len(cookies)], asked, until, pause, answers),
        )
        for number in range(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def main() -> None:
    """Serve, log in, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two pages")
    given = parser.parse_args()
    forms = [asked for _, asked in questions(list(sentences(given.texts)), QUESTIONS)]
    asked = cycle([typed for one_of_each in zip(*forms, strict=False) for typed in one_of_each])
    settings = Settings.from_environment(given.data)
    database = Database(settings.database_url)
    names = [f"reader {number}" for number in range(ACCOUNTS)]
    with database.write() as connection:
        known = {user.name for user in list_users(connection)}
        for name in set(names) - known:
            create_user(connection, name, hash_password(PASSWORD), administrator=True)
    database.close()
    with web_process(settings) as port:
        cookies = [session(port, name) for name in names]
        for users in (1, given.users):
            answers = ask(port, cookies, asked, users, given.seconds, given.pause)
            ordered = sorted(answers.times)
            print(
                f"{users} at once, {given.pause} s between pages: {len(ordered)} pages, "
                f"{len(ordered) / given.seconds:.1f} a second, p50 {statistics.median(ordered):.0f}"
                f" ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms, "
                f"{len(answers.errors)} errors"
            )
            for error in answers.errors[:5]:
                print(error)


if __name__ == "__main__":
    main()
