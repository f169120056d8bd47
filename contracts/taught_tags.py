"""Tags as the lessons in force correct them (``contracts.lessons``)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from contracts.clause import Clause, Span, Strength, Tag, TagSource
from contracts.lessons import Lessons, Teaching
from contracts.passages import Passage

Vectors = Mapping[str, bytes]
"""Where a passage points, by its key (``Passage.key``)."""


def apply_lessons(
    tags: Mapping[str, Sequence[Tag]],
    clauses: Iterable[Clause],
    passages: Sequence[Passage],
    vectors: Vectors,
    lessons: Lessons,
) -> dict[str, tuple[Tag, ...]]:
    """The tags by clause id, corrected by the lessons; what a person said stands.

    A clause provides what one of its passages does. A type is taken from it only by a lesson on a
    passage that spoke for it.
    """
    taught = {clause_id: tuple(held) for clause_id, held in tags.items()}
    of_id = {clause.id: clause for clause in clauses}
    said: dict[tuple[str, str], list[tuple[Passage, Teaching]]] = {}
    teachings = lessons.teachings([vectors.get(passage.key, b"") for passage in passages])
    for passage, found in zip(passages, teachings, strict=True):
        for clause_type, teaching in found.items():
            said.setdefault((passage.clause_id, clause_type), []).append((passage, teaching))
    for (clause_id, clause_type), spoken in said.items():
        held = {tag.clause_type: tag for tag in taught.get(clause_id, ())}
        tag = _taught_tag(held.get(clause_type), of_id[clause_id], clause_type, spoken)
        if tag is not None:
            taught[clause_id] = tuple({**held, clause_type: tag}.values())
    return taught


def _taught_tag(
    before: Tag | None,
    clause: Clause,
    clause_type: str,
    spoken: Sequence[tuple[Passage, Teaching]],
) -> Tag | None:
    """The tag that the teachings lead to; None where the one before stays."""
    if before is not None and before.source is TagSource.PERSON:
        return None
    by_model = TagSource.MODEL
    providing = [pair for pair in spoken if pair[1].provides]
    if providing:
        if before is not None and before.strength is Strength.OPERATIVE:
            return None
        passage, teaching = max(providing, key=lambda pair: pair[1].likeness)
        score = round(teaching.likeness, 3)
        start, end = passage.start - clause.span.start, passage.end - clause.span.start
        words = replace(Span.of(clause.text, start, end), start=passage.start, end=passage.end)
        return Tag(clause_type, score, by_model, Strength.OPERATIVE, "lesson", (words,))
    if before is None or before.strength is Strength.CANDIDATE:
        return None
    spoke_for_it = not before.evidence or any(
        passage.start <= span.start < passage.end
        for passage, _ in spoken
        for span in before.evidence
    )
    if not spoke_for_it:
        return None
    return replace(before, source=by_model, strength=Strength.CANDIDATE, reason="lesson")
