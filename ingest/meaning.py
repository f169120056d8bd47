"""Where clauses point in the space of the encoder of meaning: computed after everything else.

A version's row says which weights its directions are of, so that interrupted work is continued.
"""

from collections.abc import Sequence
from typing import Protocol

from contracts.clause import Clause
from contracts.language import language_of
from contracts.meaning import meanings_of
from contracts.visibility import EVERYTHING
from ingest.pipeline import log_bug
from store import outbox
from store.clause_directions import (
    give_up_directions,
    save_directions,
    versions_without_directions,
)
from store.database import Database
from store.documents import get_version
from store.following import lock_documents
from store.readings import clauses_of


class Sentences(Protocol):
    """An encoder whose directions of texts, and of questions, tell what they mean."""

    @property
    def weights(self) -> str:
        """Their name, at most 40 characters."""

    def directions(self, texts: Sequence[str], language: str) -> list[bytes]:
        """Where the texts point; ``language`` is "zh" or "en"."""

    def question(self, text: str, language: str) -> bytes:
        """Where the clauses point that say what the question asks for."""


def language_read(text: str) -> str:
    """The language whose network reads a text."""
    return "en" if language_of(text) == "en" else "zh"


def read_next_meaning(database: Database, sentences: Sentences, *, index_waits: bool) -> bool:
    """Read what the clauses of one version mean; False where none is left.

    ``index_waits`` for it where the search index holds directions: then it is told in the same
    transaction.

    A version that the encoder fails on is logged and not tried again; it doesn't count as read.
    """
    with database.read() as connection:
        waiting = versions_without_directions(connection, sentences.weights, limit=1)
        if not waiting:
            return False
        clauses = clauses_of(connection, waiting[0], EVERYTHING)
    try:
        directions = _directions(sentences, clauses)
    except Exception as error:  # noqa: BLE001 - the encoder's: others are read
        log_bug(waiting[0], error)
        with database.write() as connection:
            give_up_directions(connection, waiting[0], sentences.weights)
        return True
    with database.write() as connection:
        document_id = get_version(connection, waiting[0], EVERYTHING).document_id
        lock_documents(connection, document_id)
        # A version that was read anew meanwhile waits again.
        if clauses_of(connection, waiting[0], EVERYTHING) == tuple(clauses):
            save_directions(connection, waiting[0], sentences.weights, directions)
            if index_waits:
                outbox.add(connection, document_id)
    return True


def _directions(sentences: Sentences, clauses: Sequence[Clause]) -> dict[int, bytes]:
    meanings = dict(meanings_of(clauses))
    language = language_read("\n".join(clause.text for clause in clauses))
    found = sentences.directions(list(meanings.values()), language) if meanings else []
    return {order: one for order, one in zip(meanings, found, strict=True) if one}
