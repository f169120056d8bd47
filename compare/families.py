"""Families: documents that belong to one contract (draft, signed scan, amendment), as offers.

Two documents are kin where they bear the same contract number, or where their text is nearly the
same and neither their numbers nor their parties say otherwise, or where parties and name are the
same. Contracts that merely follow one template are not. A person decides on each offer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from contracts.name_hints import Role, bare_name, role_in_name
from contracts.sketch import Hashes, likeness

NEARLY_THE_SAME = 0.75
RELATED = 0.5  # where the parties are the same
THE_SAME = 0.95
SHORTEST_NAME = 4  # characters of a bare name that tells anything
LARGEST = 60  # documents that a number or a name may stand in and still tell something
RARE = 12  # documents that a piece of text may stand in and still bring any two of them together
# A text without parties that is like the contracts of more than so many is a template.
PARTNERS = 3


class Sign(StrEnum):
    """What suggests that two documents belong to one contract."""

    NUMBER = "number"
    TEXT = "text"
    PARTIES = "parties"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Member:
    """The facts of a document that can show which family it belongs to."""

    document_id: int
    title: str
    file_name: str
    numbers: frozenset[str]
    parties: frozenset[str]
    agreed_on: date | None
    is_scan: bool
    sketch: Hashes

    @property
    def hint(self) -> Role | None:
        """The role that its names hint at."""
        return role_in_name(self.title) or role_in_name(self.file_name.rsplit(".", 1)[0])

    @property
    def names(self) -> frozenset[str]:
        """Its names, without the words that hint at a role."""
        bare = {bare_name(self.title), bare_name(self.file_name.rsplit(".", 1)[0])}
        return frozenset(name for name in bare if len(name) >= SHORTEST_NAME)


@dataclass(frozen=True, slots=True)
class Relative:
    """A document, what it seems to be to the head of its family, and the signs for that."""

    document_id: int
    role: Role
    signs: tuple[Sign, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Family:
    """A contract and what seems to belong to it."""

    head: int
    relatives: tuple[Relative, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """All documents of it, the head first."""
        return (self.head, *(each.document_id for each in self.relatives))


Pair = tuple[int, int]  # ids of documents, the smaller one first


def offered_families(
    members: Sequence[Member], kin: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> tuple[Family, ...]:
    """The families among documents.

    A person's decisions hold: ``kin`` (head, relative) are together, whatever speaks against it,
    and pairs told ``apart`` (the smaller id first) never come into one family.
    """
    by_id = {member.document_id: member for member in members}
    decided, told_apart = list(kin), set(apart)
    pairs = [
        pair
        for pair in sorted(set(_candidates(members)))
        if pair not in told_apart and signs_of(by_id[pair[0]], by_id[pair[1]])
    ]
    pairs = [*decided, *_without_templates(pairs, by_id)]
    heads = {head for head, _ in decided}
    groups = ([by_id[document_id] for document_id in group] for group in _groups(pairs, told_apart))
    return tuple(_family(group, heads) for group in groups)


def signs_of(one: Member, other: Member) -> tuple[Sign, ...]:
    """What suggests that two documents belong to one contract; () where they are not kin."""
    number = bool(one.numbers & other.numbers)
    if not number and ((one.numbers and other.numbers) or _contradict(one.parties, other.parties)):
        return ()
    alike = likeness(one.sketch, other.sketch)
    parties = len(one.parties & other.parties) >= 2
    name = bool(one.names & other.names)
    signs = tuple(
        sign
        for sign, holds in (
            (Sign.NUMBER, number),
            (Sign.TEXT, alike >= (RELATED if parties else NEARLY_THE_SAME)),
            (Sign.PARTIES, parties),
            (Sign.NAME, name),
        )
        if holds
    )
    return signs if number or Sign.TEXT in signs or (parties and name) else ()


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not (one <= other or other <= one) and len(one & other) < 2


def _candidates(members: Sequence[Member]) -> Iterator[Pair]:
    """Pairs that share a number, a name or a rare piece of text."""
    words: dict[str, list[int]] = defaultdict(list)
    pieces: dict[int, list[int]] = defaultdict(list)
    for member in members:
        for word in (*member.numbers, *member.names):
            words[word].append(member.document_id)
        for piece in member.sketch.tolist():
            pieces[piece].append(member.document_id)
    for holders, most in ((words.values(), LARGEST), (pieces.values(), RARE)):
        for ids in holders:
            if 1 < len(ids) <= most:
                yield from combinations(sorted(set(ids)), 2)


def _without_templates(pairs: Sequence[Pair], by_id: Mapping[int, Member]) -> list[Pair]:
    """The pairs, without texts that name no parties and resemble many contracts: templates."""
    partners: dict[int, set[frozenset[str]]] = defaultdict(set)
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            if not by_id[one].parties and by_id[other].parties:
                partners[one].add(by_id[other].parties)
    templates = {one for one, found in partners.items() if len(found) > PARTNERS}
    return [pair for pair in pairs if not templates & set(pair)]


def _groups(pairs: Sequence[Pair], apart: set[Pair]) -> list[list[int]]:
    """Documents connected by pairs, never two of them that a person told apart."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        here, there = group_of.get(one, [one]), group_of.get(other, [other])
        if here is there or any((min(a, b), max(a, b)) in apart for a in here for b in there):
            continue
        joined = sorted([*here, *there])
        group_of |= dict.fromkeys(joined, joined)
    unique = {id(group): group for group in group_of.values()}
    return sorted(unique.values())


def _family(group: Sequence[Member], heads: set[int]) -> Family:
    head = min(group, key=lambda member: (member.document_id not in heads, _rank(member)))
    relatives = [
        Relative(
            member.document_id,
            role_of(member, head),
            signs_of(head, member),
            likeness(head.sketch, member.sketch),
        )
        for member in group
        if member is not head
    ]
    return Family(head.document_id, tuple(relatives))


def _rank(member: Member) -> tuple[bool, bool, bool, int]:
    """How likely a document is the contract itself: no amendment, no draft, signed, the first."""
    hint = member.hint
    return hint is Role.AMENDMENT, hint is Role.DRAFT, member.agreed_on is None, member.document_id


def role_of(member: Member, head: Member) -> Role:
    """What a document seems to be to the head of its family: by hints, its making, its text."""
    if member.hint in (Role.AMENDMENT, Role.DRAFT):
        return member.hint
    if member.is_scan and not head.is_scan:
        return Role.SCAN
    if member.agreed_on is None and head.agreed_on is not None:
        return member.hint or Role.DRAFT
    if likeness(member.sketch, head.sketch) >= THE_SAME:
        return member.hint if member.hint is Role.SCAN else Role.COPY
    return member.hint or Role.VERSION
