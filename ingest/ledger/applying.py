"""What a ledger says becomes the facts of the documents that its rows are about."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.visibility import Visible
from ingest.ledger.matching import Matching
from ingest.ledger.planning import FACTS, Change, MayEdit, Misfit, plan_row
from ingest.ledger.reading import Field, Ledger
from ingest.progress import Progress, unwatched
from store.database import Connection, Database
from store.facts import correct_fact
from store.reception import move_document

TOGETHER = 50  # documents in one transaction


@dataclass(frozen=True, slots=True)
class Applied:
    """How many documents have a new value, how many said the same, and the cells left out.

    A document that is in neither number had only cells that were left out.
    """

    changed: int
    unchanged: int
    misfits: tuple[Misfit, ...]


def apply_ledger(
    database: Database,
    ledger: Ledger,
    fields: Mapping[int, Field],
    matching: Matching,
    *,
    applied_by: str,
    visible: Visible,
    may_edit: MayEdit,
    progress: Progress = unwatched,
) -> Applied:
    """Record the values of the matched rows; empty cells are ignored.

    A document is changed, or moved into a collection, where ``may_edit`` allows it.
    """
    changed, unchanged, misfits = 0, 0, list[Misfit]()
    matches = matching.matches
    for start in range(0, len(matches), TOGETHER):
        with database.write() as connection:
            for match in matches[start : start + TOGETHER]:
                plan = plan_row(connection, ledger, fields, match, visible, may_edit)
                for change in plan.changes:
                    _record(connection, change, applied_by, visible)
                changed += bool(plan.changes)
                unchanged += not plan.changes and not plan.misfits
                misfits += plan.misfits
        progress(min(start + TOGETHER, len(matches)), len(matches))
    return Applied(changed, unchanged, tuple(misfits))


def _record(connection: Connection, change: Change, user: str, visible: Visible) -> None:
    if change.field is Field.COLLECTION:
        move_document(connection, change.document_id, int(change.value), user)
    else:
        name = FACTS[change.field]
        correct_fact(connection, change.document_id, name, change.value, user, visible)
