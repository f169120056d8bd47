"""Tagging: what each clause is about, how surely, and on which words.

Rules find the cues of ``clause_types.yaml`` and judge each where it stands: see ``cue_hits``. Here
the hits are weighed by the part of the document that they are in, and become tags. Scores of a
trained encoder are joined afterwards: see ``joining``.
"""

from collections.abc import Iterable, Sequence

from contracts.announcing import announced
from contracts.clause import Clause, ClauseKind, FoundCue, Span, Strength, Tag, TagSource
from contracts.clause_types import CLAUSE_TYPES
from contracts.cue_hits import Hit, announced_hits, hits_in
from contracts.privacy import is_privacy_policy
from contracts.text import TextReading, reading

MOST_EVIDENCE = 3  # spans kept for a tag: enough to judge by
SHORTEST_BODY = 4  # characters a body needs to be read as a provision under its heading
FEWEST_POLICY_PARTS = 3  # headings of different policy parts that make a document a policy
# Scores order the evidence, so that the clause a type is at home in is seen first.
_SCORES = {Strength.OPERATIVE: 0.7, Strength.WEAK: 0.4, Strength.CANDIDATE: 0.2}
_BY_HEADING_ALONE = 0.6  # instead of OPERATIVE's, where the heading is all that speaks for it
_ANNOUNCED, _FURTHER_WORDS, _ELSEWHERE = 0.15, 0.05, -0.2
_ORDER = (Strength.OPERATIVE, Strength.WEAK, Strength.CANDIDATE)


def tag_clauses(clauses: Sequence[Clause]) -> dict[str, tuple[Tag, ...]]:
    """The tags of each clause by its id; a clause about no known type has an empty tuple."""
    privacy = is_privacy_policy(clause.text for clause in clauses)
    own, under = announced(clauses, privacy=privacy)
    policy = _is_policy(own.values())
    tags: dict[str, tuple[Tag, ...]] = {}
    for clause in clauses:
        inherited = under.get(clause.parent or "", frozenset())
        found = _by_rules(clause, own[clause.id], inherited, privacy=privacy)
        tags[clause.id] = tuple(tag for tag in found if policy or not _of_policy(tag.clause_type))
    return tags


def _of_policy(clause_type: str) -> bool:
    return CLAUSE_TYPES[clause_type].group == "policy"


def _is_policy(announced: Iterable[frozenset[str]]) -> bool:
    """A contract has purposes and processes too, but few headings that say so."""
    parts = {name for types in announced for name in types if _of_policy(name)}
    return len(parts) >= FEWEST_POLICY_PARTS


def _by_rules(
    clause: Clause, own: frozenset[str], inherited: frozenset[str], *, privacy: bool
) -> list[Tag]:
    """The tags that the cues give: ``own`` is announced by its heading, ``inherited`` above it."""
    read = reading(clause.text)
    body_start = read.offset(len(clause.text) - len(clause.body))
    body = "" if own and not clause.heading else read.text[body_start:]
    if len(body.strip()) < SHORTEST_BODY and not own:
        body_start, body = 0, read.text  # a line that announces nothing is no heading
    if len(body.strip()) < SHORTEST_BODY:
        hits = [Hit(name, Strength.WEAK, "heading_only", 0, len(read.text)) for name in sorted(own)]
        return _tags(clause, read, hits, own)
    hits = [
        _in_its_place(hit, clause.kind) for hit in hits_in(body, own | inherited, privacy=privacy)
    ]
    operative = {hit.clause_type for hit in hits if hit.strength is Strength.OPERATIVE}
    hits.extend(announced_hits(body, own - operative))
    if all(CLAUSE_TYPES[name].fallback for name in operative):
        hits.extend(announced_hits(body, inherited - own - operative))
    if clause.kind is ClauseKind.SIGNATURE:
        hits.append(Hit("signature", Strength.OPERATIVE, "cue", 0, len(body)))
    if body_start:
        hits = [
            hit._replace(start=hit.start + body_start, end=hit.end + body_start) for hit in hits
        ]
    return _tags(clause, read, hits, own | inherited)


def _in_its_place(hit: Hit, kind: ClauseKind) -> Hit:
    """A hit as it stands, or a candidate where its type doesn't belong: 联系人 in the preamble."""
    if kind in CLAUSE_TYPES[hit.clause_type].not_in:
        return hit._replace(strength=Strength.CANDIDATE, reason="mention")
    return hit


def _tags(
    clause: Clause, read: TextReading, hits: Iterable[Hit], announced: frozenset[str]
) -> list[Tag]:
    """One tag a type, of its strongest hits, with their words as evidence."""
    by_type: dict[str, list[Hit]] = {}
    for hit in hits:
        by_type.setdefault(hit.clause_type, []).append(hit)
    return [
        _tag(clause, read, name, found, announced=name in announced)
        for name, found in by_type.items()
    ]


def _tag(clause: Clause, read: TextReading, name: str, hits: list[Hit], *, announced: bool) -> Tag:
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


def _found_cues(clause: Clause, read: TextReading, hits: Iterable[Hit]) -> tuple[FoundCue, ...]:
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
    """Whether the type belongs in another part of the document, which this one only repeats."""
    if kind is ClauseKind.SIGNATURE:
        return name != "signature"
    return kind is ClauseKind.PREAMBLE and CLAUSE_TYPES[name].group != "subject"


def _evidence(clause: Clause, read: TextReading, hits: Sequence[Hit]) -> tuple[Span, ...]:
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
