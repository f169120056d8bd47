"""What is quoted of a clause as evidence: the sentence that carries a tag, as printed."""

import re
from dataclasses import replace

from contracts.clause import Clause, Span, Tag

_SENTENCE_END = re.compile(r"[。！？；!?;\n]|\.(?=\s)")


def quote(clause: Clause, tag: Tag) -> str:
    """The sentence around the tag's first evidence; the clause where no words are singled out.

    Evidence in the body goes before evidence in the heading.
    """
    if not tag.evidence:
        return clause.text
    body = clause.span.end - len(clause.body)
    first = min(tag.evidence, key=lambda span: (span.start < body, span.start))
    start, end = first.start - clause.span.start, first.end - clause.span.start
    return sentence_around(clause.text, start, end)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of a text in which the place ``start`` to ``end`` stands."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return text[before[-1] if before else 0 : after.end() if after else None].strip()


def span_of(clause: Clause, sentence: str) -> Span:
    """Where a sentence quoted from a clause stands; the clause's own number is left out."""
    start = clause.text.index(sentence)
    own = len(clause.number_label) if sentence.startswith(clause.number_label) else 0
    end = start + len(sentence)
    found = Span.of(clause.text, start + (own if own < len(sentence) else 0), end)
    return replace(found, start=found.start + clause.span.start, end=end + clause.span.start)
