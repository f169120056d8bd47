"""The notation of cues: plain words with a few signs (see clause_types.yaml), and finding them.

Each cue becomes one pattern. So that a text isn't tried against hundreds of them, a cue knows
tokens (pairs of hanzi, beginnings of words) that a matching text must hold, and is filed by them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from contracts.text import fold

NUMBER = (  # typographers set it off with a space: 40 台
    r" ?(?:\d[\d,.]*|[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+"
    r"|_{2,}|【[^】]*】|\{\{[^}]*\}\}|[ /x×*]{2,}) ?"
)
_LATIN = re.compile(r"[a-z]+")
_WORD = re.compile(r"[a-z]{3}")
_WITHIN = r"[^。;!?\n]"  # a character that doesn't end a sentence
_WITHIN_ENGLISH = r"(?:[^。;!?\n.]|\.(?!\s))"
_PARTS = re.compile(r"\{(?P<word>[^{}]+)\}|(?P<sign>[…~()|?])|(?P<text>[^…~(){}|?]+)")
_GAPS = {"…": (40, 120), "~": (16, 50)}  # characters: in Chinese, in English


Tokens = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A cue that was read: every text it matches holds a token of each of ``needs``.

    Every match begins with one of ``heads``, unless there are none. ``kind`` and ``owner`` are
    whatever the cue stands for.
    """

    kind: str
    owner: str
    written: str
    expression: str
    needs: tuple[Tokens, ...]
    heads: Tokens

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first wanted: most cues never are."""
        return _compiled(self.expression)

    def matches(self, text: str, places: "Places | None" = None) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer`` finds, trying only the places where a match can begin.

        ``places`` are those of the text, or of one of which this text covers some characters.
        """
        if not self.heads:
            yield from self.pattern.finditer(text)
            return
        match_at, end = self.pattern.match, 0
        for place in (places or Places(text, self.heads)).of_any(self.heads):
            if place >= end and (match := match_at(text, place)):
                yield match
                end = match.end()


class Places:
    """Where heads of cues stand in a text; each is looked for once, however many cues ask."""

    def __init__(self, text: str, heads: Iterable[str]) -> None:
        """No head but these stands in the text."""
        self._text = text
        self._heads = frozenset(heads)
        self._known: dict[str, tuple[int, ...]] = {}

    def of_any(self, heads: Tokens) -> Sequence[int]:
        """The places of all these heads, in order."""
        found = [self._of(head) for head in heads & self._heads]
        return found[0] if len(found) == 1 else sorted(set(chain.from_iterable(found)))

    def _of(self, head: str) -> tuple[int, ...]:
        known = self._known.get(head)
        if known is None:
            known = self._known[head] = tuple(self._look(head))
        return known

    def _look(self, head: str) -> Iterator[int]:
        text, latin = self._text, _is_letter(head[0])
        place = text.find(head)
        while place >= 0:
            if not (latin and place and _is_letter(text[place - 1])):  # within a word
                yield place
            place = text.find(head, place + 1)


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def tokens_of(text: str) -> set[str]:
    """What cues are filed under: characters, pairs of characters, words' first three letters."""
    tokens = {first + second for first, second in pairwise(text)}
    tokens.update(text)
    tokens.update(word[:3] for word in _LATIN.findall(text))
    return tokens


class CueFinder:
    """Finds, among many cues, those that a text holds."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple(cues)
        self._always = [number for number, cue in enumerate(self._cues) if not cue.needs]
        self._filed: dict[str, list[int]] = {}  # a token → the cues that need it, by number
        self._heads: dict[str, set[str]] = {}  # a token → the heads that begin with it
        for number, cue in enumerate(self._cues):
            for token in cue.needs[0] if cue.needs else ():
                self._filed.setdefault(token, []).append(number)
            for head in cue.heads:
                token = head[:3] if _WORD.match(head) else head[:2]
                self._heads.setdefault(token, set()).add(head)

    def make_ready(self) -> None:
        """Compile every cue, instead of each when it is first wanted."""
        for cue in self._cues:
            _compiled(cue.expression)

    def candidates(self, text: str) -> tuple[list[Cue], Places]:
        """The cues that may match somewhere in the folded text, without doubles, and where."""
        tokens = tokens_of(text)
        numbers = set(self._always)
        for token in tokens & self._filed.keys():
            numbers.update(self._filed[token])
        fitting = [
            cue
            for cue in map(self._cues.__getitem__, sorted(numbers))
            if not any(map(tokens.isdisjoint, cue.needs[1:]))
        ]
        beginnings = tokens & self._heads.keys()
        return fitting, Places(text, chain.from_iterable(map(self._heads.__getitem__, beginnings)))


def compile_cue(
    written: str, words: Mapping[str, Sequence[str]], *, kind: str = "", owner: str = ""
) -> Cue:
    """Compile a cue; ``words`` are the named sets that ``{name}`` stands for.

    Raises ValueError where brackets don't pair up or a name is unknown.
    """
    check_names(written, words)
    folded = fold(written)
    beginning, ending = folded.startswith("^"), folded.endswith("$") and len(folded) > 1
    inner = folded[beginning : len(folded) - ending]
    reader = _CueReader(written, inner, words, english=not re.search("[\u3400-\u9fff]", inner))
    node = reader.read_choice()
    reader.expect_end()
    pattern = f"{r'^' if beginning else ''}{node.pattern}{r'[ ]*$' if ending else ''}"
    needs = tuple(sorted(node.needs, key=_looseness))
    return Cue(kind, owner, written, pattern, needs, node.heads)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.MULTILINE)


def check_cue(written: str) -> str:
    """The cue itself, if its signs stand as they should; whether its ``{names}`` exist isn't asked.

    Raises ValueError.
    """
    names = {match["word"]: ("?",) for match in _PARTS.finditer(written) if match["word"]}
    compile_cue(written, names)
    return written


def check_names(written: str, words: Mapping[str, Sequence[str]]) -> None:
    """Whether each ``{name}`` of a cue is one of the named sets. Raises ValueError."""
    for match in _PARTS.finditer(written):
        if match["word"] and match["word"] != "数" and match["word"] not in words:
            known = ", ".join(words)
            raise ValueError(f"{written}: there is no {{{match['word']}}}; there are 数, {known}")


CueText = Annotated[str, StringConstraints(min_length=1), AfterValidator(check_cue)]


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a cue: its pattern, the sets of tokens of which its matches hold one each, and
    what its matches can begin with (nothing where that is anything).
    """

    pattern: str
    needs: tuple[Tokens, ...] = ()
    heads: Tokens = frozenset()


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
        """Nothing may be left over: a bracket too many."""
        if self._part is not None:
            raise ValueError(f"the brackets of {self._written} don't pair up")

    def read_choice(self) -> _Node:
        """``a|b|c`` up to a closing bracket or the end."""
        choices = [self._read_sequence()]
        while self._part is not None and self._part.group() == "|":
            self._advance()
            choices.append(self._read_sequence())
        return _one_of(choices)

    def _read_sequence(self) -> _Node:
        nodes: list[_Node] = []
        while self._part is not None and self._part.group() not in ("|", ")"):
            nodes.append(self._read_node())
        needs = tuple(need for node in nodes for need in node.needs)
        heads = nodes[0].heads if nodes else frozenset()
        return _Node("".join(node.pattern for node in nodes), needs, heads)

    def _read_node(self) -> _Node:
        assert self._part is not None  # noqa: S101 - the caller has looked
        part = self._part
        self._advance()
        if part["text"]:
            return _literal(part["text"])
        if part["sign"] == "?":
            raise ValueError(f"{self._written}: a ? follows a bracket or a named set")
        if part["sign"] in _GAPS:
            chinese, english = _GAPS[part["sign"]]
            if self._english:
                return _Node(f"{_WITHIN_ENGLISH}{{0,{english}}}?")
            return _Node(f"{_WITHIN}{{0,{chinese}}}?")
        node = self._word_set(part["word"]) if part["word"] else self._read_bracket()
        if self._part is not None and self._part.group() == "?":
            self._advance()
            return _Node(f"(?:{node.pattern})?")
        return node

    def _read_bracket(self) -> _Node:
        node = self.read_choice()
        if self._part is None or self._part.group() != ")":
            raise ValueError(f"the brackets of {self._written} don't pair up")
        self._advance()
        return node

    def _word_set(self, name: str) -> _Node:
        if name == "数":
            return _Node(NUMBER)
        return _one_of([_literal(fold(word)) for word in self._words[name]])


def _one_of(choices: Sequence[_Node]) -> _Node:
    """Either of them: what a match needs is a token of whichever it is."""
    if len(choices) == 1:
        return choices[0]
    pattern = f"(?:{'|'.join(choice.pattern for choice in choices)})"
    needs = heads = frozenset[str]()
    if all(choice.needs for choice in choices):
        needs = needs.union(*(min(choice.needs, key=_looseness) for choice in choices))
    if all(choice.heads for choice in choices):
        heads = heads.union(*(choice.heads for choice in choices))
    return _Node(pattern, (needs,) if needs else (), heads)


def _looseness(tokens: Tokens) -> tuple[bool, int]:
    """Few and long tokens let the fewest texts through."""
    return any(len(token) == 1 for token in tokens), len(tokens)


def _literal(text: str) -> _Node:
    """Characters as they stand; a Latin word matches from its beginning, any space any spaces."""
    words = text.split(" ")
    pattern = r"\s+".join(re.escape(word) for word in words)
    edge = r"(?<![a-z])" if _LATIN.match(text) else ""
    tokens = [word[:3] for word in _LATIN.findall(text) if len(word) >= 3]
    if not tokens:
        tokens = ["".join(pair) for word in words for pair in pairwise(word)] or [text.strip()]
    needs = tuple(frozenset([token]) for token in tokens if token)
    return _Node(edge + pattern, needs, frozenset([words[0]] if words[0] else []))
