"""Tracked editing: words, paragraphs and table rows put in or taken out, each as a revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from office.revisions import (
    BETWEEN,
    Author,
    RevisionIds,
    change,
    mark_properties,
    text_run,
)
from office.runs import can_cut, cut_out, runs_of
from office.word_elements import W, child
from office.wording_looks import copied_properties, look_of, look_of_mark

_DELETED_NAMES = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters of a paragraph, half-open, and what takes their place; either may be nothing.

    What is put in stands behind what is taken out, or before it (``put_first``).
    """

    start: int
    end: int
    text: str
    put_first: bool = False


@dataclass(frozen=True, slots=True)
class Tracker:
    """Makes revisions of one author in one document."""

    author: Author
    ids: RevisionIds

    def revision(self, name: str) -> etree._Element:
        """A new w:ins or w:del."""
        return change(name, self.author, self.ids)

    def replace(self, paragraph: etree._Element, replacements: Sequence[Replacement]) -> bool:
        """Make the replacements, given in order; False, and nothing done, where one would cut what
        can't be cut: a formula, say.
        """
        ends = {offset for each in replacements for offset in (each.start, each.end)}
        if not all(can_cut(paragraph, offset) for offset in ends):
            return False
        for each in reversed(replacements):  # from the end, so that the offsets stay right
            taken = cut_out(paragraph, each.start, each.end)
            if each.text:
                self._insert(paragraph, each, taken)
            for run in taken:
                self.delete_run(run)
        return True

    def _insert(
        self, paragraph: etree._Element, each: Replacement, taken: Sequence[etree._Element]
    ) -> None:
        inserted = self.revision("ins")
        if taken:
            inserted.append(text_run(each.text, child(taken[0], "rPr")))
            if each.put_first:
                taken[0].addprevious(inserted)
            else:
                taken[-1].addnext(inserted)
            return
        before, after = _beside(paragraph, each.start)
        beside = before if before is not None else after
        look = child(beside, "rPr") if beside is not None else look_of_mark(paragraph)
        inserted.append(text_run(each.text, look))
        if before is not None:
            _outermost(before, paragraph, forward=True).addnext(inserted)
        elif after is not None:
            _outermost(after, paragraph, forward=False).addprevious(inserted)
        else:
            paragraph.append(inserted)

    def delete_run(self, run: etree._Element) -> None:
        """Mark a run, or a formula, as deleted."""
        before = run.getprevious()
        if before is not None and before.tag == f"{W}del" and self._is_ours(before):
            before.append(run)
        else:
            deleted = self.revision("del")
            run.addprevious(deleted)
            deleted.append(run)
        for element in run:
            element.tag = _DELETED_NAMES.get(str(element.tag), element.tag)

    def _is_ours(self, revision: etree._Element) -> bool:
        return (
            revision.get(f"{W}author") == self.author.name
            and revision.get(f"{W}date") == self.author.date
        )

    def delete_words(self, paragraph: etree._Element) -> None:
        """Mark all that stands in a paragraph as deleted, but not its end."""
        for run in runs_of(paragraph):
            self.delete_run(run.element)

    def delete_paragraph(self, paragraph: etree._Element) -> None:
        """Mark a paragraph as deleted, its end included."""
        self.delete_words(paragraph)
        self.mark(paragraph, "del")

    def mark(self, paragraph: etree._Element, name: str) -> None:
        """Mark the end of a paragraph as inserted ("ins") or deleted ("del")."""
        mark_properties(paragraph).insert(0, self.revision(name))

    def mark_row(self, row: etree._Element, name: str) -> None:
        """Mark a table row as inserted ("ins") or deleted ("del"); its words are marked apart."""
        properties = child(row, "trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            exceptions = child(row, "tblPrEx")
            if exceptions is None:
                row.insert(0, properties)
            else:
                exceptions.addnext(properties)
        properties.append(self.revision(name))

    def paragraph(self, text: str, like: etree._Element | None) -> etree._Element:
        """A new paragraph of inserted words that looks like another; its end is not marked."""
        paragraph = etree.Element(f"{W}p")
        properties = child(like, "pPr")
        if properties is not None:
            paragraph.append(copied_properties(properties))
        if text:
            self.append(paragraph, text, look_of(like))
        return paragraph

    def add_after(self, element: etree._Element, paragraph: etree._Element) -> etree._Element:
        """Put a new paragraph after a paragraph or table, so that rejecting it leaves no trace.

        The last end of a story or cell can't be rejected: there the end before it becomes the new
        one, and a paragraph that was deleted takes the new words in. Given is the paragraph that
        holds them.
        """
        if element.tag == f"{W}tbl" or not is_last(element):
            self.mark(paragraph, "ins")
        elif (deletion := element.find(f"{W}pPr/{W}rPr/{W}del")) is not None:
            mark_properties(element).remove(deletion)
            element.extend(paragraph.findall(f"{W}ins"))
            return element
        else:
            properties = child(paragraph, "pPr")
            if properties is not None:
                paragraph.remove(properties)
            if (properties := child(element, "pPr")) is not None:
                paragraph.insert(0, copied_properties(properties))
            self.mark(element, "ins")
        element.addnext(paragraph)
        return paragraph

    def append(
        self, paragraph: etree._Element, text: str, look: etree._Element | None = None
    ) -> None:
        """Put words in at the end of a paragraph; they look like the others in it by default."""
        inserted = self.revision("ins")
        inserted.append(text_run(text, look if look is not None else look_of(paragraph)))
        paragraph.append(inserted)


def is_last(element: etree._Element) -> bool:
    """Whether nothing but the properties of a section follows in the same story or cell."""
    following = element.getnext()
    while following is not None and following.tag in BETWEEN:
        following = following.getnext()
    return following is None or following.tag == f"{W}sectPr"


def _beside(
    paragraph: etree._Element, offset: int
) -> tuple[etree._Element | None, etree._Element | None]:
    """The run that ends at an offset, and else the one that begins there."""
    before: etree._Element | None = None
    position = 0
    for run in runs_of(paragraph):
        if run.text and position >= offset:
            return before, run.element
        position += len(run.text)
        before = run.element if run.text else before
    return before, None


def _outermost(run: etree._Element, paragraph: etree._Element, *, forward: bool) -> etree._Element:
    """The run, or the link or field around it where nothing more of that follows (or precedes)."""
    element = run
    while True:
        beside = element.getnext() if forward else None
        if beside is not None and beside.find(f"{W}fldChar[@{W}fldCharType='end']") is not None:
            element = beside
            continue
        parent = element.getparent()
        if parent is None or parent is paragraph:
            return element
        if (element.getnext() if forward else element.getprevious()) is not None:
            return element
        element = parent
