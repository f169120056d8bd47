"""What a ledger says becomes the facts of the documents that its rows are about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contracts.errors import TiaoliError
from contracts.visibility import Visible
from ingest.ledger.matching import Match, Matching
from ingest.ledger.reading import KEYS, Field, Ledger
from ingest.ledger.values import fact_value
from ingest.progress import Progress, unwatched
from store.collections import find_collection
from store.database import Connection, Database
from store.documents import get_document
from store.facts import correct_fact, facts_of
from store.reception import move_document

FACTS: dict[Field, str] = {
    field: field.value for field in Field if field not in (*KEYS, Field.COLLECTION)
}
FACTS[Field.COUNTERPARTY] = "parties"
TOGETHER = 50  # documents in one transaction


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that could not be taken: an impossible date, a collection that doesn't exist."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Applied:
    """How many documents have a new value, and the cells that were left out."""

    changed: int
    misfits: tuple[Misfit, ...]


def apply_ledger(
    database: Database,
    ledger: Ledger,
    fields: Mapping[int, Field],
    matching: Matching,
    *,
    applied_by: str,
    visible: Visible,
    may_edit: Callable[[Connection, int], bool],
    progress: Progress = unwatched,
) -> Applied:
    """Record the values of the matched rows; empty cells are ignored.

    A document is changed, or moved into a collection, where ``may_edit`` allows it.
    """
    changed, misfits = 0, list[Misfit]()
    matches = matching.matches
    for start in range(0, len(matches), TOGETHER):
        with database.write() as connection:
            for match in matches[start : start + TOGETHER]:
                row = _Row(connection, match, ledger, applied_by, visible, may_edit)
                found = [row.take(place, field) for place, field in fields.items()]
                changed += any(found)
                misfits += row.misfits
        progress(min(start + TOGETHER, len(matches)), len(matches))
    return Applied(changed, tuple(misfits))


class _Row:
    """One matched row, and its document."""

    def __init__(
        self,
        connection: Connection,
        match: Match,
        ledger: Ledger,
        user: str,
        visible: Visible,
        may_edit: Callable[[Connection, int], bool],
    ) -> None:
        self._connection, self._user, self._visible = connection, user, visible
        self._match, self._ledger, self._may_edit = match, ledger, may_edit
        self._document = get_document(connection, match.document_id, visible)
        known = facts_of(connection, match.document_id, visible)
        self._known = {fact.field: fact.value for fact in known}
        self._is_editable = may_edit(connection, self._document.collection_id)
        self.misfits: list[Misfit] = []

    def take(self, place: int, field: Field) -> bool:
        """Record a cell's value; returns whether it is new."""
        text = self._ledger.rows[self._match.row][place]
        if not text or field in KEYS:
            return False
        try:
            taken = (
                self._move(text) if field is Field.COLLECTION else self._fact(place, field, text)
            )
        except TiaoliError:
            taken = None
        if taken is None or not self._is_editable:
            self.misfits.append(Misfit(self._match.row, place))
            return False
        return taken

    def _fact(self, place: int, field: Field, text: str) -> bool | None:
        name = FACTS[field]
        known = self._known.get(name, "")
        value = fact_value(field, text, self._ledger.head[place], known)
        if value is None:
            return None
        if value == known or not self._is_editable:
            return False
        correct_fact(self._connection, self._document.id, name, value, self._user, self._visible)
        return True

    def _move(self, name: str) -> bool | None:
        target = find_collection(self._connection, name, self._visible)
        if target is None or not self._may_edit(self._connection, target.id):
            return None
        if target.id == self._document.collection_id or not self._is_editable:
            return False
        move_document(self._connection, self._document.id, target.id, self._user)
        return True
