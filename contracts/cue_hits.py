"""Cue hits: where the cues of clause types are found in a clause, and what each is worth there.

Two things weigh on a cue: what its sentence does (a cross-reference, "to be agreed", a definition
or a citation only touches the type), and what the headings above it announce.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from contracts.clause import Strength
from contracts.clause_types import BOOK, CLAUSE_TYPES
from contracts.cues import Cue, CueFinder, compile_cue
from contracts.mentions import Sentence, mention_reason, sentences
from contracts.neighbours import stands_otherwise
from contracts.text import reading

_DEFINED = re.compile(r"[^,;:]{1,30}:")  # how an entry of a list of definitions begins


class Hit(NamedTuple):
    """A cue found in a clause's reading; ``cue`` is "" for a hit that a heading alone gives.

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
def announced_by(heading: str, *, privacy: bool) -> frozenset[str]:
    """The types that a heading announces."""
    if not heading:
        return frozenset()
    finder = _heading_finder(privacy=privacy)
    return frozenset(cue.owner for cue, _ in _found(finder, reading(heading).text))


def hits_in(body: str, announced: frozenset[str], *, privacy: bool) -> Iterable[Hit]:
    """The hits of all cues in a clause's body."""
    parts = sentences(body)
    starts = [part.start for part in parts]
    specific: set[int] = set()  # the sentences that say something specific
    general: list[tuple[int, Hit]] = []  # the hits of fallback types, with their sentences
    for cue, (start, end) in _found(_body_finder(privacy=privacy), body):
        number = bisect_right(starts, start) - 1
        strength, reason = _judged(cue, parts[number], (start, end), announced)
        at_home = cue.owner in announced
        hit = Hit(cue.owner, strength, reason, start, end, cue.written, at_home)
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
    """How much a cue counts at this place of its sentence, and why."""
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


def announced_hits(body: str, types: frozenset[str]) -> Iterable[Hit]:
    """Hits for the types that a heading announces: the body below provides for them as a whole."""
    for name in sorted(types):
        reason = mention_reason(name, body, 0)
        yield Hit(
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


@cache
def _heading_finder(*, privacy: bool) -> CueFinder:
    return CueFinder(_compiled("heading_cues", privacy=privacy))


@cache
def _body_finder(*, privacy: bool) -> CueFinder:
    kinds = ("sure_cues", "body_cues", "context_cues", "touching_cues")
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
