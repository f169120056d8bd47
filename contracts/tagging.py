"""Tagging: what each clause is about, how surely, and on which words.

Rules read the cues of ``clause_types.yaml``. Three things weigh on a cue: where it stands (a
heading proves nothing), what its sentence does (a cross-reference, "to be agreed", a definition or
a citation only touches the type), and the headings above it. Scores of a trained encoder are
joined afterwards: see ``joining``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from contracts.clause import Clause, ClauseKind, FoundCue, Span, Strength, Tag, TagSource
from contracts.clause_types import BOOK, CLAUSE_TYPES
from contracts.cues import Cue, CueFinder, compile_cue
from contracts.mentions import Sentence, mention_reason, sentences
from contracts.neighbours import stands_otherwise
from contracts.privacy import is_privacy_policy
from contracts.text import Reading, reading

MOST_EVIDENCE = 3  # spans kept for a tag: enough to judge by
SHORTEST_BODY = 4  # characters a body needs to be read as a provision under its heading
FEWEST_POLICY_PARTS = 3  # headings of different policy parts that make a document a policy
# Scores order the evidence, so that the clause a type is at home in is seen first.
_SCORES = {Strength.OPERATIVE: 0.7, Strength.WEAK: 0.4, Strength.CANDIDATE: 0.2}
_BY_HEADING_ALONE = 0.6  # instead of OPERATIVE's, where the heading is all that speaks for it
_ANNOUNCED, _FURTHER_WORDS, _ELSEWHERE = 0.15, 0.05, -0.2
_DEFINED = re.compile(r"[^,;:]{1,30}:")  # how an entry of a list of definitions begins
_ORDER = (Strength.OPERATIVE, Strength.WEAK, Strength.CANDIDATE)


class _Hit(NamedTuple):
    """A cue found in a clause's reading; nothing in ``cue`` where only its place speaks.

    (A tuple: there are eight of them to a clause.)
    """

    clause_type: str
    strength: Strength
    reason: str
    start: int
    end: int
    cue: str = ""
    at_home: bool = False


@cache
def _heading_finder(*, privacy: bool) -> CueFinder:
    return CueFinder(_compiled("heading_cues", privacy=privacy))


@cache
def _body_finder(*, privacy: bool) -> CueFinder:
    kinds = ("body_cues", "context_cues", "touching_cues")
    return CueFinder(cue for kind in kinds for cue in _compiled(kind, privacy=privacy))


def make_ready() -> None:
    """Compile every cue now (a third of a second), for the processes that are forked from this."""
    for finder in (_heading_finder(privacy=False), _body_finder(privacy=False)):
        finder.make_ready()


def _compiled(kind: str, *, privacy: bool) -> Iterable[Cue]:
    """The cues of a kind; those of a privacy policy's parts only if they are asked for."""
    for definition in BOOK.types:
        if privacy or definition.group != "privacy":
            for cue in getattr(definition, kind):
                yield compile_cue(cue, BOOK.words, kind=kind, owner=definition.id)


def tag_clauses(clauses: Sequence[Clause]) -> dict[str, tuple[Tag, ...]]:
    """The tags of each clause by its id; a clause that says nothing known has an empty tuple."""
    privacy = is_privacy_policy(clause.text for clause in clauses)
    announced = {clause.id: _announced(clause.heading, privacy=privacy) for clause in clauses}
    policy = _is_policy(announced.values())
    above: dict[str, frozenset[str]] = {}  # clause id → the types its headings announce
    tags: dict[str, tuple[Tag, ...]] = {}
    for clause in clauses:
        own = announced[clause.id]
        inherited = above.get(clause.parent or "", frozenset())
        above[clause.id] = own or inherited
        found = _by_rules(clause, own, inherited, privacy=privacy)
        tags[clause.id] = tuple(tag for tag in found if policy or not _of_policy(tag.clause_type))
    return tags


def _of_policy(clause_type: str) -> bool:
    return CLAUSE_TYPES[clause_type].group == "policy"


def _is_policy(announced: Iterable[frozenset[str]]) -> bool:
    """A contract has purposes and processes too, but few headings that say so."""
    parts = {name for types in announced for name in types if _of_policy(name)}
    return len(parts) >= FEWEST_POLICY_PARTS


@cache
def _announced(heading: str, *, privacy: bool) -> frozenset[str]:
    """The types that a heading announces."""
    if not heading:
        return frozenset()
    finder = _heading_finder(privacy=privacy)
    return frozenset(cue.owner for cue, _ in _found(finder, reading(heading).text))


def _by_rules(
    clause: Clause, own: frozenset[str], inherited: frozenset[str], *, privacy: bool
) -> list[Tag]:
    """The tags that the cues give: ``own`` is announced by its heading, ``inherited`` above it."""
    read = reading(clause.text)
    body_start = read.offset(len(clause.text) - len(clause.body))
    body = read.text[body_start:]
    if len(body.strip()) < SHORTEST_BODY and not own:
        body_start, body = 0, read.text  # a line that announces nothing is no heading
    if len(body.strip()) < SHORTEST_BODY:
        hits = [
            _Hit(name, Strength.WEAK, "heading_only", 0, len(read.text)) for name in sorted(own)
        ]
        return _tags(clause, read, hits, own)
    hits = [
        _in_its_place(hit, clause.kind) for hit in _hits(body, own | inherited, privacy=privacy)
    ]
    operative = {hit.clause_type for hit in hits if hit.strength is Strength.OPERATIVE}
    hits.extend(_announced_hits(body, own - operative))
    if all(CLAUSE_TYPES[name].fallback for name in operative):
        hits.extend(_announced_hits(body, inherited - own - operative))
    if clause.kind is ClauseKind.SIGNATURE:
        hits.append(_Hit("signature", Strength.OPERATIVE, "cue", 0, len(body)))
    if body_start:
        hits = [
            hit._replace(start=hit.start + body_start, end=hit.end + body_start) for hit in hits
        ]
    return _tags(clause, read, hits, own | inherited)


def _in_its_place(hit: _Hit, kind: ClauseKind) -> _Hit:
    """A hit as it stands, or a candidate where its type doesn't belong: 联系人 in the preamble."""
    if kind in CLAUSE_TYPES[hit.clause_type].not_in:
        return hit._replace(strength=Strength.CANDIDATE, reason="mention")
    return hit


def _hits(body: str, announced: frozenset[str], *, privacy: bool) -> Iterable[_Hit]:
    """What the cues find in a body."""
    parts = sentences(body)
    starts = [part.start for part in parts]
    specific: set[int] = set()  # the sentences that say something specific
    general: list[tuple[int, _Hit]] = []  # the hits of fallback types, with their sentences
    for cue, (start, end) in _found(_body_finder(privacy=privacy), body):
        number = bisect_right(starts, start) - 1
        strength, reason = _judged(cue, parts[number], (start, end), announced)
        at_home = cue.owner in announced
        hit = _Hit(cue.owner, strength, reason, start, end, cue.written, at_home)
        if CLAUSE_TYPES[cue.owner].fallback and not at_home:
            general.append((number, hit))
            continue
        yield hit
        if strength is Strength.OPERATIVE:
            specific.add(number)
    yield from (hit for number, hit in general if number not in specific)


def _judged(
    cue: Cue, sentence: Sentence, place: tuple[int, int], announced: frozenset[str]
) -> tuple[Strength, str]:
    """What a cue at this place of the sentence's text is worth, and why."""
    start, end = place[0] - sentence.start, place[1] - sentence.start
    at_home = cue.owner in announced
    if cue.kind == "touching_cues":
        return Strength.WEAK, "mention"
    if cue.kind == "context_cues" and not at_home:
        return Strength.CANDIDATE, "mention"
    if "definitions" in announced and not at_home and _DEFINED.match(sentence.text):
        return Strength.CANDIDATE, "definition"
    reason = mention_reason(cue.owner, sentence.text, start)
    if reason:
        return Strength.WEAK, reason
    if not at_home and stands_otherwise(cue.owner, sentence.text, start, end):
        return Strength.CANDIDATE, "mention"
    return Strength.OPERATIVE, "heading" if cue.kind == "context_cues" else "cue"


def _announced_hits(body: str, types: frozenset[str]) -> Iterable[_Hit]:
    """A body under a heading says what the heading announces, if it says anything of its own."""
    for name in sorted(types):
        reason = mention_reason(name, body, 0)
        yield _Hit(
            name, Strength.WEAK if reason else Strength.OPERATIVE, reason or "heading", 0, len(body)
        )


def _found(finder: CueFinder, text: str) -> Iterable[tuple[Cue, tuple[int, int]]]:
    """The cues with their places; words that only look like cues are covered first."""
    covered: dict[str, str] = {}
    candidates, places = finder.candidates(text)
    for cue in candidates:
        if cue.owner not in covered:
            covered[cue.owner] = _without(text, CLAUSE_TYPES[cue.owner].other_words)
        for match in cue.matches(covered[cue.owner], places):
            if match.group():
                yield cue, match.span()


def _without(text: str, words: Iterable[str]) -> str:
    """The text with these words covered, character for character."""
    for word in words:
        if word in text:
            text = text.replace(word, "\ue000" * len(word))
    return text


def _tags(
    clause: Clause, read: Reading, hits: Iterable[_Hit], announced: frozenset[str]
) -> list[Tag]:
    """One tag a type, of its strongest hits, with their words as evidence."""
    by_type: dict[str, list[_Hit]] = {}
    for hit in hits:
        by_type.setdefault(hit.clause_type, []).append(hit)
    return [
        _tag(clause, read, name, found, announced=name in announced)
        for name, found in by_type.items()
    ]


def _tag(clause: Clause, read: Reading, name: str, hits: list[_Hit], *, announced: bool) -> Tag:
    strength = min((hit.strength for hit in hits), key=_ORDER.index)
    strongest = sorted(
        {h for h in hits if h.strength is strength}, key=lambda h: (h.start, h.end, h.reason)
    )
    cues = [hit for hit in strongest if hit.reason != "heading"] or strongest
    reason, evidence = cues[0].reason, _evidence(clause, read, cues)
    score = _SCORES[strength]
    if strength is Strength.OPERATIVE:
        different = {span.exact for span in evidence}
        score = _BY_HEADING_ALONE if reason == "heading" else score
        score += _ANNOUNCED * (announced and reason != "heading")
        score += _FURTHER_WORDS * (len(different) - 1)
        score += _ELSEWHERE * _is_elsewhere(name, clause.kind)
    return Tag(
        name, round(score, 2), TagSource.RULE, strength, reason, evidence,
        _found_cues(clause, read, hits),
    )  # fmt: skip


def _found_cues(clause: Clause, read: Reading, hits: Iterable[_Hit]) -> tuple[FoundCue, ...]:
    offset, places = clause.span.start, read.positions
    return tuple(
        [
            FoundCue(
                hit.cue,
                hit.strength,
                hit.at_home,
                offset + places[hit.start],
                offset + places[hit.end - 1] + 1,
            )
            for hit in hits
            if hit.cue
        ]
    )


def _is_elsewhere(name: str, kind: ClauseKind) -> bool:
    """Whether a part of the document only repeats what is provided for in another one."""
    if kind is ClauseKind.SIGNATURE:
        return name != "signature"
    return kind is ClauseKind.PREAMBLE and CLAUSE_TYPES[name].group != "subject"


def _evidence(clause: Clause, read: Reading, hits: Sequence[_Hit]) -> tuple[Span, ...]:
    """The first few of the hits' words, in printed offsets of the version's text, none twice."""
    spans: list[Span] = []
    reached = 0
    for hit in hits:
        if hit.start >= reached and hit.end > hit.start and len(spans) < MOST_EVIDENCE:
            start, end = read.span(hit.start, hit.end)
            spans.append(_span(clause, start, end))
            reached = hit.end
    return tuple(spans)


def _span(clause: Clause, start: int, end: int) -> Span:
    """A place in a clause as a place in the version's text."""
    local = Span.of(clause.text, start, end)
    offset = clause.span.start
    return Span(start + offset, end + offset, local.exact, local.prefix, local.suffix)
