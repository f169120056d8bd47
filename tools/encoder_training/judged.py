"""Judged documents: what the rules say of a labelled contract, and what is true of it."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelled_contracts import documents

from contracts.clause import Clause, Tag
from contracts.passages import Passage
from contracts.tagging import tag_clauses
from encoder_training.cuad import CATEGORIES, cuad_contracts
from encoder_training.examples import Example, chinese_examples, english_examples
from encoder_training.languages import CUAD, ENGLISH, Language


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A contract's clauses with the rules' tags, and its types: present, touched.

    ``examples`` are its passages with theirs.
    """

    id: str
    clauses: Sequence[Clause]
    examples: Sequence[Example]
    tags: Mapping[str, tuple[Tag, ...]]
    present: frozenset[str]
    weak: frozenset[str]

    @property
    def passages(self) -> list[Passage]:
        """Its passages, in their order."""
        return [example.passage for example in self.examples]


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
        examples = list(chinese_examples(document))
        tags = tag_clauses(clauses)
        yield JudgedDocument(document.id, clauses, examples, tags, document.present, document.weak)


def _english() -> Iterator[JudgedDocument]:
    for contract in cuad_contracts(CUAD):
        examples = list(english_examples(contract))
        present = frozenset(CATEGORIES[category] for category in contract.present)
        tags = tag_clauses(contract.clauses)
        yield JudgedDocument(contract.id, contract.clauses, examples, tags, present, frozenset())
