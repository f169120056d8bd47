"""Joining rules with an encoder's scores: what a clause provides, and what a document has.

Small linear models learned together with the encoder's weights (``tools/fit_joining.py``). The
first weighs, for a passage and a type, the encoder's scores against what the rules found; two more
decide for the whole document, from more than its best passage: whether the type is provided for,
and whether it is there at all, be it only touched. What the document doesn't have, no clause of it
has: a doubtful clause that stands alone is shown as what came close.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from contracts.clause import Clause, Strength, Tag, TagSource
from contracts.clause_types import CLAUSE_TYPES
from contracts.passages import Passage, ScoredPassage

FLOOR = 0.005  # scores below are as good as none
_NEAR = 0.1  # probability from which a clause is worth showing as what came close
PASSAGE_FEATURES = (
    "encoder",  # log odds that it provides the type
    "touched",  # log odds that it only touches the type
    "cue",  # the rules found words that provide
    "under_heading",  # the rules go by the heading alone
    "bare_heading",
    "reference",  # cross-reference, "to be agreed", definition, citation, mention
    "candidate",  # the rules looked at it and rejected it
)
DOCUMENT_FEATURES = (
    "best",  # the first model's log odds of the best passage, the next one, and of all together
    "second",
    "together",
    "touched",  # the encoder's log odds of the best touch
    "weak",  # the rules found a reference or a bare heading
    "length",  # log of the number of clauses
)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression: weights that all types share, and each type's own intercept."""

    weights: tuple[float, ...]
    intercepts: Mapping[str, float]  # by clause type

    def log_odds(self, clause_type: str, features: Sequence[float]) -> float:
        """What the model says of these features."""
        shared = sum(weight * value for weight, value in zip(self.weights, features, strict=True))
        return shared + self.intercepts[clause_type]


@dataclass(frozen=True, slots=True)
class Joining:
    """What was learned about one encoder's scores; ``*_from`` are log odds, by clause type.

    The types are those that ``present_from`` names; of others the labels know too little.
    """

    passage: LinearModel
    present: LinearModel
    there: LinearModel
    passage_from: Mapping[str, float]
    present_from: Mapping[str, float]
    there_from: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Joined:
    """A version's tags by clause id, and the types that it provides for or only touches."""

    tags: Mapping[str, tuple[Tag, ...]]
    present: frozenset[str]
    weak: frozenset[str]


def by_rules_alone(tags: Mapping[str, Sequence[Tag]]) -> Joined:
    """The rules' tags as they are."""
    every = [tag for found in tags.values() for tag in found]
    present = frozenset(tag.clause_type for tag in every if tag.strength is Strength.OPERATIVE)
    weak = frozenset(tag.clause_type for tag in every if tag.strength is Strength.WEAK)
    return Joined({name: tuple(found) for name, found in tags.items()}, present, weak - present)


def join(
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    scored: Mapping[str, Sequence[ScoredPassage]],
    joining: Joining | None,
) -> Joined:
    """The rules' tags joined with the scores of the clauses' passages, both by clause id.

    Types that the joining doesn't know keep the rules' tags; without a joining all do.
    """
    if joining is None:
        return by_rules_alone(tags)
    known = joining.present_from.keys()
    kept = {c.id: [t for t in tags.get(c.id, ()) if t.clause_type not in known] for c in clauses}
    for clause_type, looks in looks_of(clauses, tags, scored).items():
        if clause_type in known:
            for clause_id, tag in _joined_type(clause_type, looks, len(clauses), joining):
                kept[clause_id].append(tag)
    return by_rules_alone(_with_wider_types(kept))


@dataclass(frozen=True, slots=True)
class Look:
    """A passage looked at for a type, with its scores, and the rules' tag if its words stand there.

    Where the words of a tag stand in no passage, such as a bare heading's, ``passage`` is None.
    """

    clause: Clause
    passage: Passage | None
    tag: Tag | None
    operative: float = 0.0
    touched: float = 0.0


def looks_of(
    clauses: Iterable[Clause],
    tags: Mapping[str, Sequence[Tag]],
    scored: Mapping[str, Sequence[ScoredPassage]],
) -> dict[str, list[Look]]:
    """By type, the passages that say anything of it by the rules or by the encoder."""
    looks: dict[str, list[Look]] = {}
    for clause in clauses:
        by_rules = tags.get(clause.id, ())
        left = {tag.clause_type: tag for tag in by_rules}
        for each in scored.get(clause.id, ()):
            here = {tag.clause_type: tag for tag in by_rules if _is_in(each.passage, tag)}
            left = {name: tag for name, tag in left.items() if name not in here}
            operative, touched = (
                _worthwhile(each.scores.operative),
                _worthwhile(each.scores.touched),
            )
            for name in dict.fromkeys([*here, *operative, *touched]):
                look = Look(
                    clause, each.passage, here.get(name),
                    operative.get(name, 0.0), touched.get(name, 0.0),
                )  # fmt: skip
                looks.setdefault(name, []).append(look)
        for name, tag in left.items():
            looks.setdefault(name, []).append(Look(clause, None, tag))
    return looks


def _is_in(passage: Passage, tag: Tag) -> bool:
    """Whether words of the tag stand in the passage."""
    return any(span.start < passage.end and passage.start < span.end for span in tag.evidence)


def _worthwhile(scores: Mapping[str, float]) -> dict[str, float]:
    return {name: score for name, score in scores.items() if score >= FLOOR}


def passage_features(look: Look) -> tuple[float, ...]:
    """PASSAGE_FEATURES of a look."""
    strength = look.tag.strength if look.tag else None
    reason = look.tag.reason if look.tag else ""
    return (
        log_odds(look.operative),
        log_odds(look.touched),
        float(strength is Strength.OPERATIVE and reason != "heading"),
        float(strength is Strength.OPERATIVE and reason == "heading"),
        float(reason == "heading_only"),
        float(strength is Strength.WEAK and reason != "heading_only"),
        float(strength is Strength.CANDIDATE),
    )


def document_features(
    looks: Sequence[Look], odds: Sequence[float], clauses: int
) -> tuple[float, ...]:
    """DOCUMENT_FEATURES of a type: the looks with their log odds, the number of all clauses."""
    none = log_odds(0.0)
    ordered = [*sorted(odds, reverse=True)[:10], none, none]
    return (
        ordered[0],
        ordered[1],
        math.log(sum(math.exp(each) for each in ordered)),
        max(log_odds(each.touched) for each in looks),
        float(any(_is_weak(each.tag) for each in looks)),
        math.log(1 + clauses),
    )


def log_odds(score: float) -> float:
    """Of a score from 0 to 1, bounded."""
    bounded = min(max(score, FLOOR), 1 - FLOOR)
    return math.log(bounded / (1 - bounded))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _joined_type(
    clause_type: str, looks: Sequence[Look], clauses: int, joining: Joining
) -> Iterable[tuple[str, Tag]]:
    """The tags of a type, by clause id, as the whole document allows them."""
    odds = [joining.passage.log_odds(clause_type, passage_features(each)) for each in looks]
    features = document_features(looks, odds, clauses)
    present = joining.present.log_odds(clause_type, features) >= joining.present_from[clause_type]
    there = joining.there.log_odds(clause_type, features) >= joining.there_from[clause_type]
    best = max(odds)
    for each, own in _best_of_each_clause(looks, odds):
        believed = own == best or own >= joining.passage_from[clause_type]
        strength = Strength.CANDIDATE
        if believed and present and not _is_bare_heading(each.tag):
            strength = Strength.OPERATIVE
        elif (believed and there) or ((present or there) and _is_weak(each.tag)):
            strength = Strength.WEAK
        if strength is not Strength.CANDIDATE or each.tag or own >= log_odds(_NEAR):
            yield each.clause.id, _tag(clause_type, each, own, strength)


def _best_of_each_clause(
    looks: Sequence[Look], odds: Sequence[float]
) -> Iterable[tuple[Look, float]]:
    """The best look at each clause with its log odds; it has the clause's tag, if there is one."""
    best: dict[str, tuple[Look, float]] = {}
    tags = {each.clause.id: each.tag for each in looks if each.tag}
    for each, own in zip(looks, odds, strict=True):
        name = each.clause.id
        if name not in best or own > best[name][1]:
            best[name] = replace(each, tag=tags.get(name)), own
    return best.values()


def _is_weak(tag: Tag | None) -> bool:
    return tag is not None and tag.strength is Strength.WEAK


def _is_bare_heading(tag: Tag | None) -> bool:
    return tag is not None and tag.reason == "heading_only"


def _tag(clause_type: str, look: Look, odds: float, strength: Strength) -> Tag:
    """The tag as it was decided; where the rules said as much, their reason and words stay."""
    score = round(_probability(odds), 3)
    if look.tag is not None and look.tag.strength is strength:
        return replace(look.tag, score=score)
    evidence = look.tag.evidence if look.tag else (look.clause.span,)
    return Tag(clause_type, score, TagSource.MODEL, strength, "model", evidence)


def _with_wider_types(tags: Mapping[str, Sequence[Tag]]) -> dict[str, tuple[Tag, ...]]:
    """A clause that provides a type provides the wider type that it is part of."""
    wider: dict[str, tuple[Tag, ...]] = {}
    for clause_id, found in tags.items():
        operative = {tag.clause_type for tag in found if tag.strength is Strength.OPERATIVE}
        added = {
            parent: replace(tag, clause_type=parent)
            for tag in found
            if tag.strength is Strength.OPERATIVE
            and (parent := CLAUSE_TYPES[tag.clause_type].part_of)
            and parent not in operative
        }
        others = (tag for tag in found if tag.clause_type not in added)
        wider[clause_id] = (*others, *added.values())
    return wider
