"""The passages that came closest to what is missing, and why each of them does not count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES, ClauseTypeId
from contracts.yaml_data import load_yaml
from review.quotes import quote
from review.wording import Wording

SHOWN = 3  # passages; more would bury the point


@dataclass(frozen=True, slots=True)
class _NearestData:
    """The shape of nearest.yaml."""

    reasons: Mapping[str, Wording]
    neighbours: Mapping[ClauseTypeId, tuple[ClauseTypeId, ...]]


_DATA = load_yaml(Path(__file__).parent / "nearest.yaml", _NearestData)
# The reasons that are not a tag's own.
NEIGHBOUR = "neighbour"
UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A clause that was looked at and rejected: what it was taken for, and the reason's code."""

    clause: Clause
    tag: Tag
    reason: str

    @property
    def quote(self) -> str:
        """The sentence that came close, as printed."""
        return quote(self.clause, self.tag)

    def explanation(self, language: str) -> str:
        """Why the passage does not count, as a sentence in the reader's language."""
        return explain(self.reason, self.tag.clause_type, language)


def explain(reason: str, clause_type: str, language: str) -> str:
    """The sentence for a tag's reason code; ``clause_type`` is what the passage was taken for."""
    sentence = _DATA.reasons[reason].text(language)
    return sentence.format(name=CLAUSE_TYPES[clause_type].name(language))


def nearest_passages(
    clause_types: Iterable[str],
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    unnamed: Sequence[Clause] = (),
) -> tuple[NearPassage, ...]:
    """The closest passages to clause types that are missing, closest first, at most one a clause.

    First come provisions in clauses that don't name what is asked (``unnamed``), then the
    candidates that tagging rejected, then provisions of the neighbouring types.
    """
    wanted = tuple(clause_types)
    neighbours = [near for wish in wanted for near in _DATA.neighbours.get(wish, ())]
    passages = [
        *_provisions(wanted, unnamed, tags, UNNAMED),
        *sorted(_candidates(wanted, clauses, tags), key=lambda near: -near.tag.score),
        *sorted(
            _provisions(neighbours, clauses, tags, NEIGHBOUR),
            key=lambda near: (neighbours.index(near.tag.clause_type), -near.tag.score),
        ),
    ]
    first_of_clause = {near.clause.id: near for near in reversed(passages)}
    return tuple(near for near in passages if first_of_clause[near.clause.id] is near)[:SHOWN]


def _candidates(
    clause_types: Sequence[str], clauses: Sequence[Clause], tags: Mapping[str, Sequence[Tag]]
) -> Iterator[NearPassage]:
    for clause in clauses:
        for tag in tags.get(clause.id, ()):
            if tag.strength is Strength.CANDIDATE and tag.clause_type in clause_types:
                yield NearPassage(clause, tag, tag.reason)


def _provisions(
    clause_types: Sequence[str],
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    reason: str,
) -> Iterator[NearPassage]:
    for clause in clauses:
        for tag in tags.get(clause.id, ()):
            if tag.strength is Strength.OPERATIVE and tag.clause_type in clause_types:
                yield NearPassage(clause, tag, reason)
