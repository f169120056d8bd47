"""The query language: typed text to a query tree, or an error that points at the spot.

Words and “phrases”, AND OR NOT (且 或 非, and - for NOT), parentheses, ``NEAR/5`` (近/5),
``prefix*``, ``fuzzy~`` and fields (``query_fields``). Words side by side must all be there, in one
clause; ``document:(…)`` asks for them anywhere in the document. Full-width characters are read like
half-width ones. What is no operator is text, so that a sentence pasted from a contract can be
searched for, punctuation and all.
"""

import re
from typing import cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput

from index import query_errors as errors
from index.analysis import is_searchable
from index.fuzziness import fuzzy_run
from index.query import And, Everything, Fuzzy, InDocument, Near, Not, Or, Prefix, Query, Text
from index.query_fields import FIELDS

_LONGEST = 4000  # characters typed
_DEEPEST = 10  # parentheses within parentheses: Elasticsearch takes 30 queries in one another
_FARTHEST = 1000  # characters between the two texts of a NEAR
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: ord(" ")}
_QUOTATION_MARKS = '"“”「」『』'


class _Blank:
    """A part with nothing that can be searched for, such as a dash between two words."""

    def __init__(self, position: int) -> None:
        self.position = position


_Part = Query | _Blank


def parse(typed: str) -> Query:
    """The query that was typed; an empty text asks for everything.

    Raises InvalidQuery with the position of what cannot be read, and what was expected there.
    """
    if not typed.strip():
        return Everything()
    _check_size(typed)
    text = typed.translate(_HALF_WIDTH)
    try:
        part = cast(_Part, _PARSER.parse(text))  # the transformer has made parts of the tree
    except UnexpectedInput as error:
        if _OPERATOR.search(text):
            raise errors.unexpected(error, text) from error
        part = _plain(text)
    return _searched(part)


def plain_words(typed: str) -> tuple[str, ...]:
    """The words of a text in which nothing is quoted, grouped, or asked for by an operator or a
    field; none where something is.
    """
    if len(typed) > _LONGEST:
        return ()
    try:
        tokens = list(_PARSER.lex(typed.translate(_HALF_WIDTH)))
    except UnexpectedInput:
        return ()
    if any(token.type != "WORD" for token in tokens):
        return ()
    return tuple(dict.fromkeys(str(token) for token in tokens if is_searchable(token)))


class _Builder(Transformer[Token, _Part]):
    """Makes the query tree while the text is parsed."""

    def word(self, children: list[Token]) -> _Part:
        return _text(children[0], children[0].start_pos or 0)

    def phrase(self, children: list[Token]) -> _Part:
        return _text(children[0][1:-1], (children[0].start_pos or 0) + 1)

    def prefix(self, children: list[Token]) -> _Part:
        token = children[0]
        position = token.start_pos or 0
        return Prefix(token[:-1], position) if is_searchable(token) else _Blank(position)

    def field(self, children: list[Token]) -> _Part:
        token = children[0]
        name, _, typed = token.partition(":")
        value = typed.strip(_QUOTATION_MARKS)
        position = (token.start_pos or 0) + len(name) + 1
        read, example = FIELDS[name.lower()]
        if typed == "(" or not is_searchable(value):
            raise errors.no_value(name, example, position)
        return read(value, position)

    def fuzzy(self, children: list[Token]) -> _Part:
        token = children[0]
        position = token.start_pos or 0
        if fuzzy_run(token[:-1]) is None:
            raise errors.not_fuzzy(position + len(token) - 1)
        return Fuzzy(token[:-1], position)

    def in_document(self, children: list[_Part]) -> _Part:
        return InDocument(_searched(children[0]))

    def near(self, children: list[_Part | Token]) -> _Part:
        texts = [_searched(part) for part in cast(list[_Part], children[::2])]
        distances = [_distance(operator) for operator in cast(list[Token], children[1::2])]
        pairs = tuple(
            Near(cast(Text, left), cast(Text, right), distance)
            for left, right, distance in zip(texts, texts[1:], distances, strict=False)
        )
        return And(pairs) if len(pairs) > 1 else pairs[0]

    def negated(self, children: list[_Part]) -> _Part:
        part = _searched(children[0])
        return part.part if isinstance(part, Not) else Not(part)

    def conjunction(self, children: list[_Part]) -> _Part:
        return _all_of(children)

    def disjunction(self, children: list[_Part]) -> _Part:
        return Or(tuple(_searched(part) for part in children))


def _text(text: str, position: int) -> _Part:
    return Text(str(text), position) if is_searchable(text) else _Blank(position)


def _searched(part: _Part) -> Query:
    if isinstance(part, _Blank):
        raise errors.nothing_to_search(part.position)
    return part


def _distance(near: Token) -> int:
    distance = int(near.partition("/")[2])
    if distance > _FARTHEST:
        raise errors.too_far(_FARTHEST, near.start_pos or 0)
    return distance


def _all_of(children: list[_Part]) -> _Part:
    """All parts, each wanted once however often it was typed; those with nothing in them go."""
    parts = tuple(dict.fromkeys(part for part in children if not isinstance(part, _Blank)))
    if not parts:
        return children[0]
    return parts[0] if len(parts) == 1 else And(parts)


def _plain(text: str) -> _Part:
    """Text without operators that the grammar cannot read, such as ``a) 乙方“公司``: its words."""
    words = re.finditer(rf"[^\s(){_QUOTATION_MARKS}]+", text)
    return _all_of([_text(match[0], match.start()) for match in words] or [_Blank(0)])


_PARSER: Lark = Lark.open(
    "query_language.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=_Builder()
)
_OPERATOR = re.compile(
    "|".join(
        f"(?:{terminal.pattern.to_regexp()})"
        for terminal in _PARSER.terminals
        if terminal.name in {"_AND", "_OR", "_NOT", "NEAR", "FIELD", "FUZZY", "_DOCUMENT"}
    )
)


def _check_size(typed: str) -> None:
    if len(typed) > _LONGEST:
        raise errors.too_long(_LONGEST)
    depth = 0
    for position, character in enumerate(typed):
        depth += {"(": 1, "（": 1, ")": -1, "）": -1}.get(character, 0)
        if depth > _DEEPEST:
            raise errors.too_deep(_DEEPEST, position)
