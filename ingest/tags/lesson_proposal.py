"""What the corrections made so far would teach, tried on themselves before anything is learned.

A correction teaches by the passage it is about, once the encoder has scored that passage.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from contracts.clause import Tag
from contracts.corrections import (
    CorrectionAction,
    PlacedCorrection,
    TagCorrection,
    in_force,
    place_corrections,
)
from contracts.lessons import Example, Lesson, Lessons, Trial, learn, try_out
from contracts.passages import Passage, PassageScores, passages_of
from contracts.visibility import EVERYTHING
from store.database import Connection
from store.documents import newest_readable
from store.readings import clauses_of
from store.tag_corrections import every_correction
from store.tags import documents_by_weights, machine_tags_of
from store.type_scores import known_scores


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
