"""Anchoring: finding a quoted passage again in another reading or version of its document.

The words are looked for as they are meant (folded, without spaces and line breaks), then words very
like them. What stood before and after decides between several places, and whether a few words that
occur everywhere (30日内) are meant at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from contracts.clause import Clause, Span
from contracts.text import reading

LIKE = 85  # per cent of the characters that stay, for words to be the same passage still
CONTEXT_LIKE = 50  # the same of what stands before or after
FEW_CHARACTERS = 12  # a quotation as short as this says nothing without what stands around it
_SHARED = 0.5  # of a passage's pairs of characters, in clauses that are worth comparing
_COMPARED = 8  # clauses


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: the clause that holds most of it, and the words of it there."""

    clause: Clause
    span: Span

    @property
    def whole(self) -> bool:
        """Whether the place is the clause's whole body."""
        wanted = _Dense.of(self.clause.body or self.clause.text).text
        return len(_Dense.of(self.span.exact).text) >= len(wanted)


@dataclass(frozen=True, slots=True)
class _Dense:
    """A text folded and without spaces; ``positions[i]`` is where ``text[i]`` is printed."""

    text: str
    positions: Sequence[int]

    @classmethod
    def of(cls, printed: str) -> "_Dense":
        read = reading(printed)
        kept = [(c, p) for c, p in zip(read.text, read.positions, strict=True) if not c.isspace()]
        return cls("".join(c for c, _ in kept), [p for _, p in kept])


@dataclass(frozen=True, slots=True)
class _Found:
    """A place in the dense text; how alike passage and surroundings are, in per cent."""

    start: int
    end: int
    like: float
    context: float


def find_passage(passage: Span, clauses: Sequence[Clause]) -> Place | None:
    """Where the passage stands among a version's clauses (in their order); None if it is gone."""
    (place,) = find_passages([passage], clauses)
    return place


def find_passages(passages: Sequence[Span], clauses: Sequence[Clause]) -> tuple[Place | None, ...]:
    """The same for many passages."""
    if not passages:
        return ()
    printed = _printed(clauses)
    text = _Dense.of(printed)
    return tuple(_find(passage, clauses, printed, text) for passage in passages)


def same_words(one: str, other: str) -> bool:
    """Whether two quotations say the same: spaces, punctuation and script make no difference."""
    return _said(one) == _said(other)


def _said(printed: str) -> str:
    return "".join(character for character in _Dense.of(printed).text if character.isalnum())


def _find(passage: Span, clauses: Sequence[Clause], printed: str, text: _Dense) -> Place | None:
    words = _Dense.of(passage.exact).text
    if not words:
        return None
    found = list(_quoted(words, passage, text)) or list(_alike(words, passage, text, clauses))
    if not found:
        return None
    best = max(
        found,
        key=lambda one: (
            one.like + one.context,
            -abs(text.positions[one.start] - passage.start),
        ),
    )
    return _place(printed, clauses, text.positions[best.start], text.positions[best.end - 1] + 1)


def _printed(clauses: Sequence[Clause]) -> str:
    """The version's text as far as it stands in clauses, every character at its own offset."""
    pieces: list[str] = []
    reached = 0
    for clause in clauses:
        pieces += ["\n" * (clause.span.start - reached), clause.text]
        reached = clause.span.end
    return "".join(pieces)


def _quoted(words: str, passage: Span, text: _Dense) -> Iterator[_Found]:
    """The places where exactly these words stand."""
    start = text.text.find(words)
    while start >= 0:
        end = start + len(words)
        context = _context(passage, text.text, start, end)
        if len(words) > FEW_CHARACTERS or context >= CONTEXT_LIKE:
            yield _Found(start, end, 100, context)
        start = text.text.find(words, start + 1)


def _alike(words: str, passage: Span, text: _Dense, clauses: Sequence[Clause]) -> Iterator[_Found]:
    """The places in the clauses most like it where most of the words stand, in their order."""
    if len(words) <= FEW_CHARACTERS:
        return
    pairs = _pairs(words)
    spans = _dense_spans(text, clauses)
    weighed = [(len(pairs & _pairs(text.text[start:end])), start, end) for start, end in spans]
    likely = [entry for entry in weighed if entry[0] >= _SHARED * len(pairs)]
    for _, start, end in sorted(likely, reverse=True)[:_COMPARED]:
        clause = text.text[start:end]
        if len(words) >= len(clause):
            like, first, last = fuzz.ratio(words, clause), start, end
        else:
            found = fuzz.partial_ratio_alignment(words, clause)
            assert found is not None  # noqa: S101 - tells mypy: None comes of a cutoff alone
            like, first, last = found.score, start + found.dest_start, start + found.dest_end
        if like >= LIKE and first < last:
            yield _Found(first, last, like, _context(passage, text.text, first, last))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _dense_spans(text: _Dense, clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Where each clause stands in the dense text; those without a character are left out."""
    start = 0
    for clause in clauses:
        end = start
        while end < len(text.positions) and text.positions[end] < clause.span.end:
            end += 1
        if start < end:
            yield start, end
        start = end


def _context(passage: Span, text: str, start: int, end: int) -> float:
    """How alike what stands before or after is to what stood there; 100 where nothing did."""
    before, after = _Dense.of(passage.prefix).text, _Dense.of(passage.suffix).text
    likes = []
    if before:
        likes.append(fuzz.ratio(before, text[max(0, start - len(before)) : start]))
    if after:
        likes.append(fuzz.ratio(after, text[end : end + len(after)]))
    return max(likes, default=100)


def _place(printed: str, clauses: Sequence[Clause], start: int, end: int) -> Place:
    """The clause that holds most of ``printed[start:end]``, with the part that it holds."""
    clause = max(clauses, key=lambda one: min(end, one.span.end) - max(start, one.span.start))
    start, end = max(start, clause.span.start), min(end, clause.span.end)
    return Place(clause, Span.of(printed, start, end))
