"""Counting how often each cue of the rules is right in judged documents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from contracts.reliability import Reliability, log_odds, manner_of, place_of
from encoder_training.judged import JudgedDocument
from encoder_training.scored import Scored

PARTS = 5  # of the cross-validation
_LIKE_ITS_TYPE, _LIKE_ALL = 3, 5  # clauses that what is known of a wider set of cues counts for
_LEAST = 0.02  # probability
_DIGITS = 2  # of log odds

Cue = tuple[str, str, str]  # its type, the manner in which it stands, and its place


def apart(scored: Sequence[Scored]) -> Iterator[tuple[Scored, Reliability]]:
    """The documents, each with what was counted in others: a model learns from fair features."""
    for part in range(PARTS):
        others = [each for at, each in enumerate(scored) if at % PARTS != part]
        counted = reliability_in(each.document for each in others)
        for each in scored[part::PARTS]:
            yield each, counted


def reliability_in(documents: Iterable[JudgedDocument]) -> Reliability:
    """What these documents say of the cues; rare ones are believed to be like their type's."""
    cues, manners, of_types = _Share(), _Share(), _Share()
    for document in documents:
        for cue, provides in _found(document):
            clause_type, manner, _ = cue
            cues.count(cue, provides)
            of_types.count((clause_type, manner), provides)
            manners.count((manner,), provides)
    by_cue: dict[str, dict[str, float]] = {}
    for clause_type, manner, place in cues.held:
        of_manner = manners.of((manner,))
        of_type = of_types.of((clause_type, manner), of_manner, _LIKE_ALL)
        of_cue = cues.of((clause_type, manner, place), of_type, _LIKE_ITS_TYPE)
        by_cue.setdefault(clause_type, {}).update({manner: _odds(of_type), place: _odds(of_cue)})
    return Reliability(by_cue, {key[0]: _odds(manners.of(key)) for key in manners.held})


class _Share:
    """How many of the clauses that hold something are right, by whatever it is."""

    def __init__(self) -> None:
        self.held = Counter[tuple[str, ...]]()
        self._right = Counter[tuple[str, ...]]()

    def count(self, key: tuple[str, ...], provides: bool) -> None:
        self.held[key] += 1
        self._right[key] += provides

    def of(self, key: tuple[str, ...], believed: float = 0.0, worth: int = 0) -> float:
        """The share, as if it had also been seen so often (``worth``) with a believed share."""
        return (self._right[key] + worth * believed) / (self.held[key] + worth)


def _odds(share: float) -> float:
    return round(log_odds(share, _LEAST), _DIGITS)


def _found(document: JudgedDocument) -> Iterator[tuple[Cue, bool]]:
    """The cues that each clause holds, and whether it provides for the cue's type."""
    provided: dict[str, set[str]] = {}
    for example in document.examples:
        provided.setdefault(example.passage.clause_id, set()).update(example.operative)
    for clause_id, tags in document.tags.items():
        for tag in tags:
            provides = tag.clause_type in provided.get(clause_id, ())
            for manner, place in sorted({(manner_of(cue), place_of(cue)) for cue in tag.cues}):
                yield (tag.clause_type, manner, place), provides
