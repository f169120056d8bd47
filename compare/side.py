"""A side of a comparison: what was read from a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contracts.clause import Clause
from contracts.document import Block, BlockSource
from contracts.recognition import Recognised


@dataclass(frozen=True, slots=True)
class Side:
    """A version to be compared: what was read from it.

    ``types`` are the types that each clause provides for, by clause id; ``parties`` their names;
    ``recognised`` the lines that were read in pictures of its pages.
    """

    blocks: Sequence[Block]
    clauses: Sequence[Clause]
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    recognised: Recognised = field(default_factory=dict)

    @property
    def is_scan(self) -> bool:
        """Whether some of its text was recognised in pictures."""
        return any(block.source is BlockSource.OCR for block in self.blocks)
