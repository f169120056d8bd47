"""Corrections: what a person says of a tag, and how that changes the tags.

A correction belongs to a document. It holds for every reading and version in which its passage is
found again; where the passage is gone it is kept, does nothing, and is to be asked again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.anchoring import Place, find_passages
from contracts.clause import Clause, Span, Strength, Tag, TagSource
from contracts.clause_types import CLAUSE_TYPES
from contracts.errors import TiaoliError


class UnclearCorrection(TiaoliError):
    """A correction that can't be made: its words aren't in the text, or no type is chosen."""

    code = "unclear_correction"


class CorrectionAction(StrEnum):
    """What a person says of a passage: it provides the type, or it doesn't."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class TagCorrection:
    """A person's word on a passage and a clause type.

    ``passage`` counts in the text of the version it was said of; it is a clause, or words in one.
    """

    id: int
    document_id: int
    version_id: int
    clause_type: str
    action: CorrectionAction
    passage: Span
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PlacedCorrection:
    """A correction and where its passage stands now; None where it is gone."""

    correction: TagCorrection
    place: Place | None


def place_corrections(
    corrections: Iterable[TagCorrection], clauses: Sequence[Clause]
) -> tuple[PlacedCorrection, ...]:
    """Each correction, oldest first, with its place in this version."""
    ordered = sorted(corrections, key=lambda one: (one.made_at, one.id))
    places = find_passages([each.passage for each in ordered], clauses)
    return tuple(map(PlacedCorrection, ordered, places))


def apply_corrections(
    tags: Mapping[str, Sequence[Tag]],
    corrections: Iterable[TagCorrection],
    clauses: Sequence[Clause],
) -> dict[str, tuple[Tag, ...]]:
    """The tags by clause id as people want them; what no correction is about stays as it is.

    The last word on a clause and a type counts. What is added is operative, on the words that were
    pointed out; what is removed stays as a rejected candidate.
    """
    corrected = {clause_id: tuple(held) for clause_id, held in tags.items()}
    for (clause_id, clause_type), agreeing in in_force(place_corrections(corrections, clauses)):
        held = {tag.clause_type: tag for tag in corrected.get(clause_id, ())}
        held[clause_type] = _corrected(held.get(clause_type), agreeing)
        corrected[clause_id] = tuple(held.values())
    return corrected


def in_force(
    placed: Iterable[PlacedCorrection],
) -> list[tuple[tuple[str, str], list[PlacedCorrection]]]:
    """(Clause id, type) → the latest corrections in a row that say the same.

    Those whose passage is gone, or whose type is no longer in the taxonomy, are left out.
    """
    found: dict[tuple[str, str], list[PlacedCorrection]] = {}
    for each in placed:
        if each.place is None or each.correction.clause_type not in CLAUSE_TYPES:
            continue
        key = each.place.clause.id, each.correction.clause_type
        agreeing = found.setdefault(key, [])
        if agreeing and agreeing[-1].correction.action is not each.correction.action:
            agreeing.clear()
        agreeing.append(each)
    return sorted(found.items())


def _corrected(before: Tag | None, agreeing: Sequence[PlacedCorrection]) -> Tag:
    """The corrected tag: on the words that people pointed out, else on those it stood on before."""
    last = agreeing[-1].correction
    evidence = before.evidence if before else ()
    if last.action is CorrectionAction.REMOVE:
        score = before.score if before else 0.0
        return Tag(
            last.clause_type, score, TagSource.PERSON, Strength.CANDIDATE, "person", evidence
        )
    places = [each.place for each in agreeing if each.place and not each.place.whole]
    words = tuple(dict.fromkeys(place.span for place in places))
    return Tag(
        last.clause_type, 1.0, TagSource.PERSON, Strength.OPERATIVE, "person", words or evidence
    )
