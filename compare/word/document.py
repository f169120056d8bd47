"""The comparison as a Word file: a copy of the old one with tracked changes, proven."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from compare.comparison import Comparison
from compare.scan import Scan
from compare.scan_words import scan_lines
from compare.side import Side
from compare.word.left_out import LeftOut, NotTracked, elsewhere, note
from compare.word.looks import Looks
from compare.word.plan import Step, is_automatic, plan
from compare.word.proof import Proof, Read, block_lines, lines_of, prove
from compare.word.redlining import Redliner
from compare.word.wording import Wording, typed_labels
from contracts.document import BlockKind
from contracts.errors import NotExpressible
from contracts.text import fold
from office.comments import Comments
from office.package import Package, serialised
from office.places import body_blocks, places_of
from office.plain_document import plain_document, with_typed_number
from office.revisions import Author, RevisionIds
from office.settling import accept
from office.tracking import Tracker
from office.word_elements import W, child

_MAIN = "word/document.xml"  # where it usually lies
_REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))

_MOVED_AWAY = (
    "移动 {number}：此处文字移至标有相同序号之处。 Move {number}: moved to the same number."
)
_MOVED_HERE = (
    "移动 {number}：此处文字由标有相同序号之处移来。 Move {number}: moved from the same number."
)


@dataclass(frozen=True, slots=True)
class WordRedline:
    """The file, and what of the two documents is not in its tracked changes."""

    data: bytes
    not_tracked: tuple[NotTracked, ...]


def word_redline(
    comparison: Comparison,
    old: Side,
    new: Side,
    original: bytes | None,
    author: Author,
    read: Read,
) -> WordRedline:
    """A copy of the old Word file ``original`` with what changed tracked; where the old document
    is no Word file, a new one that says what it says.

    ``read`` reads a file's blocks: the proof reads the changes accepted and rejected with it.
    Raises NotExpressible where accepting them would not give the new text, or rejecting the old.
    """
    remade = original is None or _is_strict(original)
    if original is None or remade:
        old = replace(old, blocks=[with_typed_number(block) for block in old.blocks])
        original = plain_document(body_blocks(old.blocks))
    steps = plan(comparison, old.blocks, new.blocks)
    for whole in (False, True):  # what can't be tracked word by word is replaced as a whole
        made = _Made(original, old, new, author, whole=whole)
        read_as = made.redline(steps)
        data = made.data()
        proof = prove(data, list(lines_of(old.blocks)), list(_wanted(steps, read_as)), read)
        if proof.holds:
            left_out = [NotTracked(LeftOut.REMADE)] * remade
            not_tracked = (*left_out, *made.not_tracked(steps, proof))
            return made.with_notes(data, not_tracked, _of_scan(comparison.scan))
    raise _not_expressible(proof)


class _Made:
    """The copy of the old file that is being made."""

    def __init__(
        self, original: bytes, old: Side, new: Side, author: Author, *, whole: bool
    ) -> None:
        self._package = Package(original)
        self._main = self._package.main_part(_MAIN)
        root = self._package.xml(self._main)
        body = child(root, "body")
        if root is None or body is None:
            raise _not_the_same()
        self._root, self._old, self._new = root, old, new
        self._had_changes = any(True for _ in root.iter(*_REVISIONS))
        accept(root)
        blocks = body_blocks(old.blocks)
        self._places = places = places_of(body, blocks)
        if len(places) < len(blocks):
            raise _not_the_same()
        wording = Wording(typed_labels(new.clauses))
        looks = Looks(blocks, places, wording, typed_labels(old.clauses))
        tracker = Tracker(author, RevisionIds(root))
        self._comments = Comments(self._package, self._main, author, tracker.ids)
        self._redliner = Redliner(places, looks, wording, tracker, whole)

    def redline(self, steps: Sequence[Step]) -> Mapping[int, str]:
        """Carry out the plan; given is what each new block reads, by its order."""
        redlined = self._redliner.carry_out(steps)
        for step, element in _first_of_each_move(redlined.moved):
            words = _MOVED_HERE if step.old is None else _MOVED_AWAY
            self._comments.add(element, words.format(number=step.moved))
        return redlined.wording

    def data(self) -> bytes:
        """The file."""
        return self._package.rewritten(
            {self._main: serialised(self._root), **self._comments.parts()}
        )

    def with_notes(
        self, data: bytes, not_tracked: tuple[NotTracked, ...], of_scan: str
    ) -> WordRedline:
        """The file with notes of what is not tracked and how far a scan can be relied on; they are
        no part of the text proven.
        """
        first = next(iter(self._places.values()), None)
        notes = [note(not_tracked)] * bool(not_tracked) + [of_scan] * bool(of_scan)
        if notes and first is not None:
            paragraph = first if first.tag == f"{W}p" else next(first.iter(f"{W}p"))
            for each in notes:
                self._comments.add(paragraph, each)
            data = self.data()
        return WordRedline(data, not_tracked)

    def not_tracked(self, steps: Sequence[Step], proof: Proof) -> Iterator[NotTracked]:
        """What the tracked changes leave out."""
        if self._had_changes:
            yield NotTracked(LeftOut.EARLIER)
        yield from elsewhere(self._old.blocks, self._new.blocks)
        wording = Wording(typed_labels(self._new.clauses))
        new = [step.new for step in steps if step.new and step.new.kind is not BlockKind.TABLE]
        accepted = [
            block for block in body_blocks(proof.blocks) if block.kind is not BlockKind.TABLE
        ]
        if len(new) != len(accepted):
            return
        for wanted, block in zip(new, accepted, strict=True):
            label = wording.label(wanted)
            if is_automatic(block) and fold(label) != fold(block.number_label):
                yield NotTracked(LeftOut.NUMBER, f"{block.number_label} ≠ {wanted.shown}")


def _of_scan(scan: Scan | None) -> str:
    """The note on a scan, in both languages."""
    return "\n".join((*scan_lines(scan, "zh"), *scan_lines(scan, "en")))


def _is_strict(original: bytes) -> bool:
    package = Package(original)
    return package.is_strict(package.main_part(_MAIN))


def _first_of_each_move(
    moved: Sequence[tuple[Step, etree._Element]],
) -> Iterator[tuple[Step, etree._Element]]:
    """Of what moved together the first paragraph on either side."""
    seen: set[tuple[bool, int | None]] = set()
    for step, element in moved:
        key = (step.old is None, step.moved)
        if key not in seen and element.tag == f"{W}p":
            seen.add(key)
            yield step, element


def _wanted(steps: Sequence[Step], read_as: Mapping[int, str]) -> Iterator[str]:
    for step in steps:
        if step.new is not None:
            yield from block_lines(step.new, read_as[step.new.order])


def _not_the_same() -> NotExpressible:
    return NotExpressible(
        "旧文件与入库时读出的文字对不上，无法在其副本中标出修订。请重新导入旧文件后再比对，"
        "或改用 HTML、XLSX 格式。",
        "The old file doesn't agree with the text that was read from it, so that changes can't be "
        "tracked in a copy of it. Import the old file again, or take HTML or XLSX instead.",
    )


def _not_expressible(proof: Proof) -> NotExpressible:
    zh, en = "", ""
    if proof.accepted:
        zh += f"全部接受后与新文件不符：{'；'.join(proof.accepted)}。"
        en += f"Accepted, they would not give the new text: {'; '.join(proof.accepted)}. "
    if proof.rejected:
        zh += f"全部拒绝后与旧文件不符：{'；'.join(proof.rejected)}。"
        en += f"Rejected, they would not give the old text: {'; '.join(proof.rejected)}. "
    return NotExpressible(
        f"有的改动无法用修订标记表示，因此没有给出文件。{zh}请改用 HTML 或 XLSX 格式。",
        f"Some changes can't be expressed as tracked changes, so no file is handed out. {en}"
        "Take HTML or XLSX instead.",
    )
