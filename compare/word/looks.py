"""Which paragraph of the old file a new one imitates: its style, its indents, its numbering."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from compare.word.plan import is_automatic
from compare.word.wording import Wording
from contracts.document import Block, BlockKind
from contracts.structure.numbering import parse_label
from contracts.structure.schemes import Scheme


@dataclass(frozen=True, slots=True)
class Looks:
    """The paragraphs of the old file, to be imitated."""

    blocks: Sequence[Block]
    places: Mapping[int, etree._Element]
    wording: Wording  # of the new side
    old_labels: Mapping[int, str]

    @property
    def table(self) -> etree._Element | None:
        """A table of the file, if there is any."""
        return next(
            (self.places[block.order] for block in self.blocks if block.kind is BlockKind.TABLE),
            None,
        )

    def of(self, new: Block, near: etree._Element | None) -> tuple[etree._Element | None, bool]:
        """A paragraph near an element that looks as the new block should, and whether Word numbers
        it: one with a number of the same sort, else one of the same kind, else the nearest.
        """
        here = next(
            (place for place, block in enumerate(self.blocks) if self.places[block.order] is near),
            self._before(near),
        )
        paragraphs = [
            (abs(place - here + 0.4), block)
            for place, block in enumerate(self.blocks)
            if block.kind is not BlockKind.TABLE
        ]
        for fits in (self._has_number_like(new), _is_of_kind(new), _is_unnumbered):
            found = [each for each in paragraphs if fits(each[1])]
            if found:
                block = min(found, key=lambda each: each[0])[1]
                return self.places[block.order], is_automatic(block)
        return None, False

    def can_become(self, old: Block, new: Block) -> bool:
        """Whether the paragraph can stay when it becomes the new block: not where Word would go on
        printing a number that is none of the new one's.
        """
        if not is_automatic(old) or is_automatic(new):
            return True
        return self._scheme_of(old) is _scheme(self.wording.label(new))

    def _has_number_like(self, new: Block) -> Callable[[Block], bool]:
        scheme = _scheme(self.wording.label(new))
        return lambda block: scheme is not None and self._scheme_of(block) is scheme

    def _scheme_of(self, block: Block) -> Scheme | None:
        label = block.number_label if is_automatic(block) else self.old_labels.get(block.order, "")
        return _scheme(label)

    def _before(self, near: etree._Element | None) -> int:
        """The place of the last block before a paragraph that is new itself."""
        known = {id(element): order for order, element in self.places.items()}
        places = {block.order: place for place, block in enumerate(self.blocks)}
        while near is not None:
            if id(near) in known:
                return places[known[id(near)]]
            near = near.getprevious()
        return 0


def _is_of_kind(new: Block) -> Callable[[Block], bool]:
    level = new.level if new.kind is BlockKind.HEADING else None
    return lambda block: (
        _is_unnumbered(block) and block.kind is new.kind and (level is None or block.level == level)
    )


def _is_unnumbered(block: Block) -> bool:
    return not is_automatic(block)


def _scheme(label: str) -> Scheme | None:
    parsed = parse_label(f"{label} ") if label else None
    return parsed.scheme if parsed else None
