"""Scans: which differences recognition explains, and how far each page can be relied on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from compare.bearing import said
from compare.figures import Figure, figures_apart
from compare.noise import can_be_noise, is_spacing, looks_misread
from compare.pairs import ChangedWords, Pair
from compare.redline import Edit
from compare.side import Side
from compare.tokens import Token, TokenKind, tokenise
from contracts.clause import Clause
from contracts.recognition import badly_read, confidence, is_reliable
from contracts.text import fold

_DIGITS = re.compile(r"\d+")
_LEAST = 2  # characters of a line that can be found again in a clause


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page, counted from 1, of the ``old`` or ``new`` side that was recognised from a picture.

    ``confidence`` is the mean of its characters, 0 to 1; ``badly_read`` counts lines.
    """

    side: str
    number: int
    confidence: float
    badly_read: int
    reliable: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """What a reader of a compared scan must know: its pages, and the numbers that don't add up."""

    pages: tuple[ScannedPage, ...]
    figures: tuple[Figure, ...]

    def is_doubtful(self, pair: Pair) -> bool:
        """Whether a clause of the pair begins on a page that must be compared with its picture."""
        doubtful = {(page.side, page.number) for page in self.pages if not page.reliable}
        return any(("old", clause.page) in doubtful for clause in pair.old) or any(
            ("new", clause.page) in doubtful for clause in pair.new
        )


def scan_of(old: Side, new: Side, pairs: Sequence[Pair]) -> Scan:
    """The pages of both sides that were recognised, and the numbers that don't add up."""
    pages = (*_pages("old", old), *_pages("new", new))
    return Scan(pages, figures_apart(old, new, pairs))


def _pages(name: str, side: Side) -> Iterator[ScannedPage]:
    for number, lines in sorted(side.recognised.items()):
        bad = badly_read(lines)
        yield ScannedPage(name, number, confidence(lines), len(bad), is_reliable(lines))


class ScanNoise:
    """Says which differences between two documents are explained by recognition."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new
        self._old_bad, self._new_bad = _bad_lines(old), _bad_lines(new)

    def is_spacing(self, edit: Edit, old_text: str, new_text: str) -> bool:
        """Whether neither letters nor figures differ, only where words are parted."""
        return is_spacing((edit.old, old_text), (edit.new, new_text))

    def without_misread_numbers(
        self, words: ChangedWords, old: Sequence[Clause], new: Sequence[Clause]
    ) -> ChangedWords:
        """The words as noise where they are the number of a clause on the other side, its sign
        misread: "1。" for "1."; no digit of it differs.
        """
        taken, put = (_digits(tokens) for tokens in (words.edit.old, words.edit.new))
        olds, news = ([_label_digits(clause) for clause in side] for side in (old, new))
        is_number = not (taken and put) and (
            _completes(put, news, olds) or _completes(taken, olds, news)
        )
        return replace(words, material=False, suspect=True) if is_number else words

    def explains(self, edit: Edit, old_text: str, new_text: str) -> bool:
        """Whether recognition explains the edit; never where it touches a party's name."""
        old, new = (edit.old, old_text), (edit.new, new_text)
        if self._new.is_scan and looks_misread(old, new, self._is_used):
            return True
        if self._old.is_scan and looks_misread(new, old, self._is_used):
            return True
        return can_be_noise(old, new) and (
            _touches(self._old_bad, old_text, edit.old_start, edit.old_end)
            or _touches(self._new_bad, new_text, edit.new_start, edit.new_end)
        )

    def _is_used(self, word: str) -> bool:
        return word in self._used

    @cached_property
    def _used(self) -> frozenset[str]:
        """The words of the document that was not recognised; of two scans those of both."""
        sides = [side for side in (self._old, self._new) if not side.is_scan]
        return frozenset.intersection(*map(_words, sides or (self._old, self._new)))


def _digits(tokens: Sequence[Token]) -> str:
    """The digits of tokens that are nothing but numbers and punctuation, else ""."""
    if any(token.kind is TokenKind.WORD for token in tokens):
        return ""
    return " ".join(_DIGITS.findall(" ".join(fold(token.key) for token in tokens)))


def _label_digits(clause: Clause) -> str:
    return " ".join(_DIGITS.findall(fold(clause.number_label)))


def _completes(digits: str, own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the digits, alone or behind a number of their own side, are one of the other's."""
    whole = {digits, *(f"{number} {digits}" for number in own if number)}
    return bool(digits) and not whole.isdisjoint(other)


def _words(side: Side) -> frozenset[str]:
    return frozenset(
        word for clause in side.clauses for word in said(tokenise(clause.text), clause.text).words
    )


def _bad_lines(side: Side) -> tuple[str, ...]:
    """The badly read lines, without spaces."""
    lines = (line for page in side.recognised.values() for line in badly_read(page))
    texts = ("".join(line.text.split()) for line in lines)
    return tuple(text for text in texts if len(text) >= _LEAST)


def _touches(lines: Sequence[str], text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands in or at one of the lines."""
    if not lines:
        return False
    squeezed = "".join(text.split())
    first = len("".join(text[:start].split()))
    last = first + len("".join(text[start:end].split()))
    return any(
        match.start() <= last and first <= match.end()
        for line in lines
        for match in re.finditer(re.escape(line), squeezed)
    )
