"""What a ledger's matched rows would change, looked at before anything is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from contracts.errors import TiaoliError
from contracts.visibility import Visible
from ingest.ledger.matching import Match
from ingest.ledger.reading import KEYS, Field, Ledger
from ingest.ledger.values import fact_value
from store.collections import find_collection
from store.database import Connection
from store.documents import get_document
from store.facts import check_fact, facts_of

FACTS: dict[Field, str] = {
    field: field.value for field in Field if field not in (*KEYS, Field.COLLECTION)
}
FACTS[Field.COUNTERPARTY] = "parties"
STARTS = (Field.AGREEMENT_DATE, Field.EFFECTIVE_DATE)

MayEdit = Callable[[Connection, int], bool]


class Problem(StrEnum):
    """Why a cell is left out."""

    UNREADABLE = "unreadable"  # no date, no amount
    EARLIER = "earlier"  # it would end before it was signed or began
    NO_COLLECTION = "no_collection"  # none of that name that the person may edit
    NOT_ALLOWED = "not_allowed"  # the document is not the person's to edit


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that cannot be taken: an impossible date, a collection that doesn't exist."""

    row: int
    column: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Change:
    """A cell whose value is new: that of a fact, or the number of the collection to move to."""

    row: int
    column: int
    document_id: int
    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one matched row would change, and its cells that cannot be taken."""

    changes: tuple[Change, ...]
    misfits: tuple[Misfit, ...]


def plan_row(
    connection: Connection,
    ledger: Ledger,
    fields: Mapping[int, Field],
    match: Match,
    visible: Visible,
    may_edit: MayEdit,
) -> RowPlan:
    """What a matched row says that its document doesn't have yet; empty cells are ignored."""
    row = _Row(connection, ledger, match, visible, may_edit)
    for place, field in fields.items():
        row.look_at(place, field)
    row.leave_out_ends_before_their_start(fields)
    return RowPlan(tuple(row.changes.values()), tuple(row.misfits))


class _Row:
    """One matched row, and its document."""

    def __init__(
        self,
        connection: Connection,
        ledger: Ledger,
        match: Match,
        visible: Visible,
        may_edit: MayEdit,
    ) -> None:
        self._connection, self._visible, self._may_edit = connection, visible, may_edit
        self._match, self._ledger = match, ledger
        self._document = get_document(connection, match.document_id, visible)
        known = facts_of(connection, match.document_id, visible)
        self._known = {fact.field: fact.value for fact in known}
        self._is_editable = may_edit(connection, self._document.collection_id)
        self._said: dict[Field, str] = {}  # as the store keeps it
        self.changes: dict[Field, Change] = {}
        self.misfits: list[Misfit] = []

    def look_at(self, place: int, field: Field) -> None:
        """Note what a cell would change, or why it cannot be taken."""
        text = self._ledger.rows[self._match.row][place]
        if not text or field in KEYS:
            return
        if not self._is_editable:
            self._leave_out(place, Problem.NOT_ALLOWED)
        elif field is Field.COLLECTION:
            self._move(place, text)
        else:
            self._fact(place, field, text)

    def leave_out_ends_before_their_start(self, fields: Mapping[int, Field]) -> None:
        """An end before the signing or the start that the same row tells is no end."""
        end = self._said.get(Field.EXPIRATION_DATE)
        starts = [self._said[field] for field in STARTS if field in self._said]
        if end is not None and any(end < start for start in starts):
            place = next(at for at, field in fields.items() if field is Field.EXPIRATION_DATE)
            self.changes.pop(Field.EXPIRATION_DATE, None)
            self._leave_out(place, Problem.EARLIER)

    def _fact(self, place: int, field: Field, text: str) -> None:
        known = self._known.get(FACTS[field], "")
        value = fact_value(field, text, self._ledger.head[place], known)
        if value is None or not _fits(FACTS[field], value):
            self._leave_out(place, Problem.UNREADABLE)
            return
        self._said[field] = value
        if value != known:
            self._change(place, field, value)

    def _move(self, place: int, name: str) -> None:
        target = find_collection(self._connection, name, self._visible)
        if target is None or not self._may_edit(self._connection, target.id):
            self._leave_out(place, Problem.NO_COLLECTION)
        elif target.id != self._document.collection_id:
            self._change(place, Field.COLLECTION, str(target.id))

    def _change(self, place: int, field: Field, value: str) -> None:
        self.changes[field] = Change(self._match.row, place, self._document.id, field, value)

    def _leave_out(self, place: int, problem: Problem) -> None:
        self.misfits.append(Misfit(self._match.row, place, problem))


def _fits(name: str, value: str) -> bool:
    try:
        check_fact(name, value)
    except TiaoliError:
        return False
    return True
