"""An encoder of our own for the tests: it counts words, and says what it was asked to score."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from contracts.clause import Clause, Span, Strength, Tag, TagSource
from contracts.joining import Joined, by_rules_alone
from contracts.passages import Passage, PassageScores, ScoredPassage

WORDS = {"工单": "complaint_handling", "阳光合作": "anti_bribery", "sunlight": "anti_bribery"}
POISON = "毒药"  # a passage that no encoder survives


@dataclass(slots=True)
class WordEncoder:
    """A passage provides a type where a word of it stands: twice as surely where it stands twice.

    Rules keep what they found; a clause that provides a type by its words bears it by the model.
    """

    weights: str = "words-1"
    scored: list[str] = field(default_factory=list)  # the passages' texts, in order
    batches: list[int] = field(default_factory=list)  # how many passages at once

    def network(self, language: str) -> str:
        """One for all languages."""
        return self.weights

    def score(self, passages: Sequence[Passage], language: str) -> list[PassageScores]:
        """The share of each word, out of two."""
        if any(POISON in passage.text for passage in passages):
            raise ArithmeticError
        self.scored += [passage.text for passage in passages]
        self.batches += [len(passages)] if passages else []
        return [
            PassageScores({name: min(1.0, passage.text.count(word) / 2) for word, name in
                           WORDS.items() if word in passage.text})
            for passage in passages
        ]  # fmt: skip

    def join(
        self,
        clauses: Sequence[Clause],
        tags: Mapping[str, tuple[Tag, ...]],
        scored: Mapping[str, Sequence[ScoredPassage]],
        language: str,
    ) -> Joined:
        """The rules' tags, and a tag by the model for each type with a score."""
        joined: dict[str, tuple[Tag, ...]] = {}
        for clause in clauses:
            held = {tag.clause_type: tag for tag in tags[clause.id]}
            for each in scored.get(clause.id, ()):
                for name, score in each.scores.operative.items():
                    held[name] = _by_model(clause, name, score)
            joined[clause.id] = tuple(held.values())
        return by_rules_alone(joined)

    def explain(
        self, passage: Passage, clause_type: str, language: str
    ) -> list[tuple[int, int, float]]:
        """Where the type's words stand."""
        return [
            (start, start + len(word), 1.0)
            for word, name in WORDS.items()
            if name == clause_type and (start := passage.text.find(word)) >= 0
        ]


class CharacterSentences:
    """Texts mean the same that consist of the same characters."""

    weights = "characters-1"

    def directions(self, texts: Sequence[str], language: str) -> list[bytes]:
        """How often each of some classes of characters stands in a text."""
        return [self.question(text, language) for text in texts]

    def question(self, text: str, language: str) -> bytes:
        """The same as for a text."""
        if POISON in text:
            raise ArithmeticError
        counts = [0] * 384  # as many as an encoder's dimensions
        for character in text:
            counts[ord(character) % 384] += 1
        return bytes(min(count, 127) for count in counts)


def _by_model(clause: Clause, name: str, score: float) -> Tag:
    whole = Span.of(clause.text, 0, len(clause.text))
    span = replace(whole, start=clause.span.start, end=clause.span.end)
    return Tag(name, score, TagSource.MODEL, Strength.OPERATIVE, "model", (span,))


@contextmanager
def words_installed(weights: str = "words-1") -> Iterator[WordEncoder]:
    """As if this encoder's weights were in the folder that the settings name."""
    encoder = WordEncoder(weights)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("webapp.installed.load_encoder", lambda folder, threads: encoder)
        patch.setattr(
            "webapp.installed.load_sentences", lambda folder, threads: CharacterSentences()
        )
        yield encoder
