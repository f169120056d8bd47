"""Remark: what a check outside of the checklists says about a passage."""

from dataclasses import dataclass
from enum import StrEnum

from contracts.clause import Clause
from review.wording import Wording


class Weight(StrEnum):
    """A DEFECT should be mended; a NOTE is to be looked at."""

    DEFECT = "defect"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """A passage that a check remarks on; ``check`` is the check's id, ``quote`` as printed."""

    check: str
    weight: Weight
    clause: Clause
    quote: str
    message: Wording
