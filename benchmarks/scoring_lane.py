"""How many clauses a second the encoder reads in the lane of scores, and in how much memory.

Run it with ``python benchmarks/scoring_lane.py DATA [--weights FOLDER] [--threads 2]``. A copy of
the data folder's database (SQLite) is scored from nothing: passages, scores, joining, tags. Seconds
of the processors hold on a busy machine too. Aims: 200 Chinese clauses a second on two cores, in
600 MB.
"""

import argparse
import resource
import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from contracts.visibility import EVERYTHING
from encoder.encoder import THREADS, WEIGHTS, load_encoder
from ingest.tags.scoring import text_of
from ingest.tags.scoring_lane import ask_for_what_is_left, score_waiting
from ingest.tags.text_scoring import Text
from store.database import Database
from store.tags import weights_of_versions
from store.type_scores import forget_other_scores


def main() -> None:
    """Score the copy, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--threads", type=int, default=THREADS)
    options = parser.parse_args()
    encoder = load_encoder(options.weights, threads=options.threads)
    if encoder is None:
        parser.error(f"no weights in {options.weights}")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tiaoli.sqlite"
        with (
            closing(sqlite3.connect(options.data / "tiaoli.sqlite")) as original,
            closing(sqlite3.connect(copy)) as target,
        ):
            original.backup(target)
        with closing(Database(f"sqlite:///{copy}")) as database:
            database.upgrade()
            with database.write() as connection:
                forget_other_scores(connection, ())
            texts = _texts(database)
            ask_for_what_is_left(database, "")
            ask_for_what_is_left(database, encoder.weights)
            wall, processor = time.perf_counter(), time.process_time()
            score_waiting(database, encoder, stop=threading.Event(), until_idle=True)
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
    clauses = sum(len(text.clauses) for text in texts)
    passages = len({passage.key for text in texts for passage in text.passages})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{encoder.weights}: {len(texts)} versions, {clauses} clauses, {passages} passages")
    print(f"{wall:.1f} s, of the processors {processor:.1f} s, {peak:.0f} MB at most")
    print(
        f"{clauses / wall:.0f} clauses a second here; {2 * clauses / processor:.0f} on two"
        f" undisturbed cores, {2 * passages / processor:.0f} passages"
    )


def _texts(database: Database) -> list[Text]:
    with database.read() as connection:
        found = weights_of_versions(connection, EVERYTHING)
        return [text_of(connection, version, EVERYTHING) for version in found]


if __name__ == "__main__":
    main()
