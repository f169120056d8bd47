"""What is quoted of a clause as evidence: the sentence that carries a tag, as printed."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from contracts.clause import Clause, Span, Strength, Tag, TagSource
from contracts.clause_types import BOOK, CLAUSE_TYPES
from contracts.cues import Cue, compile_cue
from contracts.text import reading

_SENTENCE_END = re.compile(r"[。！？；!?;\n]|\.(?=\s)")


def quote(clause: Clause, tag: Tag) -> str:
    """The sentence around the tag's evidence; the clause where no words are singled out.

    Evidence in the body goes before evidence in the heading. Of what provides the type, the
    sentence goes first that holds most of the words that are quoted for it.
    """
    if not tag.evidence:
        return clause.text
    body = len(clause.text) - len(clause.body)
    spans = sorted(_places(clause, tag), key=lambda place: (place[0] < body, place[0]))
    sentences = [sentence_around(clause.text, *place) for place in spans]
    if cues := _telling_cues(tag):
        sentences += _sentences(clause.text[body:])
    heads = set(_table_heads(clause.text))
    return max(sentences, key=lambda each: (_count(each, cues), each not in heads))


def tells(clause: Clause, tag: Tag) -> int:
    """How many of the words that are quoted for the type a sentence of the clause holds."""
    read = reading(clause.body).text
    ends = [match.end() for match in _SENTENCE_END.finditer(read)]
    said: Counter[int] = Counter()
    for cue in _telling_cues(tag):
        said.update({bisect_right(ends, match.start()) for match in cue.matches(read)})
    return max(said.values(), default=0)


def _places(clause: Clause, tag: Tag) -> Iterator[tuple[int, int]]:
    offset = clause.span.start
    for span in tag.evidence:
        yield span.start - offset, span.end - offset


def _telling_cues(tag: Tag) -> tuple[Cue, ...]:
    """The cues to quote by; what a person marked, or what provides nothing, is quoted as it is."""
    if tag.source is TagSource.PERSON or tag.strength is not Strength.OPERATIVE:
        return ()
    return _quoted_cues(tag.clause_type)


@cache
def _quoted_cues(clause_type: str) -> tuple[Cue, ...]:
    cues = CLAUSE_TYPES[clause_type].quoted_cues
    return tuple(compile_cue(cue, BOOK.words) for cue in cues)


def _count(text: str, cues: Iterable[Cue]) -> int:
    read = reading(text).text
    return sum(any(True for _ in cue.matches(read)) for cue in cues)


def _sentences(text: str) -> list[str]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [text[start:end].strip() for start, end in pairwise([0, *ends, len(text)])]


def _table_heads(text: str) -> Iterator[str]:
    """The first rows of tables of several columns: what is quoted is told below them."""
    before = ""
    for row, below in pairwise(text.split("\n")):
        if "\t" not in before and row.count("\t") > 1 and row.count("\t") == below.count("\t"):
            yield row.strip()
        before = row


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of a text in which the place ``start`` to ``end`` stands."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return text[before[-1] if before else 0 : after.end() if after else None].strip()


def without_number(clause: Clause, sentence: str) -> str:
    """A sentence quoted from a clause, without the clause's own number where it begins with that.

    A figure that begins like the number (1 and 10日内) is no number.
    """
    if not clause.text.startswith(sentence):
        return sentence
    return sentence.removeprefix(clause.number_label).strip() or sentence


def without_heading(clause: Clause, sentence: str) -> str:
    """A sentence quoted from a clause, without number and heading where it begins with them.

    Words of the body that begin like the heading (保修 and 保修期为…) are none.
    """
    words = without_number(clause, sentence)
    own = clause.text.removeprefix(clause.number_label).strip()
    return (
        words.removeprefix(clause.heading).lstrip(" 　.:：\n") if own.startswith(words) else words
    )


def span_of(clause: Clause, sentence: str) -> Span:
    """Where a sentence quoted from a clause stands; the clause's own number is left out."""
    start = clause.text.index(sentence)
    label = clause.number_label
    own = len(label) if start == 0 and sentence.startswith(label) else 0
    end = start + len(sentence)
    found = Span.of(clause.text, start + (own if own < len(sentence) else 0), end)
    return replace(found, start=found.start + clause.span.start, end=end + clause.span.start)
