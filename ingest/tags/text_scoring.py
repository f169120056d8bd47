"""A text as an encoder reads it: in passages, scored, and joined with what the rules found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from contracts.clause import Clause, Tag
from contracts.joining import Joined
from contracts.language import language_of
from contracts.passages import (
    Passage,
    PassageScores,
    ScoredPassage,
    passages_of,
    scored_by_clause,
)
from ingest.progress import Progress, unwatched

WATCHED = 16  # passages before progress is told to somebody who waits

Tags = Mapping[str, tuple[Tag, ...]]  # by clause id


class Encoder(Protocol):
    """Trained weights, and how their scores are joined with the rules'."""

    @property
    def weights(self) -> str:
        """Their name, at most 40 characters: those of the networks, joined by +."""

    def network(self, language: str) -> str:
        """The name of the network that scores a language, "zh" or "en"; "" where there is none."""

    def score(self, passages: Sequence[Passage], language: str) -> Iterable[PassageScores]:
        """What each passage says, in their order, as it becomes known.

        ``language`` is "zh" or "en".
        """

    def join(
        self,
        clauses: Sequence[Clause],
        tags: Tags,
        scored: Mapping[str, Sequence[ScoredPassage]],
        language: str,
    ) -> Joined:
        """The tags by rules and scores; ``scored`` are each clause's passages, by clause id."""

    def explain(
        self, passage: Passage, clause_type: str, language: str
    ) -> list[tuple[int, int, float]]:
        """The words of the passage's text that speak for the type: start, end, weight."""


@dataclass(frozen=True, slots=True)
class Text:
    """What of a version is scored: its clauses, cut into passages."""

    version_id: int
    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    language: str

    @classmethod
    def of(cls, version_id: int, clauses: Sequence[Clause]) -> "Text":
        """The text of a version that consists of these clauses."""
        english = language_of("\n".join(clause.text for clause in clauses)) == "en"
        language = "en" if english else "zh"
        return cls(version_id, tuple(clauses), passages_of(clauses), language)


def joined(
    encoder: Encoder, text: Text, by_rules: Tags, scores: Mapping[str, PassageScores]
) -> Tags:
    """The tags of a text by rules and by the scores of its passages, these by their keys."""
    scored = scored_by_clause(text.passages, (scores[one.key] for one in text.passages))
    return encoder.join(text.clauses, by_rules, scored, text.language).tags


def tags_by_encoder(
    encoder: Encoder,
    clauses: Sequence[Clause],
    by_rules: Callable[[], Tags],
    progress: Progress = unwatched,
) -> Tags:
    """The tags of clauses that are stored nowhere, by rules and scores.

    Those ``by_rules`` are asked for after the scores: they may be found meanwhile.
    """
    text = Text.of(0, clauses)
    passages = {passage.key: passage for passage in text.passages}
    scores: dict[str, PassageScores] = {}
    found = encoder.score(tuple(passages.values()), text.language)
    for key, each in zip(passages, found, strict=True):
        scores[key] = each
        if len(scores) % WATCHED == 0 or len(scores) == len(passages):
            progress(len(scores), len(passages))
    return joined(encoder, text, by_rules(), scores)
