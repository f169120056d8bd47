"""Scoring of what is stored: an encoder's scores of passages are kept, and joined with the rules'.

A passage that was scored once, in whatever document, isn't scored again; new weights of one
language leave the scores of the other as they are. Scores are saved portion by portion, so that
interrupted work is continued.
"""

from collections.abc import Iterator, Sequence

from contracts.passages import Passage
from contracts.tagging import tag_clauses
from contracts.visibility import Visible
from ingest.tags.retagging import retag
from ingest.tags.text_scoring import Encoder, Tags, Text, joined
from store import score_jobs
from store.database import Connection, Database
from store.readings import clauses_of
from store.type_scores import known_scores, save_scores

LANGUAGES = ("zh", "en")  # of texts, as encoders tell them apart
PORTION = 256  # passages that are scored before they are saved: a second or two


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
        found = dict(zip(keys, scores, strict=True))  # before the database is locked for writing
        with database.write() as connection:
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
    return joined(encoder, text, tag_clauses(text.clauses), scores)


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
