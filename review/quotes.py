"""What is quoted of a clause as evidence: the sentence that carries a tag, as printed."""

import re

from contracts.clause import Clause, Tag

_SENTENCE_END = re.compile(r"[。！？；!?;\n]|\.(?=\s)")


def quote(clause: Clause, tag: Tag) -> str:
    """The sentence around the tag's first evidence; the clause where no words are singled out."""
    if not tag.evidence:
        return clause.text
    start = tag.evidence[0].start - clause.span.start
    end = tag.evidence[0].end - clause.span.start
    before = [match.end() for match in _SENTENCE_END.finditer(clause.text, 0, start)]
    after = _SENTENCE_END.search(clause.text, max(start, end - 1))
    return clause.text[before[-1] if before else 0 : after.end() if after else None].strip()
