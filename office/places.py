"""Where the blocks of a Word file stand in its XML."""

from collections.abc import Iterator, Sequence

from lxml import etree

from contracts.document import Block, BlockKind
from office.runs import printed_text
from office.word_elements import W, content

BODY = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE})


def body_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that stand in a file's body: no headers, footers, notes, text boxes or bare
    numbers.
    """
    return [block for block in blocks if block.kind in BODY and block.text.strip()]


def places_of(body: etree._Element, blocks: Sequence[Block]) -> dict[int, etree._Element]:
    """The w:p or w:tbl of each block, by the block's order; fewer where they don't agree.

    Both are in reading order, so that one walk finds all. Paragraphs without words have no block.
    """
    walk = _Walk(blocks)
    walk.through(body)
    return walk.places


class _Walk:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self._waiting = iter(blocks)
        self._block = next(self._waiting, None)
        self.places: dict[int, etree._Element] = {}

    def through(self, container: etree._Element) -> None:
        for element in content(container):
            if element.tag == f"{W}p":
                if self._block and self._block.text == printed_text(element).strip():
                    self._take(self._block, element)
            elif element.tag == f"{W}tbl":
                if self._block and is_table(element, self._block):
                    self._take(self._block, element)
                else:  # it lays out the page: its cells were read as paragraphs
                    for cell in _cells(element):
                        self.through(cell)

    def _take(self, block: Block, element: etree._Element) -> None:
        self.places[block.order] = element
        self._block = next(self._waiting, None)


def is_table(element: etree._Element, block: Block) -> bool:
    """Whether a w:tbl is what a block was read from."""
    if block.kind is not BlockKind.TABLE:
        return False
    letters = letters_of(element)
    return bool(letters) and is_within(letters, block.text)


def letters_of(element: etree._Element) -> str:
    """What all paragraphs in an element print, without spaces."""
    return "".join("".join(map(printed_text, element.iter(f"{W}p"))).split())


def is_within(letters: str, text: str) -> bool:
    """Whether the letters occur in the text in this order; numbers may stand between them."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for row in content(table):
        if row.tag == f"{W}tr":
            yield from (cell for cell in content(row) if cell.tag == f"{W}tc")
