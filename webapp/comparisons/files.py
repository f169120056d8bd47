"""A comparison as a file to hand out, for pages and commands alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from compare.comparison import Comparison
from compare.names import in_words
from compare.scan_words import scan_lines, side_name
from compare.word.document import WordRedline, word_redline
from compare.workbook import changes_workbook
from contracts.document import Block
from ingest.parsers import docx
from office.closing_page import with_closing_page
from office.printing import print_pdf
from office.revisions import Author
from webapp.comparisons.page import write_comparison_page
from webapp.comparisons.sides import Compared
from webapp.reports.files import fitting
from webapp.reports.formats import FORMATS


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison, what was compared, and by whom."""

    comparison: Comparison
    old: Compared
    new: Compared
    by: str

    @property
    def names(self) -> tuple[str, str]:
        """How the sides are called: by their files where two documents bear one title."""
        old, new = self.old.file_name, self.new.file_name
        stems = PurePath(old).stem, PurePath(new).stem
        titles = self.old.name, self.new.name
        return next((each for each in (titles, stems) if each[0] != each[1]), (old, new))


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file, and lines that tell its reader what is not in it."""

    data: bytes
    notes: tuple[str, ...] = ()


def comparison_file(outcome: Outcome, form: str, language: str) -> MadeFile:
    """The comparison in one of FORMATS; a PDF is the Word file printed.

    Raises NotExpressible for Word and PDF, and for a PDF NeedsProgram and NotPrinted too.
    """
    names = outcome.names
    now = datetime.now(UTC)
    match form:
        case "html":
            page = write_comparison_page(outcome.comparison, names, outcome.by, now, language)
            return MadeFile(page)
        case "xlsx":
            return MadeFile(changes_workbook(outcome.comparison, names, language))
        case "docx" | "pdf":
            redline = _redline(outcome, now)
            notes = (
                *(each.told(language) for each in redline.not_tracked),
                *scan_lines(outcome.comparison.scan, language),
            )
            if form == "docx":
                return MadeFile(redline.data, notes)
            return MadeFile(print_pdf(_to_be_printed(redline.data, outcome, notes, language)))
    raise ValueError(form)


def _to_be_printed(data: bytes, outcome: Outcome, notes: Sequence[str], language: str) -> bytes:
    """The Word file with a page added for what a reader of the printout must know."""
    not_compared = in_words(("未比对", "not compared"), language)
    lines = [
        *notes,
        *(
            f"{not_compared} ({side_name(rest.side, language)}): {rest.text}"
            for rest in outcome.comparison.not_compared
        ),
    ]
    if not lines:
        return data
    title = in_words(("比对说明", "About this comparison"), language)
    return with_closing_page(data, title, lines)


def file_name(outcome: Outcome, form: str) -> str:
    """A name for the file, made from the names of what was compared."""
    old, new = outcome.names
    return f"{fitting(old)} → {fitting(new)}{FORMATS[form].suffix}"


def _redline(outcome: Outcome, moment: datetime) -> WordRedline:
    old, new = outcome.old, outcome.new
    author = Author(outcome.by, outcome.by[:2], moment)
    return word_redline(outcome.comparison, old.side, new.side, old.word_file(), author, _read)


def _read(data: bytes) -> Sequence[Block]:
    """The blocks of a Word file of our own making, from one that was read behind the guard."""
    return docx.parse(data).blocks
