"""A database of made-up documents: saved as an import saves what it has read, and indexed.

An import would read, segment and tag each file first, which takes hours for a million clauses.
"""

from collections.abc import Iterable
from hashlib import sha256
from itertools import islice

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource, clause_id
from contracts.document import Block, BlockKind, ParsedFile
from contracts.fact import Fact
from contracts.fingerprint import fingerprint
from contracts.reading import Reading
from index.protocol import DocumentEntry
from ingest.indexer import rebuild
from store.collections import create_collection
from store.database import Connection
from store.index_contents import mark_indexed
from store.outbox import acknowledge, waiting
from store.reading_results import save_readings
from store.reception import NewVersion, add_document, add_version
from webapp.services import Services

TOGETHER = 500  # documents in one transaction


def fill(services: Services, entries: Iterable[DocumentEntry]) -> None:
    """Save the documents, each in the collection that it names, and index them all."""
    collections: dict[str, int] = {}
    entries = iter(entries)
    while some := list(islice(entries, TOGETHER)):
        with services.database.write() as connection:
            for entry in some:
                if entry.collection not in collections:
                    collections[entry.collection] = create_collection(connection, entry.collection)
                save(connection, entry, collections[entry.collection])
    rebuild(services.database, services.index)
    with services.database.write() as connection:
        while changes := waiting(connection, TOGETHER):
            acknowledge(connection, [change.sequence for change in changes])


def save(connection: Connection, entry: DocumentEntry, collection: int) -> None:
    """A document as an import leaves it, found by searches once it is indexed."""
    document = add_document(connection, collection, entry.title)
    name = sha256(entry.title.encode()).hexdigest()
    new = NewVersion(name, f"{entry.title}.txt", "text/plain", 1, "benchmark")
    version = add_version(connection, document, new).id
    clauses, start = [], 0
    for order, given in enumerate(entry.clauses):
        label = f"第{order + 1}条"
        text = (
            f"{label} {given.heading}\n{given.text}" if given.heading else f"{label} {given.text}"
        )
        clauses.append(
            Clause(
                clause_id(version, order), version, None, order, ClauseKind.CLAUSE, label,
                (str(order + 1),), given.heading, text, (order,),
                Span(start, start + len(text), text),
            )
        )  # fmt: skip
        start += len(text) + 1
    tags = {
        clause.id: [
            Tag(name, 0.9, TagSource.RULE, Strength.OPERATIVE, "cue") for name in given.clause_types
        ]
        for clause, given in zip(clauses, entry.clauses, strict=True)
    }
    facts = (
        Fact("kind", entry.kind, None),
        Fact("contract_type", entry.contract_type, None),
        Fact("agreement_date", str(entry.agreement_date or ""), None),
        Fact("language", entry.language, None),
    )
    blocks = tuple(Block(clause.order, BlockKind.PARAGRAPH, clause.text) for clause in clauses)
    parsed = ParsedFile(blocks, "benchmark 1")
    reading = Reading(parsed, clauses, tags, facts, fingerprint(parsed.blocks))
    save_readings(connection, {version: reading})
    mark_indexed(connection, [version])
