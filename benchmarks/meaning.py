"""Finding by meaning: how long a look at every clause's direction takes.

python benchmarks/meaning.py [--clauses 100000]: made-up directions of 512 dimensions in a new
database, forty clauses a document; the best thirty of all of them, and of one collection in two.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from sqlalchemy import update

from contracts.visibility import Visible
from store.clause_directions import closest, save_directions
from store.collections import create_collection
from store.database import Connection, Database
from store.reception import NewVersion, add_document, add_version
from store.tables import documents

EACH = 40  # clauses of a document
WIDTH = 512  # dimensions
WEIGHTS = "random-1"
TIMES = 7


def main() -> None:
    """Fill a database, ask, and print the median times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=100_000)
    clauses = parser.parse_args().clauses
    random = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiaoli.sqlite"
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        with database.write() as connection:
            halves = [create_collection(connection, name) for name in ("first", "second")]
            for number in range(clauses // EACH):
                fill(connection, halves[number % 2], random)
        question = random.integers(-127, 128, WIDTH, dtype=np.int8).tobytes()
        for title, visible in (
            ("all", Visible.everything()),
            ("one collection in two", Visible(frozenset(halves[:1]))),
        ):
            print(f"{title}: {median(database, question, visible):.0f} ms of {clauses} clauses")
        print(f"{path.stat().st_size / clauses:.0f} bytes a clause")
        database.close()


def fill(connection: Connection, collection: int, random: np.random.Generator) -> None:
    """Add a document with the directions of its clauses."""
    document = add_document(connection, collection, "合同")
    new = NewVersion("0" * 64, "合同.txt", "text/plain", 9, "admin")
    version = add_version(connection, document, new)
    rows = random.integers(-127, 128, (EACH, WIDTH), dtype=np.int8)
    save_directions(
        connection, version.id, WEIGHTS, {order: row.tobytes() for order, row in enumerate(rows)}
    )
    readable = update(documents).where(documents.c.id == document)
    connection.execute(readable.values(readable_version_id=version.id))


def median(database: Database, question: bytes, visible: Visible) -> float:
    """Milliseconds that a look at all that is visible takes."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        with database.read() as connection:
            closest(connection, question, WEIGHTS, visible, limit=30, least=0.1)
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


if __name__ == "__main__":
    main()
