"""All hits of a search, counted by tantivy: in all, under each value of the facets, by document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import tantivy

from contracts.visibility import Visible
from index.compiler import Compiler
from index.kept import Kept
from index.protocol import Counts, Facets, Filters
from index.query import Query
from index.tantivy_schema import column
from index.tantivy_tallies import REPEATED, TALLIES, DocumentCounts

_MOST_KEPT = 200  # searches; the counts of one that finds every document take 70 kB at a million
_MOST_COMPILED = 20  # searches; one may name thousands of clauses, or documents


class Question(NamedTuple):
    """What is counted, all that decides it: what is asked, and what the reader may see of it."""

    query: Query
    visible: Visible
    filters: Filters


class Counted(NamedTuple):
    """All hits, counted; ``documents`` are those that hold them."""

    counts: Counts
    documents: DocumentCounts


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one state of an index: how many clauses queries match, how questions are
    compiled, and what was counted.

    It must be let go of with the state: what the next one holds is not known.
    """

    sizes: Kept[str, int] = field(default_factory=lambda: Kept(_MOST_KEPT))
    compiled: Kept[Question, Compiler[tantivy.Query]] = field(
        default_factory=lambda: Kept(_MOST_COMPILED)
    )
    counted: Kept[Question, Counted] = field(default_factory=lambda: Kept(_MOST_KEPT))


def count(searcher: tantivy.Searcher, matching: tantivy.Query, *, few: bool) -> Counted:
    """Count what the query matches; ``few``: about as many as there are documents, or fewer."""
    told = searcher.aggregate(matching, {**FACETS, "documents": REPEATED if few else TALLIES})
    years = _buckets(told, "years")
    documents = _documents(searcher, matching, told, sum(years.values()) if few else None)
    facets = Facets(
        clause_types=_buckets(told, "clause_types"),
        kinds=_buckets(told, "kinds"),
        collections=_buckets(told, "collections"),
        years=years,
        documents=documents.documents,
    )
    return Counted(Counts(documents.hits, facets), documents)


def documents_of(searcher: tantivy.Searcher, matching: tantivy.Query) -> list[int]:
    """The documents that hold what the query matches."""
    told = searcher.aggregate(matching, {"documents": TALLIES})
    return _documents(searcher, matching, told, None).ids()


def _documents(
    searcher: tantivy.Searcher, matching: tantivy.Query, told: Mapping[str, Any], hits: int | None
) -> DocumentCounts:
    """How many hits each document has; ``hits``: all of them, where repeated ones are told."""
    documents = told["documents"]
    if documents["sum_other_doc_count"]:  # more than are told at once
        found = searcher.search(matching, searcher.num_docs, count=False)
        addresses = [address for _, address in found.hits]
        return DocumentCounts.of_documents(column(searcher, "document_id", addresses))
    if hits is None:
        return DocumentCounts.of_tallies(documents["buckets"])
    return DocumentCounts.of_repeated(documents["buckets"], hits)


def _terms(name: str, most: int = 1_000) -> dict[str, Any]:
    return {"terms": {"field": name, "size": most}}


FACETS = {
    "clause_types": _terms("clause_type"),
    "kinds": _terms("kind"),
    "collections": _terms("collection_id", 10_000),
    "years": _terms("year"),
}


def _buckets(counted: Mapping[str, Any], name: str) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
