"""Pairs of documents with the truth about them: an old one, edits, what became of each clause."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from base_texts import Item, document, every_clause, schedule
from clause_edits import JOINT, ClauseEdits, figure_changed
from opencc import OpenCC

from contracts.clause import Clause, ClauseKind, Span, clause_id

SENTENCE = {"zh-Hans": re.compile(r"(?<=[。；])"), "en": re.compile(r"(?<=[.;]) ")}
EDITED = {"zh-Hans": 12, "en": 40}  # characters of a clause that is edited
LONG = {"zh-Hans": 40, "en": 120}  # characters of a clause that can be split


@dataclass(frozen=True, slots=True)
class Rates:
    """How much of a document is edited, as shares of its clauses."""

    changed: float
    edits: int  # made in a clause that is changed, at most
    deleted: float
    added: float
    moved: float
    split: float
    merged: float


NONE = Rates(0, 0, 0, 0, 0, 0, 0)
NORMAL = Rates(0.15, 2, 0.04, 0.04, 0.03, 0.02, 0.02)
HEAVY = Rates(0.45, 5, 0.1, 0.1, 0.08, 0.05, 0.05)
SCHEDULE = Rates(0.2, 2, 0.06, 0.06, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class MadePair:
    """Two documents; ``links`` are the pairs of places that belong together, ``moved`` those moved.

    ``numbers`` are the figures changed: the new place, the old figure, the new one.
    """

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    links: frozenset[tuple[int, int]]
    moved: frozenset[tuple[int, int]]
    numbers: tuple[tuple[int, str, str], ...]


class Editor:
    """Makes edits in documents of one language, as chance has it."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._language = language
        self._chance = chance
        self._edits = ClauseEdits(language, chance)
        self._numbers: dict[str, tuple[str, str]] = {}  # new text → old and new figure

    def pair(self, items: Sequence[Item], rates: Rates) -> MadePair:
        """The items and what becomes of them."""
        old = [replace(item, sources=(place,)) for place, item in enumerate(items)]
        new = self._merged(self._split(self._changed(old, rates), rates), rates)
        new = self._moved(self._deleted(self._added(new, old, rates), rates), rates)
        return MadePair(
            _numbered(old),
            _numbered(new),
            frozenset((source, place) for place, item in enumerate(new) for source in item.sources),
            frozenset(
                (source, place)
                for place, item in enumerate(new)
                if item.moved
                for source in item.sources
            ),
            tuple(
                (place, *self._numbers[item.text])
                for place, item in enumerate(new)
                if item.text in self._numbers
            ),
        )

    def _changed(self, items: Sequence[Item], rates: Rates) -> list[Item]:
        return [
            self._edited(item, self._chance.randint(1, self._most_edits(item, rates)))
            if len(item.text) >= EDITED[self._language] and self._chance.random() < rates.changed
            else item
            for item in items
        ]

    def _most_edits(self, item: Item, rates: Rates) -> int:
        """So few that something of the clause is left."""
        return max(1, min(rates.edits, self._edits.pieces(item.text) // 2))

    def _edited(self, item: Item, edits: int) -> Item:
        text = self._edits.edited(item.text, edits)
        if edits == 1 and (changed := figure_changed(item.text, text)):
            self._numbers[text] = changed
        return replace(item, text=text or item.text, changed=True)

    def _split(self, items: Sequence[Item], rates: Rates) -> list[Item]:
        found: list[Item] = []
        for item in items:
            sentences = [s for s in SENTENCE[self._language].split(item.text) if s]
            longest = max(map(len, sentences), default=0)
            if (
                len(sentences) < 2
                or longest > 0.8 * len(item.text)
                or len(item.text) < LONG[self._language]
                or self._chance.random() >= rates.split * 4
            ):
                found.append(item)
                continue
            if len(sentences) > 2 and self._chance.random() < 0.3:
                parts = [sentences[:1], sentences[1:2], sentences[2:]]
            else:
                cut = max(1, len(sentences) // 2)
                parts = [sentences[:cut], sentences[cut:]]
            found += [replace(item, text=JOINT[self._language].join(part)) for part in parts]
        return found

    def _merged(self, items: Sequence[Item], rates: Rates) -> list[Item]:
        found: list[Item] = []
        for item in items:
            last = found[-1] if found else None
            fits = (
                last
                and last.level == item.level == 1
                and len(last.sources) == len(item.sources) == 1
                and last.sources[0] + 1 == item.sources[0]
                and min(len(last.text), len(item.text)) > 0.25 * max(len(last.text), len(item.text))
            )
            if last and fits and self._chance.random() < rates.merged:
                joined = JOINT[self._language].join((last.text, item.text))
                found[-1] = replace(item, text=joined, sources=(*last.sources, *item.sources))
            else:
                found.append(item)
        return found

    def _added(self, items: Sequence[Item], old: Sequence[Item], rates: Rates) -> list[Item]:
        here = "\n".join(item.text for item in old)
        others = [
            item
            for item in every_clause(self._language)
            if item.text not in here and len(item.text) >= EDITED[self._language]
        ]
        found: list[Item] = []
        for item in items:
            found.append(item)
            if self._chance.random() < rates.added:
                if "KF-" in item.text:
                    found.append(schedule(self._language, 4, self._chance)[3])
                elif others:
                    found.append(others.pop(self._chance.randrange(len(others))))
        return found

    def _deleted(self, items: Sequence[Item], rates: Rates) -> list[Item]:
        kept = [
            item for item in items if not item.sources or self._chance.random() >= rates.deleted
        ]
        return kept or list(items)

    def _moved(self, items: Sequence[Item], rates: Rates) -> list[Item]:
        found = list(items)
        moves = round(rates.moved * len(items) / 2)
        for _ in range(moves):
            size = self._chance.randint(1, 3)
            start = self._chance.randrange(max(1, len(found) - size))
            block = found[start : start + size]
            if any(item.moved or len(item.text) < 20 for item in block):
                continue
            del found[start : start + size]
            target = self._chance.randrange(len(found) + 1)
            if abs(target - start) <= 2 * size:
                found[start:start] = block
                continue
            found[target:target] = [replace(item, moved=bool(item.sources)) for item in block]
        return found


def _numbered(items: Sequence[Item]) -> tuple[Clause, ...]:
    """The items as clauses: articles 1, 2, …, and 1.1, 1.2, … under them."""
    clauses: list[Clause] = []
    article = number = 0
    parent: str | None = None
    for order, item in enumerate(items):
        name = clause_id(0, order)
        if item.level == 0:
            article, number, parent = article + 1, 0, name
            path: tuple[str, ...] = (str(article),)
        else:
            number += 1
            path = (str(article), str(number))
        label = ".".join(path)
        text = f"{label} {item.text}"
        clauses.append(
            Clause(
                name, 0, None if item.level == 0 else parent, order, ClauseKind.CLAUSE, label, path,
                "", text, (order,), Span(0, len(text), text),
            )
        )  # fmt: skip
    return tuple(clauses)


def make(kind: str, language: str, seed: int, size: int = 90) -> MadePair:
    """A pair of a kind: normal, heavy, schedules, scripts or identical."""
    chance = random.Random(f"{kind} {language} {seed}")
    editor = Editor(language, chance)
    source: Callable[[str, int, random.Random], list[Item]] = (
        schedule if kind == "schedules" else document
    )
    size = chance.randint(size * 2 // 3, size * 4 // 3)
    rates = {"normal": NORMAL, "heavy": HEAVY, "schedules": SCHEDULE}.get(kind, NONE)
    pair = editor.pair(source(language, size, chance), rates)
    if kind == "scripts":
        to_traditional = OpenCC("s2t").convert
        new = tuple(replace(clause, text=to_traditional(clause.text)) for clause in pair.new)
        return replace(pair, new=new)
    return pair
