"""Edits in the text of a clause: another figure, another modal verb, pieces put in or left out."""

import random
import re

from base_texts import every_clause

NUMBER = re.compile(r"\d+(?:\.\d+)?(?=[^\d.]|$)")
MODALS = {
    "应当": "可以",
    "应": "可",
    "可以": "不得",
    "不得": "可以",
    "shall": "may",
    "may": "must",
    "must": "shall",
}
PIECE = {"zh-Hans": re.compile(r"(?<=[，、。；])"), "en": re.compile(r"(?<=[,;.])\s")}
JOINT = {"zh-Hans": "", "en": " "}


class ClauseEdits:
    """Edits texts of one language, as chance has it."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._language = language
        self._chance = chance

    def pieces(self, text: str) -> int:
        """How many pieces between commas and stops the text has."""
        return len(PIECE[self._language].split(text))

    def edited(self, text: str, edits: int) -> str:
        """The text after so many edits; "" where nothing is left of it."""
        ways = (self._figure, self._modal, self._insert, self._omit, self._replace)
        for _ in range(edits):
            text = self._chance.choice(ways)(text)
        return text

    def _figure(self, text: str) -> str:
        figures = list(NUMBER.finditer(text))
        if not figures:
            return text
        match = self._chance.choice(figures)
        value = match[0]
        while value == match[0]:
            value = str(self._chance.randint(1, 9999 if len(match[0]) > 3 else 99))
        return text[: match.start()] + value + text[match.end() :]

    def _modal(self, text: str) -> str:
        held = [word for word in MODALS if word in text]
        word = self._chance.choice(held) if held else ""
        return text.replace(word, MODALS[word], 1) if word else text

    def _insert(self, text: str) -> str:
        pieces = PIECE[self._language].split(text)
        other = self._chance.choice(every_clause(self._language)).text
        pieces.insert(
            self._chance.randrange(len(pieces) + 1),
            self._chance.choice(PIECE[self._language].split(other)),
        )
        return JOINT[self._language].join(filter(None, pieces))

    def _omit(self, text: str) -> str:
        pieces = [piece for piece in PIECE[self._language].split(text) if piece]
        if len(pieces) > 2:
            pieces.pop(self._chance.randrange(len(pieces)))
        return JOINT[self._language].join(pieces)

    def _replace(self, text: str) -> str:
        pieces = [piece for piece in PIECE[self._language].split(text) if piece]
        if len(pieces) > 2:
            other = self._chance.choice(every_clause(self._language)).text
            piece = self._chance.choice(PIECE[self._language].split(other))
            pieces[self._chance.randrange(len(pieces))] = piece
        return JOINT[self._language].join(pieces)


def figure_changed(old: str, new: str) -> tuple[str, str] | None:
    """The old and the new figure, where just one of a text's figures became another."""
    before, after = NUMBER.findall(old), NUMBER.findall(new)
    changed = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    return changed[0] if len(changed) == 1 and len(before) == len(after) else None
