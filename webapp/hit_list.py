"""Clauses to hand on: all hits of a search, or what stands in a folder (``hit_list_files``).

Nothing is cut off: everything that its maker may see is in it, and the file says who asked for
what, when, and with what permission.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document
from contracts.visibility import Visible
from index.protocol import Filters, Results
from review.reports.contract_report import Circumstances
from store.collections import collection_names
from store.database import Connection
from store.documents import get_document
from store.readings import headings_above, tagged_clauses

_PORTION = 500  # hits whose clauses are read at once


@dataclass(frozen=True, slots=True)
class ListedClause:
    """A clause with its document, what it provides for, and what somebody noted on it.

    ``clause`` is None for a whole document, and for one that is gone: ``quote`` is what it said.
    ``above`` is the number and heading that it stands under, where it has no heading of its own.
    """

    document: Document
    clause: Clause | None
    types: tuple[str, ...] = ()
    note: str = ""
    quote: str = ""
    above: str = ""

    @property
    def heading(self) -> str:
        """Its own heading, or the one above."""
        return (self.clause.heading if self.clause else "") or self.above


@dataclass(frozen=True, slots=True)
class HitList:
    """What was found, of how many hits, and under which circumstances.

    ``folder`` is the name of the folder it stands in, "" for the hits of a search. ``synonyms``
    were searched for as well. ``gone`` hits are of documents that were read anew between the search
    and the list.
    """

    clauses: tuple[ListedClause, ...]
    collections: Mapping[int, str]
    total: int
    circumstances: Circumstances
    filters: str = ""
    synonyms: tuple[str, ...] = ()
    folder: str = ""

    @property
    def gone(self) -> int:
        """Hits that are not in the list."""
        return self.total - len(self.clauses)


def hit_list(
    connection: Connection,
    results: Results,
    visible: Visible,
    circumstances: Circumstances,
    *,
    synonyms: Iterable[str],
    filters: str = "",
) -> HitList:
    """The list of all hits that a search without a limit gave."""
    names = collection_names(connection, visible)
    found = tuple(_listed(connection, results, visible))
    return HitList(found, names, results.total, circumstances, filters, tuple(synonyms))


def folder_list(
    connection: Connection,
    name: str,
    entries: Iterable[ListedClause],
    visible: Visible,
    circumstances: Circumstances,
) -> HitList:
    """The list of what stands in a folder of this name."""
    found = tuple(entries)
    names = collection_names(connection, visible)
    return HitList(found, names, len(found), circumstances, folder=name)


def filters_in_words(filters: Filters, collections: Mapping[int, str], language: str) -> str:
    """The filters of a search in a line; "" where there are none."""
    values = [
        *(CLAUSE_TYPES[name].name(language) for name in filters.clause_types & CLAUSE_TYPES.keys()),
        *filters.kinds,
        *(collections[number] for number in filters.collections & collections.keys()),
        *map(str, filters.years),
    ]
    return ("、" if language == "zh" else ", ").join(sorted(values))


def provided(tags: Iterable[Tag]) -> tuple[str, ...]:
    """The types that a clause with these tags provides for."""
    return tuple(tag.clause_type for tag in tags if tag.strength is Strength.OPERATIVE)


def _listed(connection: Connection, results: Results, visible: Visible) -> Iterator[ListedClause]:
    documents: dict[int, Document] = {}
    for start in range(0, len(results.hits), _PORTION):
        hits = results.hits[start : start + _PORTION]
        ids = [hit.clause_id for hit in hits]
        found = tagged_clauses(connection, ids, visible)
        above = headings_above(connection, (clause for clause, _ in found.values()), visible)
        for hit in hits:
            if hit.clause_id not in found:
                continue
            clause, tags = found[hit.clause_id]
            if hit.document_id not in documents:
                documents[hit.document_id] = get_document(connection, hit.document_id, visible)
            yield ListedClause(
                documents[hit.document_id], clause, provided(tags), above=above[clause.id]
            )
