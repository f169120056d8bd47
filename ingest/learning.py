"""Learning from corrections: what they teach, how well, what it would change, and switching it on.

A correction teaches by the passage it is about, once the encoder has scored that passage. Nothing
is learned until an administrator says so; what is in force then is what was shown before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from contracts.clause import Clause, Strength, Tag
from contracts.corrections import (
    CorrectionAction,
    PlacedCorrection,
    TagCorrection,
    apply_corrections,
    in_force,
    place_corrections,
)
from contracts.document import Version
from contracts.errors import TiaoliError
from contracts.lessons import (
    FEWEST_CORRECTIONS,
    FEWEST_DOCUMENTS,
    Example,
    Lesson,
    Lessons,
    Trial,
    apply_lessons,
    learn,
    try_out,
)
from contracts.passages import Passage, PassageScores, passages_of
from contracts.visibility import Visible
from ingest.correcting import tag_anew
from store.database import Connection, Database
from store.documents import newest_readable
from store.index_contents import readable_documents
from store.lessons import lessons_in_force, put_in_force
from store.readings import clauses_of, lock_document, tags_of
from store.tag_corrections import corrections_of, every_correction
from store.tags import documents_by_weights, machine_tags_of
from store.type_scores import known_scores, known_vectors

EVERYTHING = Visible.everything()
Tags = Mapping[str, Sequence[Tag]]  # by clause id
_Provided = tuple[str, str]  # a clause's id, and a type that it provides
Progress = Callable[[int, int], None]  # is told how many of how many are done


class TooEarly(TiaoliError):
    """There are too few corrections to learn from."""

    code = "too_early"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be learned now: from vectors of these weights, and how well it went when tried.

    ``silent`` corrections teach nothing: their passage is gone, or has not been scored.
    """

    weights: str
    lessons: Lessons
    trial: Trial
    silent: int

    @property
    def key(self) -> str:
        """A name for what would be learned: 32 hexadecimal digits."""
        taught = [
            (each.lesson.correction_id, each.lesson.provides, each.likeness)
            for each in self.lessons.taught
        ]
        return sha256(f"{self.weights} {taught}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Change:
    """A clause type that some of a document's clauses would gain or lose: the clauses' ids."""

    clause_type: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A document whose tags would be others: as they are now, as they would be, what differs."""

    document_id: int
    clauses: tuple[Clause, ...]
    before: Tags
    after: Tags
    changes: tuple[Change, ...]


def propose(connection: Connection) -> Proposal:
    """What the corrections made so far teach, tried on themselves."""
    weights = _weights_in_use(connection)
    by_document: dict[int, list[TagCorrection]] = defaultdict(list)
    for correction in every_correction(connection, EVERYTHING):
        by_document[correction.document_id].append(correction)
    examples: list[Example] = []
    for document_id, corrections in by_document.items():
        examples += _examples(connection, weights, document_id, corrections)
    made = sum(map(len, by_document.values()))
    lessons = learn(example.lesson for example in examples)
    return Proposal(weights, lessons, try_out(examples), made - len(examples))


def would_change(
    connection: Connection, weights: str, lessons: Lessons, progress: Progress
) -> Iterator[Foreseen]:
    """The documents that would bear other tags than now."""
    documents = readable_documents(connection)
    for done, document_id in enumerate(documents, start=1):
        version = newest_readable(connection, document_id, EVERYTHING)
        if version is not None:
            foreseen = _foreseen(connection, version, weights, lessons)
            if foreseen.changes:
                yield foreseen
        progress(done, len(documents))


def _foreseen(connection: Connection, version: Version, weights: str, lessons: Lessons) -> Foreseen:
    clauses = clauses_of(connection, version.id, EVERYTHING)
    passages = passages_of(clauses)
    vectors = known_vectors(connection, weights, (one.key for one in passages))
    machine = machine_tags_of(connection, version.id, EVERYTHING)
    corrections = corrections_of(connection, version.document_id, EVERYTHING)
    corrected = apply_corrections(machine, corrections, clauses)
    after = apply_lessons(corrected, clauses, passages, vectors, lessons)
    before = tags_of(connection, version.id, EVERYTHING)
    changes = tuple(_changes(_provided(before), _provided(after)))
    return Foreseen(version.document_id, clauses, before, after, changes)


def _changes(now: frozenset[_Provided], then: frozenset[_Provided]) -> Iterator[Change]:
    for name in sorted({clause_type for _, clause_type in now ^ then}):
        gained, lost = (
            tuple(sorted(clause_id for clause_id, clause_type in some if clause_type == name))
            for some in (then - now, now - then)
        )
        yield Change(name, gained, lost)


def switch_on(database: Database, proposal: Proposal, user: str, progress: Progress) -> int:
    """Put what was proposed in force; how many documents have other tags now. Raises TooEarly."""
    if proposal.trial.too_early:
        raise TooEarly(
            f"可供学习的更正还太少：现有 {proposal.trial.corrections} 处，"
            f"涉及 {proposal.trial.documents} 份文件；"
            f"至少需要 {FEWEST_CORRECTIONS} 处、{FEWEST_DOCUMENTS} 份文件。",
            f"There are too few corrections to learn from: {proposal.trial.corrections} "
            f"in {proposal.trial.documents} documents; "
            f"{FEWEST_CORRECTIONS} in {FEWEST_DOCUMENTS} are needed.",
        )
    with database.write() as connection:
        put_in_force(connection, proposal.weights, proposal.lessons, user)
    return _tag_all_anew(database, progress)


def switch_off(database: Database, user: str, progress: Progress) -> int:
    """Learn from corrections no longer; how many documents have other tags now."""
    with database.write() as connection:
        put_in_force(connection, "", Lessons(()), user)
    return _tag_all_anew(database, progress)


def closest_corrections(
    connection: Connection, clauses: Sequence[Clause], clause: Clause, visible: Visible
) -> dict[str, tuple[TagCorrection, ...]]:
    """Clause type → the corrections that a clause's tag was learned from, the closest one first.

    Only those of documents that may be seen.
    """
    weights, lessons = lessons_in_force(connection)
    passages = [one for one in passages_of(clauses) if one.clause_id == clause.id]
    vectors = known_vectors(connection, weights, (one.key for one in passages))
    seen = {correction.id: correction for correction in every_correction(connection, visible)}
    found: dict[str, tuple[TagCorrection, ...]] = {}
    for verdicts in lessons.verdicts([vectors.get(one.key, b"") for one in passages]):
        for clause_type, verdict in verdicts.items():
            numbers = [lesson.correction_id for lesson in verdict.agreeing]
            of_type = tuple(seen[number] for number in numbers if number in seen)
            found[clause_type] = (*found.get(clause_type, ()), *of_type)
    return found


def _weights_in_use(connection: Connection) -> str:
    """The weights that most documents rest on; "" where none was scored yet."""
    counts = documents_by_weights(connection, EVERYTHING)
    scored = {weights: count for weights, count in counts.items() if weights}
    return max(scored, key=lambda weights: scored[weights], default="")


def _examples(
    connection: Connection, weights: str, document_id: int, corrections: Sequence[TagCorrection]
) -> Iterator[Example]:
    """What a document's corrections teach, by the passages of its newest readable version."""
    version = newest_readable(connection, document_id, EVERYTHING)
    if version is None:
        return
    clauses = clauses_of(connection, version.id, EVERYTHING)
    passages = passages_of(clauses)
    scores = known_scores(connection, weights, (one.key for one in passages))
    machine = machine_tags_of(connection, version.id, EVERYTHING)
    for (clause_id, name), agreeing in in_force(place_corrections(corrections, clauses)):
        last = agreeing[-1]
        before = next((tag for tag in machine.get(clause_id, ()) if tag.clause_type == name), None)
        scored = [one for one in passages if one.key in scores]
        passage = _passage(last, before, scored, scores)
        if passage is not None:
            provides = last.correction.action is CorrectionAction.ADD
            vector = scores[passage.key].vector
            lesson = Lesson(last.correction.id, document_id, name, provides, vector)
            yield Example(lesson, before is not None and not before.weak)


def _passage(
    placed: PlacedCorrection,
    before: Tag | None,
    passages: Sequence[Passage],
    scores: Mapping[str, PassageScores],
) -> Passage | None:
    """The passage that a correction is most likely about: of the words, of what spoke for the tag,
    or the one that the encoder takes for the type most surely.
    """
    if placed.place is None:
        return None
    span, clause_id = placed.place.span, placed.place.clause.id
    evidence = before.evidence if before else ()

    def weight(passage: Passage) -> tuple[bool, float, int]:
        spoke = any(passage.start <= each.start < passage.end for each in evidence)
        score = scores[passage.key].operative.get(placed.correction.clause_type, 0.0)
        return spoke, score, len(passage.text)

    meant = [
        passage
        for passage in passages
        if passage.clause_id == clause_id
        and passage.start < span.end
        and span.start < passage.end
        and scores[passage.key].vector
    ]
    return max(meant, key=weight, default=None)


def _provided(tags: Tags) -> frozenset[_Provided]:
    return frozenset(
        (clause_id, tag.clause_type)
        for clause_id, held in tags.items()
        for tag in held
        if tag.strength is Strength.OPERATIVE
    )


def _tag_all_anew(database: Database, progress: Progress) -> int:
    """Each document in a transaction of its own; one that stays as it is isn't written."""
    with database.read() as connection:
        documents = readable_documents(connection)
    changed = 0
    for done, document_id in enumerate(documents, start=1):
        with database.write() as connection:
            lock_document(connection, document_id)
            changed += tag_anew(connection, document_id)
        progress(done, len(documents))
    return changed
