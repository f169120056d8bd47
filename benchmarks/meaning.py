"""Finding by meaning: how long a look at every clause's direction takes.

python benchmarks/meaning.py [--clauses 100000]: made-up directions of 512 dimensions in a new
database, forty clauses a document; the best thirty of all of them, and of one collection in two,
with how many of the ten best are those of exact arithmetic.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from sqlalchemy import update

from contracts.visibility import EVERYTHING, Visible
from index.directions import DirectionFile
from index.pointing import Pointing
from store.clause_directions import StoredReadings, save_directions
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
        file = DirectionFile(Path(folder) / "directions")
        begun = time.perf_counter()
        ask(database, file, question, EVERYTHING)
        rate = clauses / (time.perf_counter() - begun)
        print(f"{rate:,.0f} directions a second from the database into the file")
        for title, visible in (
            ("all", EVERYTHING),
            ("one collection in two", Visible(frozenset(halves[:1]))),
        ):
            print(f"{title}: {median(database, file, question, visible):.0f} ms of {clauses}")
        print(f"recall of ten: {recall(database, file, question):.2f}")
        print(f"{path.stat().st_size / clauses:.0f} bytes a clause in the database")
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


def ask(
    database: Database, file: DirectionFile, question: bytes, visible: Visible
) -> list[Pointing]:
    """The best thirty of what is visible."""
    with database.read() as connection:
        readings = StoredReadings(connection, WEIGHTS, visible)
        return file.closest(question, readings, limit=30, least=0.05)


def median(database: Database, file: DirectionFile, question: bytes, visible: Visible) -> float:
    """Milliseconds that a look at all that is visible takes."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        ask(database, file, question, visible)
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def recall(database: Database, file: DirectionFile, question: bytes) -> float:
    """How many of the ten best by exact arithmetic are among the ten that were found."""
    wanted = np.frombuffer(question, np.int8).astype(np.float64)
    with database.read() as connection:
        readings = StoredReadings(connection, WEIGHTS, EVERYTHING)
        every = list(readings.directions([each.version_id for each in readings.versions()]))
    rows = np.frombuffer(b"".join(one.direction for one in every), np.int8).reshape(len(every), -1)
    exact = rows.astype(np.float32) @ wanted / np.linalg.norm(rows.astype(np.float32), axis=1)
    best = {(every[at].version_id, every[at].order) for at in np.argsort(-exact)[:10]}
    found = ask(database, file, question, EVERYTHING)[:10]
    return len(best & {(one.version_id, one.order) for one in found}) / 10


if __name__ == "__main__":
    main()
