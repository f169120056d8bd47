"""The runs of a paragraph, the characters that each prints, and how runs are cut apart.

What counts as printed is what stands once tracked changes are accepted: neither deleted nor hidden
text, nor a field's instruction. A text box in a paragraph is a story of its own.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from office.word_elements import W, child, switched_on
from office.word_text import CHARACTERS, MC, M, OpenFields, alternative, symbol_of

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT = frozenset({f"{W}t", f"{M}t"})
_FORMULAS = frozenset({f"{M}oMath", f"{M}oMathPara"})
_NOT_PRINTED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr rPr sdtPr sdtEndPr instrText delInstrText delText softHyphen rt rubyPr smartTagPr "
        "customXmlPr del moveFrom txbxContent"
    ).split()
) | {f"{M}ctrlPr"}  # fmt: skip

Leaf = tuple[etree._Element, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A w:r, or a formula in its place; ``leaves`` are the elements in it and what each prints."""

    element: etree._Element
    leaves: tuple[Leaf, ...]

    @property
    def text(self) -> str:
        """The characters it prints."""
        return "".join(text for _element, text in self.leaves)


def runs_of(paragraph: etree._Element) -> list[Run]:
    """The runs of a w:p in order, those in links and content controls included."""
    return list(_Reader().runs(paragraph))


def printed_text(paragraph: etree._Element) -> str:
    """All that a w:p prints except its automatic number."""
    return "".join(run.text for run in runs_of(paragraph))


def can_cut(paragraph: etree._Element, offset: int) -> bool:
    """Whether the paragraph can be cut before the character at an offset."""
    position = 0
    for run in runs_of(paragraph):
        for element, text in run.leaves:
            if position < offset < position + len(text) and element.tag != f"{W}t":
                return False
            position += len(text)
    return True


def cut_out(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """The runs that print the characters from ``start`` to ``end``, cut at both ends."""
    for offset in (start, end):
        _cut(paragraph, offset)
    found: list[etree._Element] = []
    position = 0
    for run in runs_of(paragraph):
        if run.text and start <= position < end:
            found.append(run.element)
        position += len(run.text)
    return found


def _cut(paragraph: etree._Element, offset: int) -> None:
    position = 0
    for run in runs_of(paragraph):
        if position < offset < position + len(run.text):
            _cut_run(run, offset - position)
            return
        position += len(run.text)


def _cut_run(run: Run, offset: int) -> None:
    """Move what the run prints before ``offset`` into a run of its own, before it."""
    head = etree.Element(f"{W}r")
    for name, value in run.element.items():
        head.set(name, value)
    properties = child(run.element, "rPr")
    if properties is not None:
        head.append(deepcopy(properties))
    run.element.addprevious(head)
    position = 0
    for element, text in run.leaves:
        if position + len(text) > offset:
            if position < offset:
                head.append(_cut_text(element, text, offset - position))
            return
        head.append(element)
        position += len(text)


def _cut_text(element: etree._Element, text: str, offset: int) -> etree._Element:
    head = etree.Element(f"{W}t")
    head.text, element.text = text[:offset], text[offset:]
    for part in (head, element):
        part.set(_XML_SPACE, "preserve")
    return head


class _Reader:
    """Walks through a paragraph; it has to remember whether a field's instruction is open."""

    def __init__(self) -> None:
        self._fields = OpenFields()

    def runs(self, parent: Iterable[etree._Element]) -> Iterator[Run]:
        for element in parent:
            if element.tag == f"{W}r":
                yield Run(element, tuple(self._leaves(element)))
            elif element.tag in _FORMULAS:
                yield Run(element, ((element, self._printed_in(element)),))
            elif element.tag == f"{MC}AlternateContent":
                yield from self.runs(alternative(element))
            elif element.tag not in _NOT_PRINTED:
                yield from self.runs(element)

    def _leaves(self, run: etree._Element) -> Iterator[Leaf]:
        hidden = switched_on(child(child(run, "rPr"), "vanish"))
        for element in run:
            if element.tag == f"{W}fldChar":
                self._fields.pass_mark(element)
            if element.tag != f"{W}rPr":
                text = self._printed(element)
                yield element, "" if hidden else text

    def _printed(self, element: etree._Element) -> str:
        if self._fields.in_instruction or element.tag in _NOT_PRINTED:
            return ""
        if element.tag in _TEXT:
            return (element.text or "").replace("\n", " ")
        if element.tag == f"{W}sym":
            return symbol_of(element)
        if element.tag == f"{MC}AlternateContent":
            return self._printed_in(alternative(element))
        if element.tag == f"{W}r" and switched_on(child(child(element, "rPr"), "vanish")):
            return ""
        return CHARACTERS.get(str(element.tag)) or self._printed_in(element)

    def _printed_in(self, parent: Iterable[etree._Element]) -> str:
        return "".join(self._printed(element) for element in parent)
