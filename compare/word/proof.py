"""The proof of a redline, on the file itself: accepted, it reads as new; rejected, as old.

Both copies are made in the XML and then read by the same parser as any file that comes in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from contracts.document import Block, BlockKind
from office.package import Package, serialised
from office.places import body_blocks
from office.settling import accept, reject

Read = Callable[[bytes], Sequence[Block]]
_SHOWN = 3  # differences that an error tells
_LONGEST = 40  # characters of each


@dataclass(frozen=True, slots=True)
class Proof:
    """What differs, a line each; nothing, if the file holds what it should."""

    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    blocks: tuple[Block, ...]  # of the accepted copy

    @property
    def holds(self) -> bool:
        """Whether accepting gives the new text and rejecting the old one."""
        return not (self.accepted or self.rejected)


def prove(data: bytes, old: Sequence[str], new: Sequence[str], read: Read) -> Proof:
    """Accept all changes in one copy of a file and reject them in another, and read both."""
    accepted, rejected = read(_settled(data, accept)), read(_settled(data, reject))
    return Proof(
        tuple(_differences(new, list(lines_of(accepted)))),
        tuple(_differences(old, list(lines_of(rejected)))),
        tuple(accepted),
    )


def lines_of(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of a document's body, without the numbers that Word counts."""
    for block in body_blocks(blocks):
        yield from block_lines(block, block.text)


def block_lines(block: Block, text: str) -> Iterator[str]:
    """The lines of a block that reads ``text``; a table's are those of its cells."""
    texts = [text]
    if block.kind is BlockKind.TABLE:
        texts = [cell.text for row in block.table for cell in row]
    for each in texts:
        yield from (line.strip() for line in each.split("\n") if line.strip())


def _settled(data: bytes, settle: Callable[[etree._Element], None]) -> bytes:
    package = Package(data)
    main = package.main_part("word/document.xml")
    root = package.xml(main)
    if root is None:
        raise ValueError("a redline has a main part")
    settle(root)
    return package.rewritten({main: serialised(root)})


def _differences(wanted: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    if list(wanted) == list(found):
        return
    told = 0
    for tag, i, after_i, j, after_j in SequenceMatcher(None, wanted, found, False).get_opcodes():
        if tag == "equal":
            continue
        if told == _SHOWN:
            yield "…"
            return
        told += 1
        yield " ≠ ".join(_short(lines) for lines in (wanted[i:after_i], found[j:after_j]))


def _short(lines: Sequence[str]) -> str:
    text = " ".join(lines)
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"
