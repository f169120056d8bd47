"""How long a review takes once a contract is read: its clauses and tags against a checklist.

``python benchmarks/gaps.py [folder]`` reviews the Word files of a folder (the demo contracts by
default) against every shipped checklist. Times are those of the processor, of the best of five.
"""

import sys
import time
from pathlib import Path

from contracts.document import Document
from contracts.reading import Reading
from ingest.parsers import docx
from ingest.reading import understand
from review.checklist import SHIPPED
from review.gaps import find_gaps
from webapp.cli.tagged_file import document_of

ROUNDS = 5


def read(path: Path) -> tuple[Document, Reading]:
    """A Word file as it is reviewed by rules alone."""
    reading = understand(docx.parse(path.read_bytes()), 0, path.name)
    return document_of({fact.field: fact.value for fact in reading.facts}), reading


def review_all(held: list[tuple[Document, Reading]]) -> float:
    """Seconds of the processor for every contract against every checklist."""
    begun = time.process_time()
    for document, reading in held:
        for checklist in SHIPPED.values():
            find_gaps(checklist, document, reading.clauses, reading.tags)
    return time.process_time() - begun


def main() -> None:
    """Review the folder's contracts, print milliseconds a review."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("demo/contracts")
    held = [read(path) for path in sorted(folder.rglob("*.docx"))]
    seconds = min(review_all(held) for _ in range(ROUNDS))
    reviews, clauses = len(held) * len(SHIPPED), sum(len(each.clauses) for _, each in held)
    print(f"{reviews} reviews of {len(held)} contracts with {clauses} clauses: {seconds:.2f} s")
    print(f"{1000 * seconds / reviews:.1f} ms of the processor each")


if __name__ == "__main__":
    main()
