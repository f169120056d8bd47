"""Scoring: what an encoder makes of a version's passages, joined with what the rules found.

A passage that was scored once, in whatever document, isn't scored again; new weights of one
language leave the scores of the other as they are. Scores are saved portion by portion, so that
interrupted work is continued.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from contracts.tagging import tag_clauses
from contracts.visibility import Visible
from ingest.progress import Progress, unwatched
from ingest.tags.retagging import retag
from store import score_jobs
from store.database import Connection, Database
from store.readings import clauses_of
from store.type_scores import known_scores, save_scores

LANGUAGES = ("zh", "en")  # of texts, as encoders tell them apart
PORTION = 256  # passages that are scored before they are saved: a second or two
WATCHED = 64  # before progress is told to somebody who waits


Tags = Mapping[str, tuple[Tag, ...]]  # by clause id


class Encoder(Protocol):
    """Trained weights, and how their scores are joined with the rules'."""

    @property
    def weights(self) -> str:
        """Their name, at most 40 characters: those of the networks, joined by +."""

    def network(self, language: str) -> str:
        """The name of the network that scores a language, "zh" or "en"; "" where there is none."""

    def score(self, passages: Sequence[Passage], language: str) -> list[PassageScores]:
        """What each passage says; ``language`` is "zh" or "en"."""

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


def text_of(connection: Connection, version_id: int, visible: Visible) -> Text:
    """The text of a stored version; NotFound where it is hidden."""
    return Text.of(version_id, clauses_of(connection, version_id, visible))


def unscored(connection: Connection, encoder: Encoder, text: Text) -> dict[str, Passage]:
    """Key → passage, for those that the encoder has not scored yet."""
    passages = {passage.key: passage for passage in text.passages}
    known = known_scores(connection, encoder.network(text.language), passages)
    return {key: passage for key, passage in passages.items() if key not in known}


def score(database: Database, encoder: Encoder, texts: Sequence[Text]) -> Iterator[int]:
    """Score what isn't scored yet and keep the scores; after each portion, how many are left.

    A passage that stands in several of the texts is scored once. Each language has an encoder of
    its own.
    """
    wanted: dict[tuple[str, str], Passage] = {}
    with database.read() as connection:
        for text in texts:
            for key, passage in unscored(connection, encoder, text).items():
                wanted[text.language, key] = passage
    left = len(wanted)
    for portion in _portions(tuple(wanted)):
        keys, language = [key for _, key in portion], portion[0][0]
        scores = encoder.score([wanted[place] for place in portion], language)
        with database.write() as connection:
            found = dict(zip(keys, scores, strict=True))
            save_scores(connection, encoder.network(language), found)
        left -= len(portion)
        yield left


def _portions(places: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    """Pieces of a list, none of them in two languages."""
    for language in dict.fromkeys(language for language, _ in places):
        alike = [place for place in places if place[0] == language]
        for start in range(0, len(alike), PORTION):
            yield alike[start : start + PORTION]


def join(connection: Connection, encoder: Encoder, text: Text) -> Tags:
    """The tags of a text whose passages have all been scored, by rules and scores."""
    keys = {passage.key for passage in text.passages}
    scores = known_scores(connection, encoder.network(text.language), keys)
    return _join(encoder, text, tag_clauses(text.clauses), scores)


def _join(
    encoder: Encoder,
    text: Text,
    by_rules: Tags,
    scores: Mapping[str, PassageScores],
) -> Tags:
    scored = scored_by_clause(text.passages, (scores[one.key] for one in text.passages))
    return encoder.join(text.clauses, by_rules, scored, text.language).tags


def tags_by_encoder(
    encoder: Encoder,
    clauses: Sequence[Clause],
    by_rules: Tags,
    progress: Progress = unwatched,
) -> Tags:
    """The tags of clauses that are stored nowhere: those ``by_rules`` joined with scores."""
    text = Text.of(0, clauses)
    passages = {passage.key: passage for passage in text.passages}
    scores: dict[str, PassageScores] = {}
    for start in range(0, len(passages), WATCHED):
        some = tuple(passages.values())[start : start + WATCHED]
        found = encoder.score(some, text.language)
        scores.update(zip((each.key for each in some), found, strict=True))
        progress(len(scores), len(passages))
    return _join(encoder, text, by_rules, scores)


def score_version(database: Database, encoder: Encoder, version_id: int, visible: Visible) -> bool:
    """Score a version now and save its tags; False where it was read anew meanwhile.

    NotFound where it is hidden. A version that rests on these weights is left to be as it is by
    whoever calls.
    """
    with database.read() as connection:
        text = text_of(connection, version_id, visible)
    for _left in score(database, encoder, [text]):
        pass
    with database.read() as connection:
        tags = join(connection, encoder, text)
    with database.write() as connection:
        score_jobs.remove(connection, version_id)
        return retag(connection, version_id, text.clauses, tags, weights=encoder.weights)
