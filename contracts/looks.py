"""Looks: for each clause type, the passages that may be about it, and the evidence for each.

The features of looks are what ``joining`` weighs.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, FoundCue, Span, Strength, Tag
from contracts.passages import Passage, ScoredPassage
from contracts.reliability import Reliability, log_odds

FLOOR = 0.005  # scores below are as good as none
PASSAGE_FEATURES = (
    "encoder",  # log odds that it provides the type
    "touched",  # log odds that it only touches the type
    "cue",  # the rules found words that provide
    "under_heading",  # the rules go by the heading alone
    "bare_heading",
    "reference",  # cross-reference, "to be agreed", definition, citation, mention
    "candidate",  # the rules looked at it and rejected it
    "reliability",  # log odds that its most reliable cue is right
)
DOCUMENT_FEATURES = (
    "best",  # log odds of the best passage; many doubtful ones are not worth a sure one
    "touched",  # the encoder's log odds of the best touch
    "weak",  # the rules found a reference or a bare heading
    "length",  # log of the number of clauses
    "reliability",  # of the most reliable cue
)


@dataclass(frozen=True, slots=True)
class Look:
    """A passage looked at for a type, its scores, the rules' tag if its words stand there, and
    all cues of the type that do.

    Where the words of a tag stand in no passage, such as a bare heading's, ``passage`` is None.
    """

    clause: Clause
    passage: Passage | None
    tag: Tag | None
    cues: tuple[FoundCue, ...] = ()
    operative: float = 0.0
    touched: float = 0.0


def looks_of(
    clauses: Iterable[Clause],
    tags: Mapping[str, Sequence[Tag]],
    scored: Mapping[str, Sequence[ScoredPassage]],
) -> dict[str, list[Look]]:
    """By type, the passages that may be about it by the rules or by the encoder."""
    looks: dict[str, list[Look]] = {}
    for clause in clauses:
        by_rules = {tag.clause_type: tag for tag in tags.get(clause.id, ())}
        left = dict(by_rules)
        for each in scored.get(clause.id, ()):
            here = {name: tag for name, tag in by_rules.items() if _is_in(each.passage, tag)}
            left = {name: tag for name, tag in left.items() if name not in here}
            operative = _worthwhile(each.scores.operative)
            touched = _worthwhile(each.scores.touched)
            for name in dict.fromkeys([*here, *operative, *touched]):
                cues = _cues_in(each.passage, by_rules.get(name))
                scores = operative.get(name, 0.0), touched.get(name, 0.0)
                look = Look(clause, each.passage, here.get(name), cues, *scores)
                looks.setdefault(name, []).append(look)
        for name, tag in left.items():
            looks.setdefault(name, []).append(Look(clause, None, tag, tag.cues))
    return looks


def _is_in(passage: Passage, tag: Tag) -> bool:
    """Whether words of the tag stand in the passage."""
    return any(_overlaps(passage, span) for span in tag.evidence)


def _cues_in(passage: Passage, tag: Tag | None) -> tuple[FoundCue, ...]:
    return tuple(cue for cue in tag.cues if _overlaps(passage, cue)) if tag else ()


def _overlaps(passage: Passage, place: Span | FoundCue) -> bool:
    return place.start < passage.end and passage.start < place.end


def _worthwhile(scores: Mapping[str, float]) -> dict[str, float]:
    return {name: score for name, score in scores.items() if score >= FLOOR}


def passage_features(clause_type: str, look: Look, reliability: Reliability) -> tuple[float, ...]:
    """PASSAGE_FEATURES of a look."""
    strength = look.tag.strength if look.tag else None
    reason = look.tag.reason if look.tag else ""
    return (
        log_odds(look.operative, FLOOR),
        log_odds(look.touched, FLOOR),
        float(strength is Strength.OPERATIVE and reason != "heading"),
        float(strength is Strength.OPERATIVE and reason == "heading"),
        float(reason == "heading_only"),
        float(strength is Strength.WEAK and reason != "heading_only"),
        float(strength is Strength.CANDIDATE),
        reliability.best(clause_type, look.cues),
    )


def document_features(
    clause_type: str,
    looks: Sequence[Look],
    odds: Sequence[float],
    clauses: int,
    reliability: Reliability,
) -> tuple[float, ...]:
    """DOCUMENT_FEATURES of a type: the looks with their log odds, the number of all clauses."""
    return (
        max(odds),
        max(log_odds(each.touched, FLOOR) for each in looks),
        float(any(is_weak(each.tag) for each in looks)),
        math.log(1 + clauses),
        max(reliability.best(clause_type, each.cues) for each in looks),
    )


def is_weak(tag: Tag | None) -> bool:
    """Whether the rules found that the type is only touched."""
    return tag is not None and tag.strength is Strength.WEAK
