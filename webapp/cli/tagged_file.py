"""A file that is not stored, read as a stored document would be, by the encoder too."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contracts.clause import Tag
from contracts.document import Document, DocumentKind
from contracts.reading import Reading
from ingest.tags.scoring import Encoder, tags_by_encoder
from webapp.cli.files import NOT_STORED, read_unstored
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal
from webapp.fact_values import stored_parties
from webapp.installed import open_encoder, open_parsers


@dataclass(frozen=True, slots=True)
class TaggedFile:
    """What was read: ``tags`` by clause id rest on ``weights``, "" for rules alone."""

    document: Document
    reading: Reading
    tags: Mapping[str, Sequence[Tag]]
    weights: str


def read_tagged(terminal: Terminal, path: Path) -> TaggedFile:
    """Read a file now, the encoder included, which is loaded meanwhile.

    Raises NotFound, and what the parsers raise.
    """
    settings = terminal.settings()
    encoder = open_encoder(settings)
    with open_parsers(settings) as parsers, ThreadPoolExecutor(1, "reading") as thread:
        file = thread.submit(read_unstored, parsers, path)
        if encoder:
            encoder.make_ready()
        reading = file.result()
    if reading.failure:
        terminal.note(reading.failure.message_zh, reading.failure.message_en)
    return TaggedFile(
        document=document_of({fact.field: fact.value for fact in reading.facts}),
        reading=reading,
        tags=_tags(terminal, encoder, reading) if encoder else reading.tags,
        weights=encoder.weights if encoder else "",
    )


def _tags(terminal: Terminal, encoder: Encoder, reading: Reading) -> Mapping[str, Sequence[Tag]]:
    by_rules = {clause: tuple(held) for clause, held in reading.tags.items()}
    with Bar(terminal.words("判定", "tagging"), terminal.language) as bar:
        return tags_by_encoder(encoder, reading.clauses, by_rules, bar.show)


def document_of(facts: Mapping[str, str]) -> Document:
    """A document made up for a file that is not stored."""
    return Document(
        id=NOT_STORED,
        collection_id=NOT_STORED,
        title=facts["title"],
        kind=DocumentKind(facts["kind"]),
        contract_type=facts.get("contract_type", ""),
        parties=stored_parties(facts.get("parties", "")),
        agreement_date=_day(facts.get("agreement_date")),
        effective_date=_day(facts.get("effective_date")),
        language=facts["language"],
        amount=facts.get("amount", ""),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
