"""What tantivy holds of a clause, and the one entry that notes how far the index has come."""

from collections.abc import Iterator
from typing import cast

import tantivy

from index.analysis import ANALYSIS_VERSION
from index.entries import Entry, entries
from index.protocol import DocumentEntry
from index.tantivy_tallies import Tally, tally_of

FORM = f"tantivy 4, analysis {ANALYSIS_VERSION}"  # raise the first number with the schema


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("entry", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("sequence", stored=True)
    builder.add_unsigned_field("document_id", indexed=True, fast=True)
    builder.add_unsigned_field("version_id", fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_text_field("clause_id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("collection_id", indexed=True, fast=True)
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    for name in ("kind", "clause_type"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("collection", "number", "law", "word"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("figure", fast=True)
    for name in ("text", "heading", "title", "party", "contract_type"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field("tally", fast=True)
    builder.add_unsigned_field("unit", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("rows", stored=True)
    return builder.build()


SCHEMA = _schema()


def clause_entries(document: DocumentEntry) -> Iterator[tantivy.Document]:
    """The clauses of a document as tantivy takes them."""
    tally = tally_of(document.document_id, len(document.clauses))
    for entry in entries(document):
        yield _clause_entry(entry, tally)


def _clause_entry(entry: Entry, tally: Tally) -> tantivy.Document:
    document = tantivy.Document()
    for note in ("clause", "opening") if entry.opening else ("clause",):
        document.add_text("entry", note)
    for name in ("document_id", "version_id", "order", "collection_id", "year"):
        document.add_unsigned(name, getattr(entry, name))
    if entry.day is not None:
        document.add_unsigned("day", entry.day)
    for name in ("clause_id", "collection", "kind", "number"):
        document.add_text(name, getattr(entry, name))
    for name, values in (
        ("clause_type", entry.clause_types), ("law", entry.laws), ("word", entry.words)
    ):  # fmt: skip
        for value in values:
            document.add_text(name, value)
    for figure in entry.figures:
        document.add_unsigned("figure", figure)
    for name in ("contract_type", "title", "party", "text", "heading"):
        document.add_text(name, getattr(entry, name))
    document.add_unsigned("tally", tally.number)
    document.add_unsigned("unit", tally.unit)
    # tantivy multiplies a score by log2(2 + weight).
    document.add_float("weight", float(2.0**entry.weight) - 2.0)
    document.add_bytes("rows", entry.rows.encode())
    return document


def state_entry(sequence: int) -> tantivy.Document:
    """The entry that notes the last change applied, committed together with it."""
    document = tantivy.Document()
    document.add_text("entry", "state")
    document.add_unsigned("sequence", sequence)
    return document


def column(searcher: tantivy.Searcher, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
    """The values of a field, for each of the entries."""
    return cast(list[int], searcher.fast_field_values(name, addresses))
