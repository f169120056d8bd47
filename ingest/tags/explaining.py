"""Why a clause bears its tags: the reason, and the words that decided it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Tag, TagSource
from contracts.passages import Passage, printed_span
from ingest.tags.text_scoring import Encoder, Text

MOST_WORDS = 3  # places that an encoder points out for a tag


@dataclass(frozen=True, slots=True)
class Explained:
    """A tag of a clause; ``words`` are the places in the clause's text that decided it.

    None are singled out where the clause as a whole did.
    """

    clause: Clause
    tag: Tag
    words: tuple[tuple[int, int], ...]


def explain_tags(
    encoder: Encoder | None, clauses: Sequence[Clause], tags: Mapping[str, Sequence[Tag]]
) -> Iterator[Explained]:
    """Every tag of every clause, the rejected ones too, the surest of a clause first.

    Rules point out their words themselves; an encoder is asked which words its score hangs on, and
    that takes a second or so for a dozen tags.
    """
    text = Text.of(0, clauses)
    passages: dict[str, list[Passage]] = {}
    for passage in text.passages:
        passages.setdefault(passage.clause_id, []).append(passage)
    for clause in clauses:
        for tag in sorted(tags.get(clause.id, ()), key=lambda tag: -tag.score):
            words = _evidence(clause, tag)
            if encoder is not None and tag.source is TagSource.MODEL:
                held = passages.get(clause.id, ())
                words = _by_encoder(encoder, clause, tag, held, text.language) or words
            yield Explained(clause, tag, words)


def _evidence(clause: Clause, tag: Tag) -> tuple[tuple[int, int], ...]:
    """The evidence, in the clause's own text; what is the whole clause singles nothing out."""
    start = clause.span.start
    spans = ((span.start - start, span.end - start) for span in tag.evidence)
    return tuple(span for span in spans if span != (0, len(clause.text)))


def _by_encoder(
    encoder: Encoder, clause: Clause, tag: Tag, passages: Sequence[Passage], language: str
) -> tuple[tuple[int, int], ...]:
    """The weightiest words, of all the clause's passages, in reading order."""
    weighed = [
        (weight, printed_span(passage, clause, start, end))
        for passage in passages
        for start, end, weight in encoder.explain(passage, tag.clause_type, language)
    ]
    weightiest = sorted(weighed, reverse=True)[:MOST_WORDS]
    return tuple(_joined(clause.text, sorted(span for _, span in weightiest)))


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places in their order, those that follow each other as one."""
    joined: tuple[int, int] | None = None
    for start, end in spans:
        if joined and not text[joined[1] : start].strip():
            joined = joined[0], end
            continue
        if joined:
            yield joined
        joined = start, end
    if joined:
        yield joined
