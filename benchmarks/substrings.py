"""Recall: whatever characters are copied from a clause must find it. The share found must be 1.00.

Takes lines of real contracts as clauses, draws substrings of 2 to 8 characters, and looks for each
as printed, in the other Chinese script, in full and half width, and in capitals.

    python benchmarks/substrings.py [--engine tantivy] [--samples 1000] [--lines 100000]
        [--texts ../shared]
"""

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from back_ends import BACK_ENDS
from opencc import OpenCC

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index.analysis import is_searchable
from index.highlight import highlight
from index.protocol import ClauseEntry, DocumentEntry, Filters, SearchIndex
from index.query import Text

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
HALF_WIDTH = {full: half for half, full in FULL_WIDTH.items()}


def texts(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """File name and lines of every text under the folder."""
    for path in sorted((shared / "data").rglob("*")) + sorted((shared / "seeds").glob("*.txt")):
        if path.suffix in {".txt", ".md"}:
            lines = path.read_text(encoding="utf-8", errors="ignore").splitlines()
            yield path.name, [line for line in lines if len(line.strip()) >= 2]


def document(number: int, title: str, lines: list[str]) -> DocumentEntry:
    """A text whose lines are its clauses."""
    clauses = (
        ClauseEntry(clause_id(number, order), order, line, "", ())
        for order, line in enumerate(lines)
    )
    return DocumentEntry(
        number, number, 1, "texts", title, "contract", "", "", (), None, tuple(clauses)
    )


def substrings(lines: list[tuple[str, str]], count: int) -> Iterator[tuple[str, str, str]]:
    """Clause id, its text, and some of its characters, at least one of them a letter or digit."""
    chance = random.Random(19)
    while count:
        clause, line = chance.choice(lines)
        start = chance.randrange(len(line) - 1)
        drawn = line[start : start + chance.randint(2, 8)]
        if len(drawn) >= 2 and is_searchable(drawn):
            yield clause, line, drawn
            count -= 1


def finds(index: SearchIndex, typed: str, clause: str) -> bool:
    """Whether the clause is among the hits, asked for its document alone to be quick."""
    only = Filters(documents=frozenset({int(clause.partition(".")[0])}))
    hits = index.search(Text(typed), visible=EVERYTHING, filters=only, limit=None).hits
    return clause in {hit.clause_id for hit in hits}


def main() -> None:
    """Index, draw, look, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=BACK_ENDS, default="tantivy")
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--lines", type=int, default=100_000, help="at most so many, of all texts")
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    found = list(texts(arguments.texts))
    fits = sum(len(lines) for _, lines in found) <= arguments.lines
    most = None if fits else arguments.lines // len(found)
    documents = [
        document(number, name, lines[:most]) for number, (name, lines) in enumerate(found, 1)
    ]
    lines = [(clause.clause_id, clause.text) for found in documents for clause in found.clauses]
    simplified, traditional = OpenCC("t2s"), OpenCC("s2t")
    forms: dict[str, Callable[[str], str]] = {
        "as printed": str,
        "simplified": simplified.convert,
        "traditional": traditional.convert,
        "full width": lambda typed: typed.translate(FULL_WIDTH),
        "half width": lambda typed: typed.translate(HALF_WIDTH),
        "capitals": lambda typed: typed.upper() if len(typed.upper()) == len(typed) else typed,
    }
    with tempfile.TemporaryDirectory() as folder:
        index = BACK_ENDS[arguments.engine].opened(Path(folder) / "index")
        index.rebuild(documents, 1)
        print(f"{len(lines):,} lines of {len(documents)} texts, {arguments.samples} substrings")
        for name, form in forms.items():
            hits = marked = 0
            for clause, line, drawn in substrings(lines, arguments.samples):
                hits += finds(index, form(drawn), clause)
                marked += bool(highlight(Text(form(drawn)), line))
            print(
                f"{name:12} found {hits / arguments.samples:.4f}"
                f"  marked {marked / arguments.samples:.4f}"
            )


if __name__ == "__main__":
    main()
