"""How long matrix and dashboard take: 10,000 documents × 30 items, from the database to the rows.

Run it with ``python benchmarks/matrix.py [documents]``. The aim is at most 1 s for 10,000. Times
are those of the processor: what other programs do beside it doesn't count.
"""

import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert

from contracts.clause_types import CLAUSE_TYPES
from contracts.document import DocumentKind, VersionStatus
from contracts.laws import SHIPPED_LAWS
from contracts.visibility import EVERYTHING
from review.checklist import SHIPPED, Checklist
from review.dashboard import Reviewed, dashboard
from review.matrix import matrix
from review.summaries import rules_now
from store.collections import create_collection
from store.database import Database
from store.presence import presences
from store.review_tables import summaries
from store.summaries import summaries_in_force
from store.tables import documents, versions

ITEMS = 30


def fill(database: Database, count: int) -> None:
    """A collection of ``count`` documents that have been read, each with some 20 clause types."""
    chance = random.Random(470)
    now = datetime.now(UTC)
    types = list(CLAUSE_TYPES)
    document_rows, version_rows = [], []
    with database.write() as connection:
        collection = create_collection(connection, "benchmark")
        for number in range(1, count + 1):
            drawn = chance.sample(types, 22)
            document_rows.append({
                "id": number, "collection_id": collection, "received_at": now,
                "title": f"售后服务合同 {number}", "folded": f"售后服务合同 {number}",
                "kind": DocumentKind.CONTRACT, "contract_type": "售后服务合同",
                "language": "zh-Hans", "readable_version_id": number, "newest_version_id": number,
            })  # fmt: skip
            version_rows.append({
                "id": number, "document_id": number, "number": 1, "sha256": f"{number:064x}",
                "file_name": "a.docx", "media_type": "text/plain", "size": 1,
                "received_at": now, "received_by": "benchmark", "status": VersionStatus.INDEXED,
                "present": " ".join(sorted(drawn[:18])), "weak": " ".join(sorted(drawn[18:])),
            })  # fmt: skip
        connection.execute(insert(documents), document_rows)
        connection.execute(insert(versions), version_rows)


def summarise_all(database: Database, count: int, checklist: Checklist, rules: str) -> None:
    """A summary for each document."""
    chance = random.Random(596)
    verdicts = ["present"] * 6 + ["missing", "weak", "unacceptable", "waived"]
    rows = [
        {
            "document_id": number, "made": True, "checklist": checklist.id, "rules": rules,
            "verdicts": json.dumps({i.id: chance.choice(verdicts) for i in checklist.items}),
        }
        for number in range(1, count + 1)
    ]  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(summaries), rows)


def main(count: int) -> None:
    """Fill a database, then time reading the presences and judging them."""
    checklist = SHIPPED["after_sales_service"]
    checklist = replace(checklist, items=checklist.items[:ITEMS])
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/benchmark.sqlite")
        database.upgrade()
        fill(database, count)
        rules = rules_now(SHIPPED, SHIPPED_LAWS)
        summarise_all(database, count, checklist, rules[checklist.id])
        started = time.process_time()
        with database.read() as connection:
            found = presences(connection, EVERYTHING)
            known = summaries_in_force(connection, EVERYTHING, rules, date.today())
        read = time.process_time()
        rows = matrix(checklist, found, known)
        judged = time.process_time()
        board = dashboard(
            [Reviewed(e.document, known[e.document.id], date.today()) for e in found],
            date.today(),
            SHIPPED,
        )
        counted = time.process_time()
        database.close()
    print(f"{len(rows)} documents × {len(checklist.items)} items")
    print(f"reading                      {read - started:.2f} s")
    print(f"rows of the matrix, sorted   {judged - read:.2f} s")
    print(f"matrix together              {judged - started:.2f} s")
    print(f"counting {board.gaps} gaps        {counted - judged:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
