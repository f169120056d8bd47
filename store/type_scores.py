"""Type scores: what an encoder made of passages, kept so that none is scored twice.

A passage is known by its key, whichever document it stands in; no text is kept here. Scores of
other weights are other scores: each language's network keeps its own, whatever is installed beside
it. ``weights`` may name several networks, joined by +.
"""

import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from contracts.passages import PassageScores
from store.learning_tables import type_scores

_KEYS_IN_A_QUERY = 500  # well under the parameters that a database takes in one statement


def known_scores(
    connection: Connection, weights: str, keys: Iterable[str]
) -> dict[str, PassageScores]:
    """Key → scores, for the passages that these weights have scored before."""
    found: dict[str, PassageScores] = {}
    columns = type_scores.c
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), _KEYS_IN_A_QUERY):
        query = select(columns.key, columns.scores, columns.vector).where(
            columns.weights.in_(weights.split("+")),
            columns.key.in_(wanted[start : start + _KEYS_IN_A_QUERY]),
        )
        for key, scores, vector in connection.execute(query):
            operative, touched = json.loads(scores)
            found[key] = PassageScores(operative, touched, vector)
    return found


def known_vectors(connection: Connection, weights: str, keys: Iterable[str]) -> dict[str, bytes]:
    """Key → vector, for the passages that these weights have scored before."""
    found: dict[str, bytes] = {}
    columns = type_scores.c
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), _KEYS_IN_A_QUERY):
        query = select(columns.key, columns.vector).where(
            columns.weights.in_(weights.split("+")),
            columns.key.in_(wanted[start : start + _KEYS_IN_A_QUERY]),
        )
        found.update((row.key, row.vector) for row in connection.execute(query))
    return found


def save_scores(connection: Connection, weights: str, scores: Mapping[str, PassageScores]) -> None:
    """Keep scores by their passages' keys; those that another process saved first stay."""
    rows = [
        {
            "weights": weights,
            "key": key,
            "scores": json.dumps(
                [dict(found.operative), dict(found.touched)], separators=(",", ":")
            ),
            "vector": found.vector,
        }
        for key, found in sorted(scores.items())  # in one order, so that two savers can't deadlock
    ]
    if rows:
        own = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(own.insert(type_scores).on_conflict_do_nothing(), rows)


def forget_other_scores(connection: Connection, weights: Collection[str]) -> int:
    """Delete the scores of all weights but these; returns how many were deleted."""
    return connection.execute(
        delete(type_scores).where(type_scores.c.weights.not_in(weights))
    ).rowcount
