"""Cues of clause types, and finding those that a text holds.

Each cue becomes one pattern (``cue_notation``). So that a text isn't tried against hundreds of
them, cues are filed by tokens (pairs of hanzi, beginnings of words) that a matching text must hold.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import add
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from contracts.cue_notation import Tokens, names_in, read_cue

_LATIN = re.compile(r"[a-z]+")
_WORD = re.compile(r"[a-z]{3}")


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A cue that was read: every text it matches holds a token of each of ``needs``.

    Every match begins with one of ``heads``, words among them, unless there are none. ``kind`` and
    ``owner`` are whatever the cue stands for.
    """

    kind: str
    owner: str
    written: str
    expression: str
    needs: tuple[Tokens, ...]
    heads: Tokens

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression, made when it is first used: most cues never are."""
        return _compiled(self.expression)

    def matches(self, text: str, places: "Places | None" = None) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer`` finds, trying only the places where a match can begin.

        ``places`` are those of the text, or of one of which this text covers some characters.
        """
        if not self.heads:
            return self.pattern.finditer(text)
        return self._matches_at_heads(text, places or Places(text, self.heads))

    def _matches_at_heads(self, text: str, places: "Places") -> Iterator[re.Match[str]]:
        match_at, end = self.pattern.match, 0
        for place in places.of_any(self.heads):
            if place >= end and (match := match_at(text, place)):
                yield match
                end = match.end()


class Places:
    """Where heads of cues stand in a text; each is looked for once for all cues."""

    def __init__(self, text: str, heads: Iterable[str]) -> None:
        """No head but these stands in the text."""
        self._text = text
        self._heads = frozenset(heads)
        self._known: dict[str, list[int]] = {}

    def of_any(self, heads: Tokens) -> Sequence[int]:
        """The places of all these heads, in order."""
        here = heads & self._heads
        if len(here) == 1:
            return self._of(*here)
        return sorted(set(chain.from_iterable(map(self._of, here))))

    def _of(self, head: str) -> list[int]:
        known = self._known.get(head)
        if known is None:
            known = self._known[head] = self._look(head)
        return known

    def _look(self, head: str) -> list[int]:
        text, latin = self._text, _is_letter(head[0])
        places = []
        place = text.find(head)
        while place >= 0:
            if not (latin and place and _is_letter(text[place - 1])):  # within a word
                places.append(place)
            place = text.find(head, place + 1)
        return places


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def tokens_of(text: str) -> set[str]:
    """What cues are filed under: characters, pairs of characters, words' first three letters."""
    tokens = set(map(add, text, text[1:]))
    tokens.update(text)
    tokens.update(word[:3] for word in _LATIN.findall(text))
    return tokens


class CueFinder:
    """Finds, among many cues, those that a text holds."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple(cues)
        self._always = {number for number, cue in enumerate(self._cues) if not cue.needs}
        self._further_needs = [cue.needs[1:] for cue in self._cues]
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
        known = map(self._filed.__getitem__, tokens & self._filed.keys())
        fitting = [
            self._cues[number]
            for number in sorted(self._always.union(*known))
            if not any(map(tokens.isdisjoint, self._further_needs[number]))
        ]
        beginnings = tokens & self._heads.keys()
        return fitting, Places(text, chain.from_iterable(map(self._heads.__getitem__, beginnings)))


def compile_cue(
    written: str, words: Mapping[str, Sequence[str]], *, kind: str = "", owner: str = ""
) -> Cue:
    """Compile a cue; ``words`` are the named sets that ``{name}`` stands for.

    Raises ValueError where brackets don't pair up or a name is unknown.
    """
    read = read_cue(written, words)
    # A pattern leaps to the hanzi that it begins with by itself, but not to a word's beginning.
    heads = read.heads if any(map(str.isascii, read.heads)) else frozenset()
    return Cue(kind, owner, written, read.pattern, read.needs, heads)


@cache
def plain_cue(written: str) -> Cue:
    """A cue without named sets, read once however often it is tried. Raises ValueError."""
    return compile_cue(written, {})


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.MULTILINE)


def check_cue(written: str) -> str:
    """The cue itself, if its brackets pair up; whether its ``{names}`` exist is not checked.

    Raises ValueError.
    """
    read_cue(written, dict.fromkeys(names_in(written), ("?",)))
    return written


CueText = Annotated[str, StringConstraints(min_length=1), AfterValidator(check_cue)]
