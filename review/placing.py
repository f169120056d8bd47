"""Where in a contract a clause of some type usually stands: near clauses of related types.

The usual order is that of the clause types in ``clause_types.yaml``. No contract keeps to it
throughout, so the place is the one that the fewest clauses of the contract contradict.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, ClauseKind, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES

_RANKS = {name: rank for rank, name in enumerate(CLAUSE_TYPES)}
_ENDS = frozenset({ClauseKind.SIGNATURE, ClauseKind.ATTACHMENT})


@dataclass(frozen=True, slots=True)
class _Article:
    """A clause of the upper level with all below it, and the rank of what it is about."""

    last: Clause
    rank: int | None


def usual_place(
    clause_type: str, clauses: Sequence[Clause], tags: Mapping[str, Sequence[Tag]]
) -> Clause | None:
    """The clause behind which one of this type usually stands; None in a text without clauses.

    Nothing is put behind the signatures or into an attachment.
    """
    body = list(_body(clauses))
    articles = _articles(body, tags)
    if not articles:
        return body[-1] if body else None
    wanted = _rank(clause_type)
    ranks = [article.rank for article in articles]
    # Before all articles, behind the preamble, stands only what leads to them.
    first = 0 if wanted < _RANKS["subject_matter"] else 1
    costs = {
        place: _contradicted(wanted, ranks, place) for place in range(first, len(articles) + 1)
    }
    least = min(costs.values())
    place = max(
        (place for place, cost in costs.items() if cost == least),
        key=lambda place: (_closeness(wanted, ranks, place), -place),
    )
    if place:
        return articles[place - 1].last
    before = [clause for clause in body if clause.kind is ClauseKind.PREAMBLE]
    return before[-1] if before else articles[0].last


def usual_rank(clause_type: str) -> int:
    """A type's place in the usual order; a subtype has the place of its main type."""
    return _rank(clause_type)


def _rank(clause_type: str) -> int:
    definition = CLAUSE_TYPES[clause_type]
    return _RANKS[definition.part_of or clause_type]


def _body(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses up to the first signature or attachment."""
    for clause in clauses:
        if clause.kind in _ENDS:
            return
        yield clause


def _articles(body: Sequence[Clause], tags: Mapping[str, Sequence[Tag]]) -> list[_Article]:
    chapters = {clause.id for clause in body if clause.kind is ClauseKind.CHAPTER}
    groups: list[list[Clause]] = []
    for clause in body:
        is_top = clause.parent is None or clause.parent in chapters
        if clause.kind is ClauseKind.CLAUSE and (is_top or not groups):
            groups.append([clause])
        elif clause.kind is ClauseKind.CLAUSE:
            groups[-1].append(clause)
    return [_Article(group[-1], _main_rank(group, tags)) for group in groups]


def _main_rank(group: Sequence[Clause], tags: Mapping[str, Sequence[Tag]]) -> int | None:
    """The rank of what the heading says, else of the surest tag."""
    held = [
        tag
        for clause in group
        for tag in tags.get(clause.id, ())
        if tag.strength is Strength.OPERATIVE
    ]
    best = max(held, key=lambda tag: (tag.reason == "heading", tag.score), default=None)
    return _rank(best.clause_type) if best else None


def _contradicted(wanted: int, ranks: Sequence[int | None], place: int) -> int:
    before = sum(rank is not None and rank > wanted for rank in ranks[:place])
    return before + sum(rank is not None and rank < wanted for rank in ranks[place:])


def _closeness(wanted: int, ranks: Sequence[int | None], place: int) -> int:
    """How near the article before is in the usual order; of equal places the nearest is best."""
    before = ranks[place - 1] if place else None
    return -abs(wanted - before) if before is not None and before <= wanted else -len(_RANKS)
