"""The notation of cues: plain words with a few signs (see clause_types.yaml), read as patterns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from contracts.text import fold
from contracts.unfit import Unfit

NUMBER = (  # typographers set it off with a space: 40 台
    r" ?(?:\d[\d,.]*|[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+"
    r"|_{2,}|【[^】]*】|\{\{[^}]*\}\}|[ /x×*]{2,}) ?"
)
_LATIN = re.compile(r"[a-z]+")
_WITHIN = r"[^。;!?\n]"  # a character that doesn't end a sentence
_WITHIN_ENGLISH = r"(?:[^。;!?\n.]|\.(?!\s))"
_PARTS = re.compile(r"\{(?P<word>[^{}]+)\}|(?P<sign>[…~()|?])|(?P<text>[^…~(){}|?]+)")
_NAMES = re.compile(r"\{([^{}]+)\}")
_HANZI = re.compile("[\u3400-\u9fff]")
_GAPS = {"…": (40, 120), "~": (16, 50)}  # characters: in Chinese, in English

Tokens = frozenset[str]


class ReadCue(NamedTuple):
    """A cue or a piece of one: its pattern, the sets of tokens of which its matches hold one each,
    and what its matches can begin with (nothing where that is anything).

    (A tuple: every start makes fifteen thousand of them.)
    """

    pattern: str
    needs: tuple[Tokens, ...] = ()
    heads: Tokens = frozenset()


def read_cue(written: str, words: Mapping[str, Sequence[str]]) -> ReadCue:
    """Read a cue; ``words`` are the named sets that ``{name}`` stands for.

    Raises ValueError where brackets don't pair up or a name is unknown.
    """
    check_names(written, words)
    return _read(written, words) if names_in(written) else _read_plain(written)


@cache
def _read_plain(written: str) -> ReadCue:
    """Read a cue without named sets, as most are; kept, since many are read more than once."""
    return _read(written, {})


def _read(written: str, words: Mapping[str, Sequence[str]]) -> ReadCue:
    folded = fold(written)
    beginning, ending = folded.startswith("^"), folded.endswith("$") and len(folded) > 1
    inner = folded[beginning : len(folded) - ending]
    reader = _CueReader(written, inner, words, english=not _HANZI.search(inner))
    read = reader.read_choice()
    reader.expect_end()
    pattern = f"{r'^' if beginning else ''}{read.pattern}{r'[ ]*$' if ending else ''}"
    return read._replace(pattern=pattern, needs=tuple(sorted(read.needs, key=_looseness)))


def names_in(written: str) -> list[str]:
    """The names of the sets that a cue asks for."""
    return _NAMES.findall(written)


def check_names(written: str, words: Mapping[str, Sequence[str]]) -> None:
    """Whether each ``{name}`` of a cue is one of the named sets. Raises ValueError."""
    for name in names_in(written):
        if name != "数" and name not in words:
            known = ", ".join(words)
            raise Unfit(
                f"{written}：没有 {{{name}}} 这组词；有 数, {known}",
                f"{written}: there is no {{{name}}}; there are 数, {known}",
            )


def _unpaired(written: str) -> Unfit:
    return Unfit(f"{written}：括号不成对", f"the brackets of {written} don't pair up")


class _CueReader:
    """Reads the notation from left to right."""

    def __init__(
        self, written: str, text: str, words: Mapping[str, Sequence[str]], *, english: bool
    ) -> None:
        self._written = written
        self._words = words
        self._english = english
        self._parts: Iterator[re.Match[str]] = _PARTS.finditer(text)
        self._part = next(self._parts, None)

    def _advance(self) -> None:
        self._part = next(self._parts, None)

    def expect_end(self) -> None:
        """Raise ValueError where something is left over: a bracket too many."""
        if self._part is not None:
            raise _unpaired(self._written)

    def read_choice(self) -> ReadCue:
        """``a|b|c`` up to a closing bracket or the end."""
        choices = [self._read_sequence()]
        while self._part is not None and self._part.group() == "|":
            self._advance()
            choices.append(self._read_sequence())
        return _one_of(choices)

    def _read_sequence(self) -> ReadCue:
        nodes: list[ReadCue] = []
        while self._part is not None and self._part.group() not in ("|", ")"):
            nodes.append(self._read_node())
        if len(nodes) == 1:
            return nodes[0]
        needs = tuple(need for node in nodes for need in node.needs)
        heads = nodes[0].heads if nodes else frozenset()
        return ReadCue("".join(node.pattern for node in nodes), needs, heads)

    def _read_node(self) -> ReadCue:
        assert self._part is not None  # noqa: S101 - the caller has looked
        part = self._part
        self._advance()
        if part["text"]:
            return _literal(part["text"])
        if part["sign"] == "?":
            raise Unfit(
                f"{self._written}：? 只能跟在括号或一组词之后，如 (的)?",
                f"{self._written}: a ? follows a bracket or a named set, such as (the)?",
            )
        if part["sign"] in _GAPS:
            chinese, english = _GAPS[part["sign"]]
            if self._english:
                return ReadCue(f"{_WITHIN_ENGLISH}{{0,{english}}}?")
            return ReadCue(f"{_WITHIN}{{0,{chinese}}}?")
        node = self._word_set(part["word"]) if part["word"] else self._read_bracket()
        if self._part is not None and self._part.group() == "?":
            self._advance()
            return ReadCue(f"(?:{node.pattern})?")
        return node

    def _read_bracket(self) -> ReadCue:
        node = self.read_choice()
        if self._part is None or self._part.group() != ")":
            raise _unpaired(self._written)
        self._advance()
        return node

    def _word_set(self, name: str) -> ReadCue:
        if name == "数":
            return ReadCue(NUMBER)
        return _one_of([_literal(fold(word)) for word in self._words[name]])


def _one_of(choices: Sequence[ReadCue]) -> ReadCue:
    """Join alternatives: a match holds a token of whichever one it matches."""
    if len(choices) == 1:
        return choices[0]
    pattern = f"(?:{'|'.join(choice.pattern for choice in choices)})"
    needs = heads = frozenset[str]()
    if all(choice.needs for choice in choices):
        needs = needs.union(*(min(choice.needs, key=_looseness) for choice in choices))
    if all(choice.heads for choice in choices):
        heads = heads.union(*(choice.heads for choice in choices))
    return ReadCue(pattern, (needs,) if needs else (), heads)


@cache
def _looseness(tokens: Tokens) -> tuple[bool, int]:
    """How many texts a set of tokens lets through: fewest with few and long tokens."""
    return any(len(token) == 1 for token in tokens), len(tokens)


@cache
def _literal(text: str) -> ReadCue:
    """A pattern for plain characters: Latin words from their start, a space for any spaces."""
    words = text.split(" ")
    pattern = r"\s+".join(re.escape(word) for word in words)
    edge = r"(?<![a-z])" if _LATIN.match(text) else ""
    tokens = [word[:3] for word in _LATIN.findall(text) if len(word) >= 3]
    if not tokens:
        tokens = ["".join(pair) for word in words for pair in pairwise(word)] or [text.strip()]
    needs = tuple(frozenset([token]) for token in tokens if token)
    return ReadCue(edge + pattern, needs, frozenset([words[0]] if words[0] else []))
