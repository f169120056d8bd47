"""A comparison as a file that people are handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from compare.comparison import Comparison
from compare.word.document import word_redline
from contracts.document import Block
from ingest.media_type import DOCX
from ingest.parsers import docx
from office.revisions import Author
from webapp.comparing import Compared


class Format(StrEnum):
    """What a comparison can be handed out as."""

    DOCX = "docx"


MEDIA_TYPES = {Format.DOCX: DOCX}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison and what was compared."""

    comparison: Comparison
    old: Compared
    new: Compared


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file, and what a reader should know that is not in it."""

    data: bytes
    notes: tuple[str, ...] = ()


def comparison_file(outcome: Outcome, form: Format, *, by: str, language: str) -> MadeFile:
    """The comparison in a format; ``by`` is who the changes are from. Raises NotExpressible."""
    author = Author(by, by[:2], datetime.now(UTC))
    redline = word_redline(
        outcome.comparison,
        outcome.old.side,
        outcome.new.side,
        outcome.old.word_file(),
        author,
        _read,
    )
    return MadeFile(redline.data, tuple(each.told(language) for each in redline.not_tracked))


def _read(data: bytes) -> Sequence[Block]:
    """The blocks of a Word file that we made ourselves, of one that was read behind the guard."""
    return docx.parse(data).blocks
