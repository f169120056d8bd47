"""Tracked changes in WordprocessingML (ECMA-376 part 1, 17.13.5): their elements.

A change bears an author, a date and a ``w:id`` that nothing else in the document has. The end of a
paragraph is a character of its own: a paragraph that is inserted has its mark inserted too.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from office.word_elements import W, child

INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {"\n": f"{W}br", "\t": f"{W}tab"}
BETWEEN = frozenset(  # stand between paragraphs and are no content
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr")
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes changes and comments, and when."""

    name: str
    initials: str
    moment: datetime

    @property
    def date(self) -> str:
        """The moment as Word writes it, in UTC."""
        return self.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class RevisionIds:
    """Gives ids that no change, comment or bookmark of these parts has."""

    def __init__(self, *roots: etree._Element) -> None:
        self._last = 0
        for root in roots:
            self.avoid(root)

    def avoid(self, root: etree._Element) -> None:
        """From now on give no id that stands in this part."""
        used = (element.get(f"{W}id", "") for element in root.iter())
        self._last = max([self._last, *(int(text) for text in used if text.isdecimal())])

    def take(self) -> str:
        """The next id."""
        self._last += 1
        return str(self._last)


def change(name: str, author: Author, ids: RevisionIds) -> etree._Element:
    """An element such as w:ins or w:del that bears author, date and an id of its own."""
    element = etree.Element(f"{W}{name}")
    element.set(f"{W}id", ids.take())
    element.set(f"{W}author", author.name)
    element.set(f"{W}date", author.date)
    return element


def text_run(text: str, properties: etree._Element | None = None) -> etree._Element:
    """A run of this text with a copy of a run's properties (w:rPr).

    Line breaks and tabs become elements of their own.
    """
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(deepcopy(properties))
    for piece in filter(None, re.split(r"([\n\t])", text)):
        if piece in _SIGNS:
            etree.SubElement(run, _SIGNS[piece])
            continue
        written = etree.SubElement(run, f"{W}t")
        written.text = piece
        written.set(_XML_SPACE, "preserve")
    return run


def mark_properties(paragraph: etree._Element) -> etree._Element:
    """The properties of a paragraph's end (w:pPr/w:rPr), made where there are none."""
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    of_mark = child(properties, "rPr")
    if of_mark is None:
        of_mark = etree.Element(f"{W}rPr")
        later = (child(properties, "sectPr"), child(properties, "pPrChange"))
        behind = next((element for element in later if element is not None), None)
        if behind is None:
            properties.append(of_mark)
        else:
            behind.addprevious(of_mark)
    return of_mark


def paragraph_texts(root: etree._Element) -> list[str]:
    """The words of each paragraph below an element, inserted and deleted ones included."""
    return ["".join(_words(paragraph)) for paragraph in root.iter(f"{W}p")]


def _words(paragraph: etree._Element) -> Iterable[str]:
    for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
        owner = next(element.iterancestors(f"{W}p"))
        is_stop = next(element.iterancestors()).tag == f"{W}tabs"  # where a tab goes: none is typed
        if owner is paragraph and not is_stop:
            spoken = {f"{W}tab": "\t", f"{W}br": "\n"}
            yield spoken.get(str(element.tag), element.text or "")
