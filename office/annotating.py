"""Annotating a Word file: comments beside its paragraphs, new paragraphs as tracked insertions.

Nothing else of the file is touched, its own tracked changes included: that is proven on the file
before it is handed out. Rejected, it reads as before; accepted, as before with what was inserted.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from contracts.document import Block, BlockKind, NumberSource
from contracts.errors import NotExpressible
from office.comments import Comments
from office.package import Package, serialised
from office.places import body_blocks, places_of
from office.revisions import DELETED, INSERTED, Author, RevisionIds, paragraph_texts
from office.runs import printed_text
from office.settling import accept, reject
from office.tracking import Tracker
from office.word_elements import W, child
from office.xml_text import writable

_BEFORE_NUMBERING = frozenset(  # of a paragraph's properties (ECMA-376 part 1, 17.3.1.26)
    f"{W}{name}"
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_TRACKED = INSERTED | DELETED


class Annotator:
    """A Word file that is being annotated; its places are told by the orders of its blocks."""

    def __init__(self, original: bytes, blocks: Sequence[Block], author: Author) -> None:
        """Raises NotExpressible where the file doesn't hold these blocks."""
        self._package = Package(original)
        self._main = self._package.main_part("word/document.xml")
        root = self._package.xml(self._main)
        body, wanted = child(root, "body"), body_blocks(blocks)
        if root is None or body is None:
            raise _not_found()
        self._places = places_of(body, wanted)
        if len(self._places) < len(wanted) or not wanted:
            raise _not_found()
        self._root, self._before = root, deepcopy(root)
        self._blocks = {block.order: block for block in wanted}
        self._tracker = Tracker(author, RevisionIds(root))
        self._comments = Comments(self._package, self._main, author, self._tracker.ids)
        self._last: dict[int, etree._Element] = {}  # what was inserted last behind a block
        self._inserted: list[str] = []

    def comment(self, order: int, quote: str, text: str) -> None:
        """Comment on a block; in a table on the paragraph that holds the quotation."""
        element = self._places[self._near(order)]
        self._comments.add(_paragraph(element, quote), writable(text))

    def insert(self, after: int, like: int, lines: Sequence[str], comment: str) -> None:
        """Put in a paragraph a line behind a block, and comment on the first.

        Behind running text it looks like that text, its automatic number included; behind a heading
        or table like another block.
        """
        after, like = self._near(after), self._near(like)
        element = self._last.get(after, self._places[after])
        for number, line in enumerate(map(writable, lines)):
            if _takes_over(element, self._blocks[after]):
                element = self._split_off(element, line)
            else:
                element = self._put_between(element, line, like)
            self._inserted.append(line)
            if number == 0:
                self._comments.add(element, writable(comment))
        self._last[after] = element

    def _split_off(self, element: etree._Element, line: str) -> etree._Element:
        """A paragraph whose end is that of the paragraph before, which gets a new one.

        So the properties of what follows are not touched: LibreOffice joins a rejected paragraph
        with the next one by the properties of the first, Word by those of the second.
        """
        paragraph = self._tracker.paragraph(line, element)
        self._tracker.mark(element, "ins")
        element.addnext(paragraph)
        return paragraph

    def _put_between(self, element: etree._Element, line: str, like: int) -> etree._Element:
        """A paragraph with an end of its own, without an automatic number."""
        model = self._places[like]
        paragraph = self._tracker.paragraph(line, model if model.tag == f"{W}p" else None)
        numbered = self._blocks[like].number_source is NumberSource.AUTOMATIC
        _leave_out_number(paragraph, numbered=numbered)
        return self._tracker.add_after(element, paragraph)

    def data(self) -> bytes:
        """The annotated file. Raises NotExpressible where it doesn't read as it should."""
        self._prove()
        return self._package.rewritten(
            {self._main: serialised(self._root), **self._comments.parts()}
        )

    def _near(self, order: int) -> int:
        """The block itself, or the one before it where it has no place: a note, say."""
        before = [held for held in self._places if held <= order]
        return max(before, default=min(self._places))

    def _prove(self) -> None:
        author = self._tracker.author
        before = _texts(self._before)
        undone = _texts(self._root, lambda root: reject(root, lambda each: _is_by(each, author)))
        rejected = _texts(self._root, reject) == _texts(self._before, reject)
        accepted = _without(_texts(self._root, accept), self._inserted)
        if undone != before or not rejected or accepted != _texts(self._before, accept):
            raise NotExpressible(
                "建议文字无法以修订方式插入这份文件：拒绝修订后会与原文不符。",
                "The suggested wording can't be put into this file as tracked changes: rejected, "
                "it would not read as before.",
            )


def _texts(
    root: etree._Element, settle: Callable[[etree._Element], None] | None = None
) -> list[str]:
    settled = deepcopy(root)
    if settle:
        settle(settled)
    return paragraph_texts(settled)


def _without(texts: Sequence[str], inserted: Sequence[str]) -> list[str]:
    """The texts without those that were inserted, each as often as it was."""
    left = Counter(inserted)
    kept = []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(text)
    return kept


def _is_by(change: etree._Element, author: Author) -> bool:
    return (change.get(f"{W}author"), change.get(f"{W}date")) == (author.name, author.date)


def _paragraph(element: etree._Element, quote: str) -> etree._Element:
    if element.tag == f"{W}p":
        return element
    paragraphs = list(element.iter(f"{W}p"))
    begins = "".join(quote.split())[:12]
    for paragraph in paragraphs:
        if begins and begins in "".join(printed_text(paragraph).split()):
            return paragraph
    return next((each for each in paragraphs if printed_text(each).strip()), paragraphs[0])


def _takes_over(element: etree._Element, block: Block) -> bool:
    """Whether a new paragraph can take over the end of this one."""
    if element.tag != f"{W}p" or block.kind is BlockKind.HEADING:
        return False
    properties = child(element, "pPr")
    marked = child(properties, "rPr")
    tracked = [] if marked is None else [each for each in marked if each.tag in _TRACKED]
    return not tracked and child(properties, "sectPr") is None


def _leave_out_number(paragraph: etree._Element, *, numbered: bool) -> None:
    """Take a paragraph's automatic number away: it would shift those of the clauses behind."""
    properties = child(paragraph, "pPr")
    if properties is None:
        return
    own = child(properties, "numPr")
    if own is not None:
        properties.remove(own)
    if numbered:  # it may come from the style
        none = etree.Element(f"{W}numPr")
        etree.SubElement(none, f"{W}numId").set(f"{W}val", "0")
        place = sum(each.tag in _BEFORE_NUMBERING for each in properties)
        properties.insert(place, none)


def _not_found() -> NotExpressible:
    return NotExpressible(
        "这份 Word 文件的段落与读到的文字对不上，无法在原件上批注。",
        "The paragraphs of this Word file don't fit the text that was read from it, so it can't be "
        "annotated.",
    )
