"""A slide deck flattened to text: its contents line is the key to chapters and slide titles.

Each slide prints the running title "chapter,deck,chapter," and then "title,1.…2.…3.…", all without
line ends; a slide's title may also follow the last sentence of the one before without any sign.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.structure.printed_lines import Line, VersionText, cut

_CONTENTS = re.compile(
    r"(?P<deck>[^,\s]{4,30}),(?P<chapters>[^,]{4,30}(?: [^,\s]{4,30}){2,20}),contents page"
)
_SLIDE = re.compile(r",(?=1\.\D)")
_BREAK = re.compile(r"[,。;;!?\n]")
_LONGEST_TITLE = 30
_KNOWN = 4  # characters that tell the beginning of a title


@dataclass(frozen=True, slots=True)
class _Deck:
    title: str
    chapters: tuple[str, ...]
    body: int  # where the slides begin


def split_slides(lines: Sequence[Line], text: VersionText) -> list[Line]:
    """The lines, cut before every chapter and slide where they are those of a flattened deck."""
    deck = _read_deck(lines, text)
    if deck is None:
        return list(lines)
    cuts = _chapter_cuts(deck, lines, text)
    heads = {cut.start: cut for cut in cuts}
    cuts = list(heads.values()) + [
        slide for slide in _slide_cuts(deck, lines, text) if slide.start not in heads
    ]
    return cut(lines, cuts, text)


def _read_deck(lines: Sequence[Line], text: VersionText) -> _Deck | None:
    for line in lines:
        match = _CONTENTS.search(text.folded, line.start, line.end)
        if match:
            chapters = tuple(match["chapters"].split(" "))
            return _Deck(match["deck"], chapters, match.end())
    return None


def _chapter_cuts(deck: _Deck, lines: Sequence[Line], text: VersionText) -> list[Line]:
    """Each chapter opens with its running title: "chapter,deck,chapter,"."""
    cuts = []
    position = deck.body
    for chapter in deck.chapters:
        start = text.folded.find(f"{chapter},{deck.title},{chapter},", position)
        line = _line_at(lines, start)
        if line:
            printed = text.printed[start : start + len(chapter)]
            cuts.append(Line(start, line.end, line.block, heading_level=0, heading=printed))
            position = start + 1
    return cuts


def _slide_cuts(deck: _Deck, lines: Sequence[Line], text: VersionText) -> list[Line]:
    cuts = []
    for line in lines:
        for match in _SLIDE.finditer(text.folded, max(line.start, deck.body), line.end):
            start = _title_start(deck, text, line, match.start())
            title = text.printed[start : match.start()]
            cuts.append(Line(start, line.end, line.block, heading_level=1, heading=title))
    return cuts


def _title_start(deck: _Deck, text: VersionText, line: Line, end: int) -> int:
    """Where a slide's title begins: behind a stop, or where words of the deck's titles stand."""
    earliest = max(line.start, deck.body, end - _LONGEST_TITLE)
    for stop in _BREAK.finditer(text.folded, earliest, end):
        earliest = stop.end()
    window = text.folded[earliest:end]
    begins = window.rfind(deck.title[:_KNOWN])
    if begins < 0:
        known = [window.find(chapter[:_KNOWN]) for chapter in deck.chapters]
        begins = min((place for place in known if place >= 0), default=0)
    return earliest + begins


def _line_at(lines: Sequence[Line], position: int) -> Line | None:
    return next((line for line in lines if line.start <= position < line.end), None)
