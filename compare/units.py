"""Units: clauses made ready to be compared: without number, punctuation and ways of writing.

Every hanzi, word and number of a clause becomes one character, so that a likeness counts words in
English and characters in Chinese, and strings can be compared by libraries made for strings.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contracts.clause import Clause
from contracts.text import HANZI, fold, reading

_PIECE = re.compile(rf"[{HANZI}]|\d+(?:[.,]\d+)*|[^\W\d_{HANZI}]+")
_IS_HANZI = re.compile(f"[{HANZI}]")
_AFTER_LABEL = " \t　、.．)）:：,，\n"
_PRIVATE, _PRIVATE_SIZE = 0xF0000, 0x1FFFE  # Unicode's planes for private use
_LABEL = "\ue000"  # parts what a clause says from what is only its number


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause as it is compared: ``key`` has one character for each hanzi, word or number."""

    label: str
    key: str
    parent: int | None  # the place of the clause it stands under


class Alphabet:
    """Gives each word a character of its own; one alphabet serves both sides of a comparison.

    ``meant`` gives the word that a garbled one stands for.
    """

    def __init__(self, meant: Callable[[str], str] = str) -> None:
        self._meant = meant
        self._letters: dict[str, str] = {}
        self._spelled: dict[str, str] = {}  # most clauses stand on both sides

    def spell(self, text: str) -> str:
        """The text with a character for each hanzi, word and number, and nothing else."""
        spelled = self._spelled.get(text)
        if spelled is None:
            spelled = self._spelled[text] = self._spell(text)
        return spelled

    def _spell(self, text: str) -> str:
        letters = self._letters
        pieces = _PIECE.findall(reading(text).text)
        for piece in set(pieces) - letters.keys():
            letters[piece] = self._letter(self._meant(piece))
        return "".join([letters[piece] for piece in pieces])

    def _letter(self, piece: str) -> str:
        if _IS_HANZI.match(piece):
            return piece
        return self._letters.setdefault(piece, chr(_PRIVATE + len(self._letters) % _PRIVATE_SIZE))


def content_start(clause: Clause) -> int:
    """Where in a clause's text its words begin, behind the number."""
    if not clause.text.startswith(clause.number_label):
        return 0
    start = len(clause.number_label)
    while start < len(clause.text) and clause.text[start] in _AFTER_LABEL:
        start += 1
    return start


def units_of(clauses: Sequence[Clause], alphabet: Alphabet) -> list[Unit]:
    """The clauses as units, in order."""
    places = {clause.id: place for place, clause in enumerate(clauses)}
    units: list[Unit] = []
    for clause in clauses:
        label = fold(clause.number_label)
        key = alphabet.spell(clause.text[content_start(clause) :]) or _LABEL + label
        units.append(Unit(label, key, places.get(clause.parent or "")))
    return units
