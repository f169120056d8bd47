"""The whole search page at a given number of clauses: request in, HTML out.

The documents of ``search.py`` are saved as an import saves what it read, indexed from the database,
and asked for through the application as a logged-in person would: query, facets, counts, clauses
from the database, highlights, the page. ``search.py --index FOLDER/index`` measures the search
inside it beside the bare engine.

Each form of query is asked with as many different words as there are requests
(``questions.py``), so that the figures are of questions; with ``--repeated`` it is asked with the
same words again and again, of which the index keeps the counts.

    python benchmarks/search_page.py [--clauses 100000] [--texts ../shared] [--data FOLDER]
        [--repeated]
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from filling import fill
from flask.testing import FlaskClient
from questions import questions
from search import QUERIES, documents
from sentences import sentences

from store.users import create_user, list_users
from webapp.accounts import hash_password
from webapp.processes.web_application import serving
from webapp.services import Services, open_services
from webapp.settings import Settings

NAME, PASSWORD = "benchmark", "correct horse battery"
REQUESTS = 60


def logged_in(services: Services) -> FlaskClient:
    """A browser of a person who sees everything."""
    with services.database.write() as connection:
        if NAME not in {user.name for user in list_users(connection)}:
            create_user(connection, NAME, hash_password(PASSWORD), administrator=True)
    client = serving(services).test_client()
    token = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/login").text)
    form = {"name": NAME, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    if client.post("/login", data=form).status_code != 302:
        raise SystemExit("The benchmark could not log in.")
    return client


def milliseconds(client: FlaskClient, questions: Sequence[str]) -> list[float]:
    """The wall time of each page."""
    times = []
    for typed in questions:
        start = time.perf_counter()
        status = client.get("/", query_string={"q": typed}).status_code
        times.append((time.perf_counter() - start) * 1000)
        if status != 200:
            raise SystemExit(f"{typed}: the page answered {status}.")
    return times


def line(name: str, times: Sequence[float]) -> str:
    """Median and 95th percentile of pages."""
    return f"{name:26}{statistics.median(times):11.1f}{sorted(times)[int(len(times) * 0.95)]:11.1f}"


def asked(pool: Sequence[str], *, repeated: bool) -> Iterator[tuple[str, Sequence[str]]]:
    """Each form of query, and what is asked in it."""
    if not repeated:
        yield from questions(pool, REQUESTS)
        return
    for name, typed in QUERIES.items():
        if typed:  # an empty box shows the start page
            yield name, [typed] * REQUESTS


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=100_000)
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--data", type=Path, help="keep the data here, and use it if it is there")
    parser.add_argument("--repeated", action="store_true", help="one question of each form")
    arguments = parser.parse_args()
    pool = list(sentences(arguments.texts))
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.data or Path(scratch)
        is_new = not (folder / "index").exists()
        with open_services(Settings.from_environment(folder)) as services:
            if is_new:
                fill(services, documents(pool, arguments.clauses))
            client = logged_in(services)
            print(f"{'milliseconds':26}{'page p50':>11}{'p95':>11}")
            every: list[float] = []
            for name, questions in asked(pool, repeated=arguments.repeated):
                times = milliseconds(client, questions)
                every += times
                print(line(name, times))
            print(line("all of them", every))


if __name__ == "__main__":
    main()
