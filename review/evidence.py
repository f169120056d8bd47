"""Evidence: the clauses that speak for a verdict, the one that a lawyer would quote first."""

from collections.abc import Mapping, Sequence, Set

from contracts.clause import Clause, Strength, Tag, TagSource
from review.checklist import ChecklistItem
from review.findings import Evidence
from review.quotes import tells

# What is named among the exclusions is not what the item is about: "repaired by others" no repair.
_EXCLUDING = "service_exclusions"
_SURENESS = 5  # steps of a score that count as different: .91 and .99 are as sure


def gather_evidence(
    item: ChecklistItem,
    strength: Strength,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    announced: Mapping[str, Set[str]],
) -> tuple[Evidence, ...]:
    """One piece of evidence a clause, the one to quote first; ``announced`` as in ``announcing``.

    What a person marked goes first. Then what holds most of the words that are quoted for its type
    (to stand under a heading of it is one more), and of that what excludes nothing, is not
    doubtful, is of the type that the item names first, is surest, is known by words, says most of
    it and least else.
    """
    weighed: list[tuple[tuple[float, ...], Evidence]] = []
    excluding = {name for name, held in tags.items() if any(map(_excludes, held))}
    for clause in clauses:
        alike = [tag for tag in tags.get(clause.id, ()) if tag.strength is strength]
        about = announced[clause.id]
        excludes = clause.id in excluding or clause.parent in excluding or _EXCLUDING in about
        held = [
            (_weight(item, clause, tag, about, alike=len(alike), excludes=excludes), tag)
            for tag in alike
            if tag.clause_type in item.clause_types
        ]
        if held:
            weight, best = max(held, key=lambda each: each[0])
            weighed.append((weight, Evidence(clause, best)))
    weighed.sort(key=lambda each: each[0], reverse=True)
    return tuple(piece for _, piece in weighed)


def _excludes(tag: Tag) -> bool:
    return tag.clause_type == _EXCLUDING and tag.strength is Strength.OPERATIVE


def _weight(
    item: ChecklistItem,
    clause: Clause,
    tag: Tag,
    announced: Set[str],
    *,
    alike: int,
    excludes: bool,
) -> tuple[float, ...]:
    words, at_home = tells(clause, tag), tag.clause_type in announced
    return (
        tag.source is TagSource.PERSON,
        words + at_home if words else 0,
        not excludes,
        not tag.uncertain,
        -item.clause_types.index(tag.clause_type),
        at_home,
        round(tag.score * _SURENESS),
        tag.source is TagSource.RULE,
        len(tag.evidence),
        -alike,
    )
