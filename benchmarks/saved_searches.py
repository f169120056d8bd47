"""What a saved search costs: its runs beside the bare search, and the count in the top bar.

python benchmarks/saved_searches.py [--clauses 10000] [--texts ../shared]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from filling import fill
from search import documents
from sentences import sentences

from contracts.visibility import EVERYTHING
from index.query_language import parse
from searching.saved_search import MOST, run_saved_search
from store.saved_hits import count_news
from store.saved_searches import Preferences, SavedQuery, add_saved_search, get_saved_search
from store.users import create_user
from webapp.services import Services, open_services
from webapp.settings import Settings

TYPED = "违约"
ROUNDS = 15


def milliseconds(work: Callable[[], object]) -> float:
    """The median wall time of some work."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure(services: Services) -> None:
    """Save a search, run it, print."""
    with services.database.write() as connection:
        user = create_user(connection, "benchmark", "no password", administrator=True)
        preferences = Preferences(TYPED, alert=True)
        number = add_saved_search(connection, user, SavedQuery(TYPED), preferences)

    def run() -> None:
        with services.database.read() as connection:
            search = get_saved_search(connection, number, user)
        run_saved_search(services.database, services.index, search)

    def count() -> None:
        with services.database.read() as connection:
            count_news(connection, user, EVERYTHING)

    query = parse(TYPED)
    results = services.index.search(query, visible=EVERYTHING, limit=MOST)
    bare = milliseconds(lambda: services.index.search(query, visible=EVERYTHING, limit=MOST))
    run()
    again, counted = milliseconds(run), milliseconds(count)
    print(f"{results.total} hits; bare search of them all {bare:.1f} ms")
    print(f"a run of the saved search {again:.1f} ms, {again / bare:.1f} × the bare search")
    print(f"the count in the top bar {counted:.2f} ms")


def main() -> None:
    """Fill, save, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=10_000)
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_services(Settings.from_environment(Path(folder))) as services,
    ):
        pool = list(sentences(arguments.texts))
        fill(services, documents(pool, arguments.clauses))
        measure(services)


if __name__ == "__main__":
    main()
