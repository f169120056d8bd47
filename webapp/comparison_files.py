"""A comparison as a file that people are handed, for pages and commands alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from compare.comparison import Comparison
from compare.word.document import word_redline
from contracts.document import Block
from ingest.media_type import DOCX
from ingest.parsers import docx
from office.revisions import Author
from webapp.comparing import Compared
from webapp.reports import Format, fitting

FORMATS: Mapping[str, Format] = {"docx": Format(DOCX, ".docx")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison, what was compared, and by whom."""

    comparison: Comparison
    old: Compared
    new: Compared
    by: str


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file, and what a reader should know that is not in it, a line each."""

    data: bytes
    notes: tuple[str, ...] = ()


def comparison_file(outcome: Outcome, form: str, language: str) -> MadeFile:
    """The comparison in one of FORMATS. Raises NotExpressible."""
    if form != "docx":
        raise ValueError(form)
    old, new = outcome.old, outcome.new
    author = Author(outcome.by, outcome.by[:2], datetime.now(UTC))
    redline = word_redline(outcome.comparison, old.side, new.side, old.word_file(), author, _read)
    return MadeFile(redline.data, tuple(each.told(language) for each in redline.not_tracked))


def file_name(outcome: Outcome, form: str) -> str:
    """A name for the file, of what was compared."""
    return f"{fitting(outcome.old.name)} → {fitting(outcome.new.name)}{FORMATS[form].suffix}"


def _read(data: bytes) -> Sequence[Block]:
    """The blocks of a Word file that we made ourselves, of one that was read behind the guard."""
    return docx.parse(data).blocks
