"""Deviation: where a contract differs from a template on one subject, and by how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from compare.alignment import Link, align
from compare.judge import Judge
from compare.pairs import Flag, Pair
from compare.side import Side
from compare.units import Alphabet, units_of
from contracts.text import fold

_SLIGHT = frozenset({Flag.PUNCTUATION, Flag.CONSEQUENTIAL, Flag.OCR_SUSPECT})


@dataclass(frozen=True, slots=True)
class Deviation:
    """Which clauses of a subject became which, the template's first, then what the contract has
    besides; ``share`` is how much of the words differs, from 0 to 1.
    """

    links: tuple[Link, ...]
    share: float


def is_deviation(pair: Pair) -> bool:
    """Whether the pair says different things, not just the same in another place."""
    return pair.says_otherwise and not pair.flags & _SLIGHT


def deviation(template: Side, contract: Side, clause_type: str) -> Deviation:
    """How the contract deviates from the template in the clauses of one type.

    The template's clauses are looked for in the whole contract, so that one is found even where
    the contract's wording kept its type from being recognised.
    """
    wanted = clauses_about(template, clause_type)
    found = align([template.clauses[i] for i in wanted], contract.clauses)
    links = [
        Link(tuple(wanted[i] for i in link.old), link.new)
        for link in sorted(found, key=lambda link: link.old)
        if link.old
    ]
    linked = {j for link in links for j in link.new}
    links += [Link((), (j,)) for j in clauses_about(contract, clause_type) if j not in linked]
    return Deviation(tuple(links), _share(template, contract, links))


def deviating_pairs(template: Side, contract: Side, links: Sequence[Link]) -> tuple[Pair, ...]:
    """The links in which the contract says something different, as pairs."""
    known = [*links, *_same_headings(template, contract)]
    judge = Judge(template, contract, known, printed=False)
    return tuple(filter(is_deviation, map(judge.pair, links)))


def clauses_about(side: Side, clause_type: str) -> list[int]:
    """The places of the clauses that provide for a type, with all that stands under them."""
    about: set[str] = set()
    places: list[int] = []
    for place, clause in enumerate(side.clauses):
        if clause_type in side.types.get(clause.id, ()) or clause.parent in about:
            about.add(clause.id)
            places.append(place)
    return places


def _same_headings(template: Side, contract: Side) -> list[Link]:
    """Clauses under the same heading: references to them are the same whatever their numbers."""
    news = {fold(clause.heading): place for place, clause in enumerate(contract.clauses)}
    return [
        Link((place,), (news[heading],))
        for place, clause in enumerate(template.clauses)
        if (heading := fold(clause.heading)) and heading in news
    ]


def _share(template: Side, contract: Side, links: Sequence[Link]) -> float:
    """The share of words, of all words on both sides, that are deleted or inserted."""
    alphabet = Alphabet()
    apart = total = 0
    for link in links:
        old, new = (
            "".join(unit.key for unit in units_of([side.clauses[i] for i in places], alphabet))
            for side, places in ((template, link.old), (contract, link.new))
        )
        apart += Indel.distance(old, new)
        total += len(old) + len(new)
    return apart / total if total else 0.0
