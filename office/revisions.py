"""Tracked changes in WordprocessingML (ECMA-376 part 1, 17.13.5): written, accepted, rejected.

A change bears an author, a date and a ``w:id`` that nothing else in the document has. The end of a
paragraph is a character of its own: a paragraph that is inserted has its mark inserted too.
"""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from office.word_elements import W, child

INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_RANGES = frozenset(
    f"{W}{name}Range{end}" for name in ("moveFrom", "moveTo") for end in ("Start", "End")
)
_FORMATTING = frozenset(
    f"{W}{name}Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid")
)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {"\n": f"{W}br", "\t": f"{W}tab"}
_UNDELETED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
BETWEEN = frozenset(  # stand between paragraphs and are no content
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr")
)

Chosen = Callable[[etree._Element], bool]  # whether a change is meant


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


def accept(root: etree._Element) -> None:
    """Accept all changes below an element."""
    _settle(root, DELETED, INSERTED, lambda _change: True)
    for former in list(root.iter(*_FORMATTING)):
        _remove(former)


def reject(root: etree._Element, chosen: Chosen = lambda _change: True) -> None:
    """Reject the changes below an element, all of them unless some are chosen."""
    _settle(root, INSERTED, DELETED, chosen)
    for former in [element for element in root.iter(*_FORMATTING) if chosen(element)]:
        _restore(former)


def paragraph_texts(root: etree._Element) -> list[str]:
    """The words of each paragraph below an element, inserted and deleted ones included."""
    return ["".join(_words(paragraph)) for paragraph in root.iter(f"{W}p")]


def _words(paragraph: etree._Element) -> Iterable[str]:
    for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
        owner = next(element.iterancestors(f"{W}p"))
        is_stop = (
            next(element.iterancestors()).tag == f"{W}tabs"
        )  # where a tab goes, not one that is typed
        if owner is paragraph and not is_stop:
            spoken = {f"{W}tab": "\t", f"{W}br": "\n"}
            yield spoken.get(str(element.tag), element.text or "")


def _settle(
    root: etree._Element, gone: frozenset[str], kept: frozenset[str], chosen: Chosen
) -> None:
    """Remove what one kind of change holds, and make what the other holds ordinary text."""
    for element in [each for each in root.iter(*gone, *kept) if chosen(each)]:
        parent = element.getparent()
        if parent is None:
            continue
        if parent.tag == f"{W}trPr":
            _settle_row(element, element.tag in gone)
        elif parent.tag == f"{W}rPr":
            _settle_mark(element, element.tag in gone)
        elif element.tag in gone:
            _remove(element)
        else:
            _unwrap(element)
    for boundary in [each for each in root.iter(*_RANGES) if chosen(each)]:
        _remove(boundary)


def _settle_row(element: etree._Element, is_gone: bool) -> None:
    """A table goes with its last row."""
    row = next(element.iterancestors(f"{W}tr"))
    table = next(row.iterancestors(f"{W}tbl"), None)
    _remove(row if is_gone else element)
    if is_gone and table is not None and table.find(f".//{W}tr") is None:
        _remove(table)


def _settle_mark(element: etree._Element, is_gone: bool) -> None:
    """Join a paragraph whose mark goes with the next one, whose properties then apply."""
    paragraph = next(element.iterancestors(f"{W}p"), None)
    _remove(element)
    if paragraph is None or not is_gone:
        return
    following = paragraph.getnext()
    while following is not None and following.tag in BETWEEN:
        following = following.getnext()
    content = [each for each in paragraph if each.tag != f"{W}pPr"]
    if following is None or following.tag == f"{W}sectPr":
        return  # the last mark of a story can't go
    if following.tag != f"{W}p":
        if all(each.tag in BETWEEN for each in content):
            _remove(paragraph)
        return  # words can't join a table
    properties = child(following, "pPr")
    place = 0 if properties is None else 1
    for offset, moved in enumerate(content):
        following.insert(place + offset, moved)
    _remove(paragraph)


def _unwrap(element: etree._Element) -> None:
    for deleted in element.iter(*_UNDELETED):
        deleted.tag = _UNDELETED[str(deleted.tag)]
    for inner in list(element):
        element.addprevious(inner)
    _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _restore(former: etree._Element) -> None:
    """Put back the formatting that a tracked change of formatting replaced."""
    current, old = former.getparent(), former[0] if len(former) else None
    if current is None or old is None:
        return
    keep = [each for each in current if each.tag in (f"{W}rPr", f"{W}sectPr")]
    for inner in list(current):
        current.remove(inner)
    current.extend([*old, *keep] if current.tag == f"{W}pPr" else list(old))
