"""Joining rules with an encoder's scores: what a clause provides, and what a document has.

Small linear models learned together with the encoder's weights (``tools/fit_joining.py``). The
first weighs, for a passage and a type, the encoder's scores against what the rules found; two more
decide for the whole document, from more than its best passage: whether the type is provided for,
and whether it is at least touched on. Where the document as a whole lacks a type, no clause of it
has the type: a single doubtful clause is then shown as a passage that came close.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from contracts.clause import Clause, Strength, Tag, TagSource
from contracts.clause_types import CLAUSE_TYPES
from contracts.looks import Look, document_features, is_weak, looks_of, passage_features
from contracts.passages import ScoredPassage
from contracts.reliability import Reliability

_POINTERS = frozenset({"cross_reference", "to_be_agreed"})
_NEAR = math.log(0.1 / 0.9)  # log odds from which a clause is worth showing as what came close


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
    reliability: Reliability


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
            for clause_id, tag in _joined_type(clause_type, looks, clauses, joining):
                kept[clause_id].append(tag)
    return by_rules_alone(_with_wider_types(kept))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _joined_type(
    clause_type: str, looks: Sequence[Look], clauses: Sequence[Clause], joining: Joining
) -> Iterable[tuple[str, Tag]]:
    """The tags of a type, by clause id, as the whole document allows them."""
    reliability = joining.reliability
    odds = [
        joining.passage.log_odds(clause_type, passage_features(clause_type, each, reliability))
        for each in looks
    ]
    features = document_features(clause_type, looks, odds, len(clauses), reliability)
    present = joining.present.log_odds(clause_type, features) >= joining.present_from[clause_type]
    there = joining.there.log_odds(clause_type, features) >= joining.there_from[clause_type]
    above = {clause.parent for clause in clauses}
    enough = min(max(odds), joining.passage_from[clause_type])
    best = tuple(_best_of_each_clause(looks, odds))
    provided = present and any(own >= enough and not _only_touches(each.tag) for each, own in best)
    for each, own in best:
        if each.tag and _is_beyond_doubt(each.tag):
            yield each.clause.id, each.tag
            continue
        believed = own >= enough
        strength = Strength.CANDIDATE
        if believed and provided and not _is_bare_heading(each.tag):
            strength = Strength.OPERATIVE
        elif (
            (believed and there)
            or ((present or there) and is_weak(each.tag))
            or (_is_only_headed(each.tag) and each.clause.id not in above)
        ):
            strength = Strength.WEAK
        if strength is not Strength.CANDIDATE or each.tag or own >= _NEAR:
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
            best[name] = each, own
    for name, (each, own) in best.items():
        tag = tags.get(name)
        yield each if each.tag is tag else replace(each, tag=tag), own


def _is_bare_heading(tag: Tag | None) -> bool:
    return tag is not None and tag.reason == "heading_only"


def _is_beyond_doubt(tag: Tag) -> bool:
    sure = CLAUSE_TYPES[tag.clause_type].sure_cues
    return any(cue.strength is Strength.OPERATIVE and cue.cue in sure for cue in tag.cues)


def _is_pointer(tag: Tag | None) -> bool:
    """Whether the rules found that the clause leaves the matter to another text or to talks."""
    return tag is not None and tag.reason in _POINTERS


def _only_touches(tag: Tag | None) -> bool:
    return _is_bare_heading(tag) or _is_pointer(tag)


def _is_only_headed(tag: Tag | None) -> bool:
    """Whether there is a heading of the type, and below it nothing, or that alone.

    However doubtful the scores: who reads the headings expects the matter there.
    """
    return _is_bare_heading(tag) or (tag is not None and _is_pointer(tag) and not tag.cues)


def _tag(clause_type: str, look: Look, odds: float, strength: Strength) -> Tag:
    """The tag as it was decided; where the rules agree, their reason and words are kept."""
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
