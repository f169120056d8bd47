"""Scored documents: judged documents with the scores of networks that had not seen them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contracts.looks import FLOOR, Look, looks_of
from contracts.passages import Passage, PassageScores, ScoredPassage, scored_by_clause
from encoder.network import Network
from encoder_training.examples import Example
from encoder_training.judged import JudgedDocument
from encoder_training.languages import Language


@dataclass(frozen=True)  # without slots, for what is cached
class Scored:
    """A judged document, and the scores of its passages in their order."""

    document: JudgedDocument
    scores: Sequence[PassageScores]

    @cached_property
    def by_clause(self) -> dict[str, list[ScoredPassage]]:
        """The passages with their scores, by clause id."""
        return scored_by_clause(self.document.passages, self.scores)

    @cached_property
    def looks(self) -> dict[str, list[Look]]:
        """By type, the passages that say anything of it."""
        return looks_of(self.document.clauses, self.document.tags, self.by_clause)

    @cached_property
    def _examples(self) -> dict[Passage, Example]:
        return {example.passage: example for example in self.document.examples}

    def provides(self, look: Look, clause_type: str) -> bool:
        """Whether what is looked at provides the type."""
        if look.passage is None:
            return False
        return clause_type in self._examples[look.passage].operative


def scored_by_folds(
    language: Language, folder: Path, documents: Sequence[JudgedDocument]
) -> list[Scored]:
    """The documents of the folds whose networks were trained, each scored by its own network."""
    rows: dict[int, NDArray[np.float32]] = {}
    for path in sorted(folder.glob("fold-*.npz")):
        with np.load(path) as file:
            rows.update(zip(file["rows"].tolist(), file["scores"], strict=True))
    scored, first = [], 0
    for document in documents:
        numbers = range(first, first + len(document.passages))
        first = numbers.stop
        if not language.unseen(document.id) and all(number in rows for number in numbers):
            named = [_named(language, rows[number]) for number in numbers]
            scored.append(Scored(document, named))
    return scored


def scored_unseen(
    language: Language, network: Network, documents: Sequence[JudgedDocument]
) -> list[Scored]:
    """The documents kept unseen, scored by the finished network."""
    return [
        Scored(document, list(network.score(document.passages)))
        for document in documents
        if language.unseen(document.id)
    ]


def _named(language: Language, row: NDArray[np.float32]) -> PassageScores:
    count = len(language.outputs)

    def named(part: NDArray[np.float32]) -> dict[str, float]:
        pairs = zip(language.outputs, part.tolist(), strict=False)
        return {name: score for name, score in pairs if score >= FLOOR}

    return PassageScores(named(row[:count]), named(row[count:]))
