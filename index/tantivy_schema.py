"""What tantivy holds of a clause, and the one entry that notes how far the index has come.

Everything shown comes from the database; the clause's joined runs are kept only to verify what
tantivy alone cannot tell (``Near``).
"""

from collections.abc import Iterator

import tantivy

from contracts.text import fold
from index.analysis import (
    ANALYSIS_VERSION,
    GAP,
    index_tokens,
    joined_runs,
    spellings,
)
from index.protocol import DocumentEntry
from index.ranking import length_factor
from index.tantivy_query import day_number

FORM = f"tantivy 1, analysis {ANALYSIS_VERSION}"  # raise the first number with the schema


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
    builder.add_text_field("collection", tokenizer_name="raw", index_option="basic")
    for name in ("text", "heading", "title", "party", "contract_type"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("rows", stored=True)
    return builder.build()


SCHEMA = _schema()


def entries(document: DocumentEntry) -> Iterator[tantivy.Document]:
    """One entry for each clause of a document."""
    title, contract_type = map(_tokens, (document.title, document.contract_type))
    parties = f" {GAP} ".join(map(_tokens, document.parties))
    signed = document.agreement_date
    for clause in document.clauses:
        spelled = spellings(clause.text)
        entry = tantivy.Document()
        entry.add_text("entry", "clause")
        entry.add_text("clause_id", clause.clause_id)
        entry.add_unsigned("document_id", document.document_id)
        entry.add_unsigned("version_id", document.version_id)
        entry.add_unsigned("order", clause.order)
        entry.add_unsigned("collection_id", document.collection_id)
        entry.add_text("collection", fold(document.collection.strip()))
        entry.add_text("kind", fold(document.kind))
        entry.add_unsigned("year", signed.year if signed else 0)
        if signed:
            entry.add_unsigned("day", day_number(signed))
        for clause_type in clause.clause_types:
            entry.add_text("clause_type", clause_type)
        entry.add_text("contract_type", contract_type)
        entry.add_text("title", title)
        entry.add_text("party", parties)
        entry.add_text("text", index_tokens(spelled))
        entry.add_text("heading", _tokens(clause.heading))
        entry.add_float("weight", _weight(length_factor(clause.clause_id, len(clause.text))))
        entry.add_bytes("rows", GAP.join(map(joined_runs, spelled)).encode())
        yield entry


def _tokens(text: str) -> str:
    return index_tokens(spellings(text))


def _weight(factor: float) -> float:
    """What tantivy makes this factor of: it multiplies a score by log2(2 + weight)."""
    return float(2.0**factor) - 2.0


def state(sequence: int) -> tantivy.Document:
    """The entry that notes the last change applied, committed together with it."""
    document = tantivy.Document()
    document.add_text("entry", "state")
    document.add_unsigned("sequence", sequence)
    return document
