"""How long it takes to find what an edited checklist affects: 10,000 reviews, all signed off.

Run it with ``python benchmarks/recheck.py [documents]``. The aim is at most 5 s for 10,000.
"""

import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from matrix import fill
from sqlalchemy import insert

from contracts.clause import Span
from contracts.decisions import Basis, DecisionKind, SignedItem
from contracts.laws import SHIPPED_LAWS
from contracts.visibility import EVERYTHING
from review.checklist import SHIPPED, Level
from review.fingerprints import fingerprints_of_laws, item_fingerprint, laws_behind
from review.recheck import recheck
from store.database import Connection, Database
from store.decisions import BASIS, ITEMS, LAWS
from store.review_tables import decisions, sign_offs

DECIDED = 3  # items of each document
CHECKLIST = SHIPPED["after_sales_service"]


def decide_and_sign(connection: Connection, count: int) -> None:
    """Decisions on some items of each document, and a sign-off that covers all of its items."""
    now = datetime.now(UTC)
    passage = Span(
        100, 140, "乙方应在收到报修后四小时内响应，四十八小时内到场。", "第三条", "第四条"
    )
    items = {i.id: SignedItem("present", item_fingerprint(i)) for i in CHECKLIST.items}
    laws = fingerprints_of_laws(list(SHIPPED_LAWS.by_name)[:12], SHIPPED_LAWS)
    signed = {
        "checklist": CHECKLIST.id, "decision_id": count * DECIDED, "signed_by": "b",
        "signed_at": now, "items": ITEMS.dump_json(items).decode(),
        "laws": LAWS.dump_json(laws).decode(),
    }  # fmt: skip
    bases = [
        (i.id, Basis("missing", item_fingerprint(i), (passage,), laws_behind(i, SHIPPED_LAWS)))
        for i in CHECKLIST.items[:DECIDED]
    ]
    connection.execute(
        insert(decisions),
        [
            {
                "document_id": number, "version_id": number, "checklist": CHECKLIST.id,
                "item": item, "kind": DecisionKind.CONFIRMED, "made_by": "a", "made_at": now,
                "basis": BASIS.dump_json(basis).decode(),
            }
            for number in range(1, count + 1)
            for item, basis in bases
        ],
    )  # fmt: skip
    connection.execute(
        insert(sign_offs),
        [{"document_id": n, "version_id": n, **signed} for n in range(1, count + 1)],
    )


def main(count: int) -> None:
    """Fill a database, edit one item, then time what it affects."""
    last = CHECKLIST.items[-1]
    level = Level.MANDATORY if last.level is Level.RECOMMENDED else Level.RECOMMENDED
    edited = replace(CHECKLIST, items=(*CHECKLIST.items[:-1], replace(last, level=level)))
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/benchmark.sqlite")
        database.upgrade()
        fill(database, count)
        with database.write() as connection:
            decide_and_sign(connection, count)
        for name, checklist in (("nothing edited", CHECKLIST), ("one item edited", edited)):
            started, worked = time.perf_counter(), time.process_time()
            with database.read() as connection:
                checklists = {**SHIPPED, CHECKLIST.id: checklist}
                found = recheck(connection, EVERYTHING, date.today(), checklists)
            seconds, busy = time.perf_counter() - started, time.process_time() - worked
            print(
                f"{count} reviews, {name}: {len(found)} affected, {seconds:.2f} s, "
                f"of them {busy:.2f} s at work"
            )
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
