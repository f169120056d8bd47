"""What to ask instead where nothing was found: looser queries, and how much each of them finds.

Counts are of what the reader may see, so a suggestion reveals as little about hidden documents as a
hit does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from contracts.visibility import Visible
from index.analysis import runs
from index.fuzziness import fuzzy_run
from index.protocol import Filters, SearchIndex
from index.query import And, Fuzzy, Near, Not, Or, Prefix, Query, Text, is_about_documents
from index.query_parts import with_parts
from index.query_writing import written

_MOST_SHOWN = 4
_MOST_ASKED = 12  # queries: a page must not wait long to say that there is nothing
_SHORTEST_PIECE = 2  # hanzi
_AROUND = re.compile(r"\A[\W_]+|[\W_]+\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A looser query as one types it, and how many clauses (or documents) it finds."""

    typed: str
    total: int
    of_documents: bool


def suggestions(
    index: SearchIndex,
    query: Query,
    *,
    visible: Visible,
    filters: Filters,
    widened: Callable[[Query], Query],
    any_word: bool = True,
) -> tuple[Suggestion, ...]:
    """Looser queries that find something, most hits first; either of the words comes last.

    ``widened`` adds the synonyms that a query is searched with; ``any_word`` is False where
    clauses with any of the words are shown anyhow.
    """
    found: list[tuple[bool, Suggestion]] = []
    loosened = dict.fromkeys(_looser(query))
    asked = [each for each in loosened if any_word or not isinstance(each, Or)][:_MOST_ASKED]
    # All are asked before the first is waited for: an engine may count them side by side.
    answers = [
        index.search(widened(looser), visible=visible, filters=filters, limit=0) for looser in asked
    ]
    for looser, answer in zip(asked, answers, strict=True):
        if answer.total:
            typed = written(with_parts(looser, _bare))
            suggestion = Suggestion(typed, answer.total, is_about_documents(looser))
            found.append((isinstance(looser, Or), suggestion))
    found.sort(key=lambda each: (each[0], -each[1].total))
    return tuple(suggestion for _, suggestion in found[:_MOST_SHOWN])


def _bare(part: Query) -> Query:
    """The part without the punctuation around it, which is not searched for."""
    return replace(part, text=_AROUND.sub("", part.text)) if isinstance(part, Text) else part


def _looser(query: Query) -> Iterator[Query]:
    match query:
        case And(parts):
            for left_out in range(len(parts)):
                rest = (*parts[:left_out], *parts[left_out + 1 :])
                if not all(isinstance(part, Not) for part in rest):  # nearly every clause
                    yield rest[0] if len(rest) == 1 else And(rest)
            if all(isinstance(part, Text) for part in parts):
                yield Or(parts)
        case Near(left, right):
            yield And((left, right))
        case Prefix(text):
            yield Text(text)
        case Text(text):
            yield from _in_pieces(text)
            if fuzzy_run(text):
                yield Fuzzy(text)


def _in_pieces(text: str) -> Iterator[Query]:
    """The words of a phrase wherever they stand in a clause; two parts of a long row of hanzi."""
    words = [run.text for run in runs(text)]
    if len(words) > 1:
        yield And(tuple(map(Text, dict.fromkeys(words))))
        return
    for cut in range(_SHORTEST_PIECE, len(text) - _SHORTEST_PIECE + 1):
        if words and not text.isascii():
            yield And((Text(text[:cut]), Text(text[cut:])))
