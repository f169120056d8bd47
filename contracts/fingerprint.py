"""Fingerprints: what is kept of a document to recognise others of the same contract."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.contract_numbers import numbers_in
from contracts.document import Block, BlockKind, BlockSource
from contracts.sketch import sketch

OPENING = 40  # blocks in which a contract says its number
RUNNING = frozenset({BlockKind.HEADER, BlockKind.FOOTER})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text's sketch, the contract numbers in its opening, and whether it was a scan."""

    sketch: bytes
    numbers: frozenset[str]
    is_scan: bool


def fingerprint(blocks: Sequence[Block]) -> Fingerprint:
    """The fingerprint of what a parser read; headers and footers don't count."""
    body = [block for block in blocks if block.kind not in RUNNING]
    recognised = sum(len(block.text) for block in body if block.source is BlockSource.OCR)
    return Fingerprint(
        sketch("\n".join(block.shown for block in body)),
        numbers_in("\n".join(block.shown for block in body[:OPENING])),
        2 * recognised > sum(len(block.text) for block in body),
    )
