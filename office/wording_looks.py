"""How the words of a paragraph look: the properties that new words beside them take over."""

from copy import deepcopy

from lxml import etree

from office.word_elements import W, child

_OF_A_MARK = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_OF_ONE_PLACE = frozenset(f"{W}{name}" for name in ("sectPr", "pPrChange", "framePr"))


def look_of(paragraph: etree._Element | None) -> etree._Element | None:
    """The character properties that most of a paragraph's words have, or had."""
    if paragraph is None:
        return None
    runs = [
        run
        for run in paragraph.iter(f"{W}r")
        if run.findtext(f"{W}t") or run.findtext(f"{W}delText")
    ]
    if not runs:
        return look_of_mark(paragraph)
    return child(max(runs, key=_length), "rPr")


def _length(run: etree._Element) -> int:
    return sum(len(element.text or "") for element in run)


def look_of_mark(paragraph: etree._Element) -> etree._Element | None:
    """The character properties of a paragraph's end, for words where there are none yet."""
    properties = child(child(paragraph, "pPr"), "rPr")
    if properties is None:
        return None
    look = deepcopy(properties)
    for element in [each for each in look if each.tag in _OF_A_MARK]:
        look.remove(element)
    return look


def copied_properties(properties: etree._Element) -> etree._Element:
    """A copy of a paragraph's properties that may stand elsewhere."""
    copied = deepcopy(properties)
    unwanted = [each for each in copied if each.tag in _OF_ONE_PLACE]
    unwanted += [each for each in copied.iterfind(f"{W}rPr/*") if each.tag in _OF_A_MARK]
    for element in unwanted:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return copied
