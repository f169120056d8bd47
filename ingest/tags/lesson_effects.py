"""Which clauses would gain or lose which types if lessons were in force: looked at, not changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Strength, Tag
from contracts.corrections import apply_corrections
from contracts.document import Version
from contracts.lessons import Lessons
from contracts.passages import passages_of
from contracts.taught_tags import apply_lessons
from contracts.visibility import EVERYTHING
from ingest.progress import Progress
from store.database import Connection
from store.documents import newest_readable
from store.index_contents import readable_documents
from store.readings import clauses_of, tags_of
from store.tag_corrections import corrections_of
from store.tags import machine_tags_of
from store.type_scores import known_vectors

Tags = Mapping[str, Sequence[Tag]]  # by clause id
_Provided = tuple[str, str]  # a clause's id, and a type that it provides


@dataclass(frozen=True, slots=True)
class Change:
    """A clause type that some of a document's clauses would gain or lose: the clauses' ids."""

    clause_type: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """A document whose tags would be others: as they are now, as they would be, what differs."""

    document_id: int
    clauses: tuple[Clause, ...]
    before: Tags
    after: Tags
    changes: tuple[Change, ...]


def would_change(
    connection: Connection, weights: str, lessons: Lessons, progress: Progress
) -> Iterator[Effect]:
    """The documents that would bear other tags than now."""
    documents = readable_documents(connection)
    for done, document_id in enumerate(documents, start=1):
        version = newest_readable(connection, document_id, EVERYTHING)
        if version is not None:
            effect = _effect_on(connection, version, weights, lessons)
            if effect.changes:
                yield effect
        progress(done, len(documents))


def _effect_on(connection: Connection, version: Version, weights: str, lessons: Lessons) -> Effect:
    clauses = clauses_of(connection, version.id, EVERYTHING)
    passages = passages_of(clauses)
    vectors = known_vectors(connection, weights, (one.key for one in passages))
    machine = machine_tags_of(connection, version.id, EVERYTHING)
    corrections = corrections_of(connection, version.document_id, EVERYTHING)
    corrected = apply_corrections(machine, corrections, clauses)
    after = apply_lessons(corrected, clauses, passages, vectors, lessons)
    before = tags_of(connection, version.id, EVERYTHING)
    changes = tuple(_changes(_provided(before), _provided(after)))
    return Effect(version.document_id, clauses, before, after, changes)


def _changes(now: frozenset[_Provided], then: frozenset[_Provided]) -> Iterator[Change]:
    for name in sorted({clause_type for _, clause_type in now ^ then}):
        gained, lost = (
            tuple(sorted(clause_id for clause_id, clause_type in some if clause_type == name))
            for some in (then - now, now - then)
        )
        yield Change(name, gained, lost)


def _provided(tags: Tags) -> frozenset[_Provided]:
    return frozenset(
        (clause_id, tag.clause_type)
        for clause_id, held in tags.items()
        for tag in held
        if tag.strength is Strength.OPERATIVE
    )
