"""Where the clauses of a folder stand now: contracts get new versions after one was set aside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from contracts.anchoring import find_passages, same_words
from contracts.clause import Clause
from contracts.document import Document
from contracts.visibility import Visible
from store.database import Connection
from store.documents import get_document, newest_readable
from store.folders import Folder, FolderEntry, entries_of
from store.readings import clauses_of, headings_above, tags_by_clause
from webapp.hit_list import ListedClause, provided


class Standing(StrEnum):
    """Whether a clause still reads as it did when it was set aside."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its document, and the clause of the newest version that it is now."""

    entry: FolderEntry
    document: Document
    clause: Clause | None
    standing: Standing


def placed_entries(connection: Connection, folder: Folder, visible: Visible) -> list[Placed]:
    """The entries that may be seen, those of a document together."""
    placed: list[Placed] = []
    entries = entries_of(connection, folder, visible)
    for document_id, group in groupby(entries, key=lambda each: each.document_id):
        document = get_document(connection, document_id, visible)
        placed += _placed(connection, document, list(group), visible)
    return placed


def listed_entries(
    connection: Connection, placed: Iterable[Placed], visible: Visible
) -> Iterator[ListedClause]:
    """The entries as a list of clauses has them; one that is gone as it was set aside."""
    placed = list(placed)
    ids = [each.clause.id for each in placed if each.clause]
    tags = tags_by_clause(connection, ids, visible)
    above = headings_above(connection, (one.clause for one in placed if one.clause), visible)
    for each in placed:
        name = each.clause.id if each.clause else ""
        yield ListedClause(
            each.document, each.clause, provided(tags.get(name, ())), each.entry.note,
            _quote(each), above.get(name, ""),
        )  # fmt: skip


def _quote(placed: Placed) -> str:
    """The words of an entry whose clause is gone."""
    passage = placed.entry.passage
    return passage.exact if passage and placed.clause is None else ""


def _placed(
    connection: Connection, document: Document, entries: list[FolderEntry], visible: Visible
) -> Iterator[Placed]:
    version = newest_readable(connection, document.id, visible)
    clauses = clauses_of(connection, version.id, visible) if version else ()
    passages = [entry.passage for entry in entries if entry.passage]
    places = iter(find_passages(passages, clauses))
    for entry in entries:
        if entry.passage is None:
            yield Placed(entry, document, None, Standing.SAME)
            continue
        place = next(places)
        if place is None:
            yield Placed(entry, document, None, Standing.GONE)
        else:
            same = same_words(place.clause.text, entry.passage.exact)
            standing = Standing.SAME if same else Standing.CHANGED
            yield Placed(entry, document, place.clause, standing)
