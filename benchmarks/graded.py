"""The graded queries of ``ranking.py``, and the sample clauses that they are asked of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from contracts.document import Block, BlockKind, ParsedFile
from contracts.meaning import meanings_of
from encoder.sentences import load_sentences
from index.protocol import ClauseEntry, DocumentEntry
from ingest.meaning import language_read
from ingest.reading import understand

GRADED = Path(__file__).with_name("graded_queries.yaml")
CHINESE, ENGLISH = 5, 60  # of so many contracts one, by name
FRESH_CHINESE, FRESH_ENGLISH = (2, 15), (30, 60)  # from which on, and of so many one
FRESH = "fresh"  # the part of the queries that are asked of other contracts


@dataclass(frozen=True, slots=True)
class GradedQuery:
    """A query, which half it belongs to, and hash → grade."""

    query: str
    part: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sample contracts as the index holds them, and where their clauses point."""

    documents: Sequence[DocumentEntry]
    names: Mapping[str, str]  # clause id → hash of its text
    texts: Mapping[str, str]
    directions: Mapping[str, bytes]


def files_of(texts: Path, *, fresh: bool) -> list[Path]:
    """The contracts that the queries are asked of; the fresh ones are others."""
    chinese, english = (FRESH_CHINESE, FRESH_ENGLISH) if fresh else ((0, CHINESE), (0, ENGLISH))
    return [
        *sorted((texts / "data/zh/labels/texts").glob("*.txt"))[
            slice(chinese[0], None, chinese[1])
        ],
        *sorted((texts / "data/cuad/txt").rglob("*.txt"))[slice(english[0], None, english[1])],
    ]


def corpus(files: Sequence[Path], kept: dict[str, bytes]) -> Corpus:
    """Read the samples; most of the time goes into directions that are not kept from before."""
    sentences = load_sentences()
    if sentences is None or not files:
        raise SystemExit("needs the sample folder and the encoder of meaning")
    documents, hashes, printed, directions = [], {}, {}, {}
    for number, path in enumerate(files, 1):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if "labels" in path.parts:
            lines = [line.partition("\t")[2] for line in lines]
        blocks = tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines))
        read = understand(ParsedFile(blocks, "benchmark 1"), number, path.name)
        names = {clause.order: name_of(clause.text) for clause in read.clauses}
        headings = {clause.id: clause.heading for clause in read.clauses}
        meanings = {
            names[order]: meaning
            for order, meaning in meanings_of(read.clauses)
            if names[order] not in kept
        }
        language = language_read("\n".join(lines))
        found = sentences.directions(list(meanings.values()), language)
        kept |= dict(zip(meanings, found, strict=True))
        facts = {fact.field: fact.value for fact in read.facts}
        entries = []
        for clause in read.clauses:
            types = tuple(tag.clause_type for tag in read.tags.get(clause.id, ()) if not tag.weak)
            above = "" if clause.heading else headings.get(clause.parent or "", "")
            entries.append(
                ClauseEntry(
                    clause.id,
                    clause.order,
                    clause.text,
                    clause.heading,
                    types,
                    clause.number_label,
                    above,
                )
            )
            hashes[clause.id] = names[clause.order]
            printed[clause.id] = clause.text
            if hashes[clause.id] in kept:
                directions[clause.id] = kept[hashes[clause.id]]
        documents.append(
            DocumentEntry(
                number, number, 1, "samples", facts["title"], facts["kind"],
                facts.get("contract_type", ""), facts["language"], (), None, tuple(entries),
            )
        )  # fmt: skip
    return Corpus(documents, hashes, printed, directions)


def name_of(text: str) -> str:
    """What the graded queries call a clause: a hash of its text."""
    return blake2b(text.encode(), digest_size=5).hexdigest()
