"""Tables that changed: cells reworded, rows inserted and deleted, or the whole table deleted."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from compare.word.new_tables import fill_cell
from compare.word.plan import pair_up
from compare.word.wording import reword
from contracts.document import Block, Cell
from office.places import is_within, letters_of
from office.runs import printed_text
from office.tracking import Tracker
from office.word_elements import VAL, W, child, content
from office.xml_text import writable


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the old table: its element and the cells that begin in it."""

    element: etree._Element
    cells: tuple[etree._Element, ...]
    texts: tuple[str, ...]  # as the parser read them, automatic numbers included


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a row: reworded, deleted where ``cells`` is None, inserted where ``row`` is.

    ``like`` is the old row that an inserted one looks like.
    """

    row: _Row | None
    cells: Sequence[Cell] | None
    like: _Row | None = None


def change_table(table: etree._Element, old: Block, new: Block, tracker: Tracker) -> bool:
    """Make a table say what a new one says.

    False, and nothing done, where the columns differ or merged cells stand in the way.
    """
    rows = _rows_of(table, old)
    if rows is None:
        return False
    merged = next(table.iter(f"{W}vMerge"), None) is not None
    changes = _changes(rows, new)
    if not all(_is_possible(change, merged=merged) for change in changes):
        return False
    last: etree._Element | None = None
    for change in changes:
        if change.row is not None:
            last = change.row.element
            _change_row(change.row, change.cells, tracker)
        elif change.cells is not None:
            made = _new_row(change.like, change.cells, tracker)
            if last is None:
                rows[0].element.addprevious(made)
            else:
                last.addnext(made)
            last = made
    return True


def _changes(rows: Sequence[_Row], new: Block) -> list[_Change]:
    """The rows of both tables in the order in which they stand in the redline."""
    news = ["\t".join(cell.text for cell in row) for row in new.table]
    found: list[_Change] = []
    for i, j in pair_up(["\t".join(row.texts) for row in rows], news):
        cells = None if j is None else new.table[j]
        if i is not None:
            found.append(_Change(rows[i], cells))
        elif j is not None:
            found.append(_Change(None, cells, _template(rows, j, len(new.table[j]))))
    return found


def _is_possible(change: _Change, *, merged: bool) -> bool:
    if change.row is not None and change.cells is not None:
        return len(change.cells) == len(change.row.cells)
    return not merged and (change.cells is None or change.like is not None)


def _change_row(row: _Row, cells: Sequence[Cell] | None, tracker: Tracker) -> None:
    if cells is None:
        _delete_row(row.element, tracker)
        return
    for cell, text, there in zip(row.cells, row.texts, cells, strict=True):
        _change_cell(cell, text, there.text, tracker)


def delete_table(table: etree._Element, tracker: Tracker) -> None:
    """Mark all rows of a table as deleted."""
    for row in [element for element in content(table) if element.tag == f"{W}tr"]:
        _delete_row(row, tracker)


def _rows_of(table: etree._Element, block: Block) -> list[_Row] | None:
    """The rows as the parser read them, with their elements; None where they don't agree."""
    found: list[_Row] = []
    waiting = list(block.table)
    for element in [each for each in content(table) if each.tag == f"{W}tr"]:
        cells = tuple(
            each for each in content(element) if each.tag == f"{W}tc" and not _goes_on(each)
        )
        if waiting and _agree(cells, waiting[0]):
            found.append(_Row(element, cells, tuple(cell.text for cell in waiting.pop(0))))
        elif any(map(letters_of, cells)):
            return None
    return found if not waiting else None


def _goes_on(cell: etree._Element) -> bool:
    """Whether the cell continues one above it."""
    merge = child(child(cell, "tcPr"), "vMerge")
    return merge is not None and merge.get(VAL) != "restart"


def _agree(cells: Sequence[etree._Element], read: Sequence[Cell]) -> bool:
    return len(cells) == len(read) and all(
        is_within(letters_of(cell), there.text) for cell, there in zip(cells, read, strict=True)
    )


def _change_cell(cell: etree._Element, old: str, new: str, tracker: Tracker) -> None:
    if old == new:
        return
    paragraphs = [each for each in content(cell) if each.tag == f"{W}p"]
    filled = [each for each in paragraphs if printed_text(each).strip()]
    numbers = _numbers(filled, old)
    olds = [
        number + printed_text(each).strip() for number, each in zip(numbers, filled, strict=True)
    ]
    news = [writable(line).strip() for line in new.split("\n") if line.strip()]
    if len(filled) == 1:
        news = ["\n".join(news)] if news else []
    elif not filled:
        filled, numbers, olds = paragraphs[-1:], [""], [""]
        news = ["\n".join(news)]
    last: etree._Element | None = None
    for i, j in pair_up(olds, news):
        if i is not None and j is not None:
            text = news[j].removeprefix(numbers[i])
            reword(filled[i], text, tracker)
        elif i is not None:
            tracker.delete_paragraph(filled[i])
        elif j is not None:
            last = _add_paragraph(news[j], last, filled[0], tracker)
        if i is not None:
            last = filled[i]


def _numbers(paragraphs: Sequence[etree._Element], text: str) -> list[str]:
    """The automatic numbers before the paragraphs of a cell, a space behind each."""
    found: list[str] = []
    position = 0
    for paragraph in paragraphs:
        words = printed_text(paragraph).strip()
        start = text.find(words, position)
        found.append(text[position : max(start, position)].lstrip("\n"))
        position = max(start, position) + len(words)
    return found


def _add_paragraph(
    text: str, last: etree._Element | None, first: etree._Element, tracker: Tracker
) -> etree._Element:
    """A paragraph of a cell after ``last``; a cell's last paragraph can't be marked as inserted."""
    paragraph = tracker.paragraph(text, first if last is None else last)
    if last is not None:
        return tracker.add_after(last, paragraph)
    first.addprevious(paragraph)
    tracker.mark(paragraph, "ins")
    return paragraph


def _delete_row(row: etree._Element, tracker: Tracker) -> None:
    for paragraph in row.iter(f"{W}p"):
        tracker.delete_paragraph(paragraph)
    tracker.mark_row(row, "del")


def _template(rows: Sequence[_Row], place: int, width: int) -> _Row | None:
    """The row nearest to a place that has so many cells: what a new row there looks like."""
    fitting = [number for number, row in enumerate(rows) if len(row.cells) == width]
    nearest = min(fitting, key=lambda number: abs(number - place + 0.6), default=None)
    return None if nearest is None else rows[nearest]


def _new_row(template: _Row | None, cells: Sequence[Cell], tracker: Tracker) -> etree._Element:
    if template is None:
        raise ValueError("a row needs one that it looks like")
    row = etree.Element(f"{W}tr")
    properties = child(template.element, "trPr")
    if properties is not None:
        row.append(deepcopy(properties))
        for unwanted in ("tblHeader", "ins", "del"):
            for element in row.iterfind(f"{W}trPr/{W}{unwanted}"):
                row[0].remove(element)
    for like, cell in zip(template.cells, cells, strict=True):
        made = etree.SubElement(row, f"{W}tc")
        look = child(like, "tcPr")
        if look is not None:
            made.append(deepcopy(look))
        first = next(like.iter(f"{W}p"), None)
        fill_cell(made, cell.text, first, tracker)
    tracker.mark_row(row, "ins")
    return row
