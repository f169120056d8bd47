"""Which row of a ledger is about which document of an import: by file name, else by number."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType

from contracts.contract_numbers import normal_number, numbers_in
from contracts.text import fold
from contracts.visibility import Visible
from ingest.ledger.reading import Field, Ledger
from store.database import Connection
from store.documents import newest_readable
from store.import_items import ImportItem
from store.import_runs import items_of
from store.readings import blocks_of

OPENING = 40  # blocks in which a contract says its number


class Reason(StrEnum):
    """Why a row has no document: none fits, several do, or another row has it already."""

    NONE = "none"
    SEVERAL = "several"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Match:
    """A row, counted from 0, and the document that it is about, found by ``key``."""

    row: int
    document_id: int
    path: str
    key: Field


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row, counted from 0, that has no document, why, and the files that fit it."""

    row: int
    reason: Reason
    fitting: tuple[ImportItem, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Each row is matched or left over with a reason; each file is matched or left over."""

    matches: tuple[Match, ...]
    rows_left: tuple[LeftRow, ...]
    items_left: tuple[ImportItem, ...]


def match_rows(
    connection: Connection,
    ledger: Ledger,
    fields: Mapping[int, Field],
    run_id: int,
    visible: Visible,
    chosen: Mapping[int, int] = MappingProxyType({}),
) -> Matching:
    """Find the document of each row among those of an import; NotFound where that is hidden.

    ``chosen`` names, by row, the document that a person takes where several fit.
    """
    items: dict[int, ImportItem] = {}
    for item in items_of(connection, run_id, visible):
        if item.document_id is not None:
            items.setdefault(item.document_id, item)
    index = _Index(connection, items, visible)
    places = {field: place for place, field in fields.items()}
    matches: dict[int, Match] = {}
    left: list[LeftRow] = []
    for number, row in enumerate(ledger.rows):
        key, found = index.find(
            row[places[Field.FILE]] if Field.FILE in places else "",
            row[places[Field.NUMBER]] if Field.NUMBER in places else "",
        )
        fitting = tuple(items[document_id] for document_id in sorted(found))
        if chosen.get(number) in found:
            found = {chosen[number]}
        if len(found) != 1:
            left.append(LeftRow(number, Reason.SEVERAL if found else Reason.NONE, fitting))
            continue
        (document_id,) = found
        if document_id in matches:
            left.append(LeftRow(number, Reason.TAKEN, fitting))
        else:
            matches[document_id] = Match(number, document_id, items[document_id].path, key)
    return Matching(
        tuple(matches.values()),
        tuple(left),
        tuple(item for document_id, item in items.items() if document_id not in matches),
    )


class _Index:
    """The documents of an import by the names of their files and by the numbers in them."""

    def __init__(
        self, connection: Connection, items: Mapping[int, ImportItem], visible: Visible
    ) -> None:
        self._names: dict[str, set[int]] = defaultdict(set)
        self._numbers: dict[str, set[int]] = defaultdict(set)
        self._plain_names: dict[int, str] = {}
        for document_id, item in items.items():
            name = fold(PurePosixPath(item.path).name)
            for known in (name, PurePosixPath(name).stem):
                self._names[known].add(document_id)
            self._plain_names[document_id] = normal_number(name) or name
            for number in numbers_in(_opening(connection, document_id, visible)):
                self._numbers[number].add(document_id)

    def find(self, file: str, number: str) -> tuple[Field, Set[int]]:
        """The documents that fit, and by what: the file's name goes before the number."""
        name = fold(PurePosixPath(file.replace("\\", "/")).name)
        found = self._names.get(name) if name else None
        if found:
            return Field.FILE, found
        wanted = normal_number(number)
        if not wanted:
            return Field.NUMBER, frozenset()
        in_names = {id for id, name in self._plain_names.items() if wanted in name}
        return Field.NUMBER, self._numbers.get(wanted) or in_names


def _opening(connection: Connection, document_id: int, visible: Visible) -> str:
    version = newest_readable(connection, document_id, visible)
    if version is None:
        return ""
    blocks = blocks_of(connection, version.id, visible)[:OPENING]
    return "\n".join(block.shown for block in blocks)
