"""Accepting and rejecting tracked changes, as Word does it."""

from collections.abc import Callable

from lxml import etree

from office.revisions import BETWEEN, DELETED, INSERTED
from office.word_elements import W, child

_RANGES = frozenset(
    f"{W}{name}Range{end}" for name in ("moveFrom", "moveTo") for end in ("Start", "End")
)
_FORMATTING = frozenset(
    f"{W}{name}Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid")
)
_UNDELETED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}

Chosen = Callable[[etree._Element], bool]  # whether a change is meant


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
