"""A copy of the old Word file in which what changed is tracked: taken out, put in, reworded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from compare.word.looks import Looks
from compare.word.new_tables import new_table
from compare.word.plan import Step, is_automatic
from compare.word.tables import change_table, delete_table
from compare.word.wording import Wording, reword, rewrite
from contracts.document import Block, BlockKind
from office.tracking import Tracker
from office.word_elements import W


@dataclass(frozen=True, slots=True)
class Redlined:
    """What came of the steps: for each new block what its paragraph reads, and the places moved."""

    wording: Mapping[int, str]  # by the new block's order
    moved: Sequence[tuple[Step, etree._Element]]


@dataclass(slots=True)
class Redliner:
    """Carries out a plan in the XML of a document."""

    places: Mapping[int, etree._Element]  # of the old blocks, by their order
    looks: Looks
    wording: Wording
    tracker: Tracker
    whole: bool = False  # replace paragraphs and tables as wholes: plain, and safe
    _last: etree._Element | None = None  # the paragraph or table that comes before the next one
    _read: dict[int, str] = field(default_factory=dict)
    _moved: list[tuple[Step, etree._Element]] = field(default_factory=list)

    def carry_out(self, steps: Sequence[Step]) -> Redlined:
        """Take all steps in order."""
        for number, step in enumerate(steps):
            if step.old is None and step.new is not None:
                self._add(step.new, self._next_place(steps[number + 1 :]))
            elif step.old is not None:
                self._last = self.places[step.old.order]
                self._change(step.old, step.new, _change_of(steps[number + 1 :]))
            if step.moved is not None and self._last is not None:
                self._moved.append((step, self._last))
        return Redlined(self._read, self._moved)

    def _change(self, old: Block, new: Block | None, following: str) -> None:
        element = self.places[old.order]
        if old.kind is BlockKind.TABLE:
            self._change_table(element, old, new)
        elif new is None or not self.looks.can_become(old, new):
            self.tracker.delete_paragraph(element)
            if new is not None:
                self._add(new, None)
        else:
            text = self._wording(new, automatic=is_automatic(old))
            if text == old.text:
                return
            if self.whole:
                rewrite(element, text, self.tracker)
            else:
                reword(element, text, self.tracker, following)

    def _change_table(self, element: etree._Element, old: Block, new: Block | None) -> None:
        if new is not None:
            self._read[new.order] = new.text
            if old.table == new.table:
                return
            if not self.whole and change_table(element, old, new, self.tracker):
                return
        delete_table(element, self.tracker)
        if new is not None:
            self._add(new, None)

    def _add(self, new: Block, following: etree._Element | None) -> None:
        """Put a new block after what came last, or before what follows where nothing came yet."""
        if new.kind is BlockKind.TABLE:
            self._add_table(new, following)
            return
        like, automatic = self.looks.of(new, following if self._last is None else self._last)
        text = self._wording(new, automatic=automatic)
        self._place(self.tracker.paragraph(text, like), following)

    def _place(self, paragraph: etree._Element, following: etree._Element | None) -> None:
        if self._last is not None:
            self._last = self.tracker.add_after(self._last, paragraph)
        elif following is not None:
            following.addprevious(paragraph)
            self.tracker.mark(paragraph, "ins")
            self._last = paragraph

    def _add_table(self, new: Block, following: etree._Element | None) -> None:
        """Add a table; an empty paragraph separates it from one before, else Word joins the two."""
        self._read[new.order] = new.text
        if self._last is None or self._last.tag == f"{W}tbl":
            self._place(self.tracker.paragraph("", None), following)
        table = new_table(new, self.looks.table, self.tracker)
        if self._last is not None:
            self._last.addnext(table)
            self._last = table
            beyond = table.getnext()
            if beyond is None or beyond.tag != f"{W}p":
                self._place(self.tracker.paragraph("", None), None)

    def _wording(self, new: Block, *, automatic: bool) -> str:
        text = self.wording.of(new, automatic=automatic)
        self._read[new.order] = text
        return text

    def _next_place(self, steps: Sequence[Step]) -> etree._Element | None:
        if self._last is not None:
            return None
        return next((self.places[step.old.order] for step in steps if step.old), None)


def _change_of(steps: Sequence[Step]) -> str:
    """Whether the first of these steps inserts or deletes, if it does either."""
    if not steps or (steps[0].old and steps[0].new):
        return ""
    return "del" if steps[0].old else "ins"
