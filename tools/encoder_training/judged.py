"""Judged documents: what the rules say of a labelled contract, and what is true of it."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelled_contracts import LabelledDocument, documents

from contracts.clause import Clause, Tag
from contracts.clause_types import CUAD_TYPES
from contracts.passages import Passage, passages_of
from contracts.tagging import tag_clauses
from encoder_training.cuad import CuadContract, cuad_contracts
from encoder_training.languages import CUAD, ENGLISH, Language


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A contract's clauses with the rules' tags, and its types: by clause id, present, touched."""

    id: str
    clauses: Sequence[Clause]
    passages: Sequence[Passage]
    tags: Mapping[str, tuple[Tag, ...]]
    operative: Mapping[str, frozenset[str]]
    present: frozenset[str]
    weak: frozenset[str]


def judged_documents(language: Language, folder: Path) -> list[JudgedDocument]:
    """All labelled documents of a language in the order of its examples; read once, then kept."""
    kept = folder / "judged.pickle"
    if not kept.exists():
        read = _english() if language is ENGLISH else _chinese()
        kept.write_bytes(pickle.dumps(list(read)))
    found: list[JudgedDocument] = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
    return found


def _chinese() -> Iterator[JudgedDocument]:
    for document in documents():
        clauses = document.clauses()
        yield JudgedDocument(
            document.id,
            clauses,
            passages_of(clauses),
            tag_clauses(clauses),
            {clause.id: _types_of_lines(document, clause) for clause in clauses},
            document.present,
            document.weak,
        )


def _types_of_lines(document: LabelledDocument, clause: Clause) -> frozenset[str]:
    lines = document.numbers_between(clause.span.start, clause.span.end)
    return frozenset[str]().union(*(document.operative.get(line, ()) for line in lines))


def _english() -> Iterator[JudgedDocument]:
    for contract in cuad_contracts(CUAD):
        clauses = contract.clauses
        yield JudgedDocument(
            contract.id,
            clauses,
            passages_of(clauses),
            tag_clauses(clauses),
            {clause.id: _types_of_place(contract, clause) for clause in clauses},
            frozenset(CUAD_TYPES[category] for category in contract.present),
            frozenset(),
        )


def _types_of_place(contract: CuadContract, clause: Clause) -> frozenset[str]:
    categories = contract.categories_between(clause.span.start, clause.span.end)
    return frozenset(CUAD_TYPES[category] for category in categories)
