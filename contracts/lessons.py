"""Lessons: what people said of a passage is applied to passages that are very like it.

Likeness is the cosine of two passages' directions in the encoder's space. How alike they must be is
learned for each type from the corrections themselves: the lowest limit at which no corrected
passage would be judged wrongly by those of other documents.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

FEWEST_CORRECTIONS = 20  # fewer, or from fewer documents, and it is too early to learn from them
FEWEST_DOCUMENTS = 5
LIKENESSES = (0.8, 0.85, 0.9, 0.95)  # tried from the lowest on
_CLOSEST = LIKENESSES[-1]  # where the corrections don't say, only passages that are nearly the same


@dataclass(frozen=True, slots=True)
class Lesson:
    """What people said of a passage: ``vector`` is its direction, each number a signed byte."""

    correction_id: int
    document_id: int
    clause_type: str
    provides: bool
    vector: bytes


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson, and how like it (0 to 1) a passage must be for the lesson to apply."""

    lesson: Lesson
    likeness: float


@dataclass(frozen=True, slots=True)
class Teaching:
    """What lessons say of a passage: the closest decides; ``agreeing`` are those that agree."""

    provides: bool
    likeness: float
    agreeing: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A lesson, and what rules and encoder had said of its clause."""

    lesson: Lesson
    machine: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """How often the machine alone, and with lessons, agrees with the corrections made so far.

    Each document's corrections are judged by the lessons of all other documents.
    """

    corrections: int
    documents: int
    right_before: int
    right_after: int

    @property
    def too_early(self) -> bool:
        """Whether there are too few corrections to learn from."""
        return self.corrections < FEWEST_CORRECTIONS or self.documents < FEWEST_DOCUMENTS


@dataclass(frozen=True)
class Lessons:
    """Lessons in force."""

    taught: tuple[Taught, ...]

    def teachings(self, vectors: Sequence[bytes]) -> list[dict[str, Teaching]]:
        """What the lessons say of each passage, by clause type; {} for passages like none."""
        found: list[dict[str, Teaching]] = [{} for _ in vectors]
        for length, (taught, known, least) in self._by_length.items():
            places = [place for place, vector in enumerate(vectors) if len(vector) == length]
            if places:
                alike = _directions([vectors[place] for place in places]) @ known.T
                close = alike >= least
                for row in np.flatnonzero(close.any(axis=1)):
                    found[places[row]] = _teachings(taught, alike[row], close[row])
        return found

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[Taught], np.ndarray, np.ndarray]]:
        """Lessons, directions and limits by vector length, which tells the languages apart."""
        held: dict[int, list[Taught]] = {}
        for each in self.taught:
            held.setdefault(len(each.lesson.vector), []).append(each)
        return {
            length: (
                taught,
                _directions([each.lesson.vector for each in taught]),
                np.array([each.likeness for each in taught], dtype=np.float32),
            )
            for length, taught in held.items()
        }


def _directions(vectors: Sequence[bytes]) -> np.ndarray:
    """Vectors of one length as the rows of a matrix, each of length 1."""
    rows = np.stack([np.frombuffer(vector, dtype=np.int8) for vector in vectors])
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1, keepdims=True)
    directions: np.ndarray = rows / np.maximum(lengths, 1)
    return directions


def _teachings(
    taught: Sequence[Taught], alike: np.ndarray, close: np.ndarray
) -> dict[str, Teaching]:
    """By clause type: the closest lesson decides; those that agree are listed after it."""
    found: dict[str, Teaching] = {}
    for place in sorted(map(int, np.flatnonzero(close)), key=lambda place: -alike[place]):
        lesson = taught[place].lesson
        first = found.get(lesson.clause_type)
        if first is None:
            likeness = min(1.0, float(alike[place]))
            found[lesson.clause_type] = Teaching(lesson.provides, likeness, (lesson,))
        elif first.provides is lesson.provides:
            agreeing = (*first.agreeing, lesson)
            found[lesson.clause_type] = replace(first, agreeing=agreeing)
    return found


def learn(lessons: Iterable[Lesson]) -> Lessons:
    """The lessons with each type's limit; a type whose corrections contradict is left out.

    The order of the lessons makes no difference.
    """
    found: dict[tuple[str, int], list[Lesson]] = {}
    for lesson in sorted(lessons, key=lambda one: one.correction_id):
        found.setdefault((lesson.clause_type, len(lesson.vector)), []).append(lesson)
    taught: list[Taught] = []
    for held in found.values():
        likeness = _likeness(held)
        if likeness is not None:
            taught += [Taught(lesson, likeness) for lesson in held]
    return Lessons(tuple(taught))


def _likeness(lessons: Sequence[Lesson]) -> float | None:
    """The least likeness at which no lesson is judged wrongly by those of other documents."""
    directions = _directions([lesson.vector for lesson in lessons])
    documents = np.array([lesson.document_id for lesson in lessons])
    provides = np.array([lesson.provides for lesson in lessons])
    alike = directions @ directions.T
    alike[documents[:, None] == documents] = -1  # nobody judges its own document
    right = provides[alike.argmax(axis=1)] == provides
    for least in LIKENESSES:
        judged = alike.max(axis=1) >= least
        if not judged.any():
            return _CLOSEST
        if right[judged].all():
            return least
    return None


def try_out(examples: Sequence[Example]) -> Trial:
    """How well each document's corrections are predicted by those of all others."""
    documents = {example.lesson.document_id for example in examples}
    before = after = 0
    for document in documents:
        others = [each.lesson for each in examples if each.lesson.document_id != document]
        lessons = learn(others)
        own = [example for example in examples if example.lesson.document_id == document]
        found = lessons.teachings([example.lesson.vector for example in own])
        for example, teachings in zip(own, found, strict=True):
            meant = example.lesson.provides
            teaching = teachings.get(example.lesson.clause_type)
            before += example.machine == meant
            after += (example.machine if teaching is None else teaching.provides) == meant
    return Trial(len(examples), len(documents), before, after)
