"""Tracked changes in copies of real Word files, accepted and rejected in XML and in LibreOffice.

    PYTHONPATH=.:tests python benchmarks/compare/word_round_trip.py [FOLDER …] \\
        [--pairs 50] [--first 0]

Each pair is a DOCX from the folders (by default the demo contracts) and the same with edits made in
it, with known seeds from ``--first`` on. In XML the product proves every file before it hands it
out; here LibreOffice does it again: what it saves is read by the same parser and compared line by
line.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from libreoffice_changes import Tracked, settled_otherwise
from word_pairs import edited

from compare.comparison import compare
from compare.side import Side
from compare.word.document import WordRedline, word_redline
from compare.word.proof import lines_of, prove
from contracts.document import Block
from contracts.errors import NotExpressible
from ingest.parsers import docx
from ingest.reading import understand
from office.revisions import Author
from webapp.comparisons.sides import side_of_reading

AUTHOR = Author("条理", "条", datetime(2026, 11, 27, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Made:
    """A redline, with the lines that it should give accepted and rejected."""

    name: str
    redline: WordRedline
    old: list[str]
    new: list[str]


def main() -> None:
    """Make the pairs, let LibreOffice settle them, print how many are right."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folders", nargs="*", type=Path, default=[Path("demo/contracts")])
    arguments.add_argument("--pairs", type=int, default=50)
    arguments.add_argument("--first", type=int, default=0)
    chosen = arguments.parse_args()
    files = sorted(path for folder in chosen.folders for path in folder.rglob("*.docx"))
    start = time.perf_counter()
    made = list(redlines(files, chosen.pairs, chosen.first))
    seconds = time.perf_counter() - start
    print(f"{len(files)} files; XML: {len(made)} of {chosen.pairs} proven, {seconds:.1f} s in all")
    start = time.perf_counter()
    wrong = list(wrong_in_libreoffice(made))
    print(
        f"LibreOffice: {len(made) - len(wrong)} of {chosen.pairs}, "
        f"{time.perf_counter() - start:.1f} s in all"
    )
    for line in wrong:
        print(f"  {line}")


def redlines(files: Sequence[Path], pairs: int, first: int) -> Iterator[Made]:
    """The redlines that are proven; one that can't be made is named."""
    for number in range(pairs):
        path = files[number % len(files)]
        name = f"{path.stem} {first + number // len(files)}"
        old_data = path.read_bytes()
        new_data = edited(old_data, random.Random(name))
        old, new = _side(old_data), _side(new_data)
        try:
            redline = word_redline(compare(old, new), old, new, old_data, AUTHOR, _read)
        except NotExpressible as error:
            print(f"  {name}: {error.message_zh}")
            continue
        proof = prove(redline.data, [], [], _read)
        yield Made(name, redline, list(lines_of(old.blocks)), list(lines_of(proof.blocks)))


def wrong_in_libreoffice(made: Sequence[Made]) -> Iterator[str]:
    """The redlines that LibreOffice accepts or rejects otherwise, with the first line."""
    files = [Tracked(each.name, each.redline.data, each.old, each.new) for each in made]
    return settled_otherwise(files, lambda data: list(lines_of(_read(data))))


def _side(data: bytes) -> Side:
    return side_of_reading(understand(docx.parse(data), 0, "contract.docx"))


def _read(data: bytes) -> Sequence[Block]:
    return docx.parse(data).blocks


if __name__ == "__main__":
    main()
