"""A file that is not stored, read as a stored document would be, by the encoder too."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.clause import Tag
from contracts.document import Document, DocumentKind
from ingest.tags.text_scoring import Encoder, Tags, tags_by_encoder
from webapp.cli.files import NOT_STORED, cut_unstored
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal
from webapp.fact_values import stored_parties
from webapp.installed import open_encoder, open_parsers

if TYPE_CHECKING:
    from contracts.reading import Reading
    from ingest.cutting import CutFile


@dataclass(frozen=True, slots=True)
class FileBeingRead:
    """What guarded processes read from a file: its clauses, and then its tags by rules and facts.

    What they raise is raised where a result is asked for: NotFound, and what the parsers raise.
    """

    clauses: "Future[CutFile]"
    whole: "Future[Reading]"


@dataclass(frozen=True, slots=True)
class TaggedFile:
    """What was read: ``tags`` by clause id rest on ``weights``, "" for rules alone."""

    document: Document
    reading: "Reading"
    tags: Mapping[str, Sequence[Tag]]
    weights: str


@contextmanager
def being_read(terminal: Terminal, path: Path) -> Iterator[FileBeingRead]:
    """Have a file read from now on, beside what the command does until it wants the results."""
    with open_parsers(terminal.settings()) as parsers, ThreadPoolExecutor(1, "reading") as thread:
        clauses = thread.submit(cut_unstored, parsers, path)
        whole = thread.submit(lambda: parsers.read_on(clauses.result(), path.name))
        thread.submit(parsers.close)  # that takes a moment, which nobody need wait for
        try:
            yield FileBeingRead(clauses, whole)
        finally:
            thread.shutdown(cancel_futures=True)


def tagged(terminal: Terminal, file: FileBeingRead) -> TaggedFile:
    """The file with its tags; the encoder reads its clauses while the rules tag them.

    Raises what stopped the file's reading.
    """
    encoder = open_encoder(terminal.settings())
    cut = file.clauses.result()
    if cut.failure:
        terminal.note(cut.failure.message_zh, cut.failure.message_en)
    tags = _tags(terminal, encoder, file) if encoder else file.whole.result().tags
    reading = file.whole.result()
    return TaggedFile(
        document=document_of({fact.field: fact.value for fact in reading.facts}),
        reading=reading,
        tags=tags,
        weights=encoder.weights if encoder else "",
    )


def _tags(terminal: Terminal, encoder: Encoder, file: FileBeingRead) -> Tags:
    def by_rules() -> Tags:
        return {clause: tuple(held) for clause, held in file.whole.result().tags.items()}

    with Bar(terminal.words("判定", "tagging"), terminal.language) as bar:
        return tags_by_encoder(encoder, file.clauses.result().clauses, by_rules, bar.show)


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
        governing_law=facts.get("governing_law", ""),
        amount=facts.get("amount", ""),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
