"""Parsers in processes of their own, with a limit on time and memory.

A file that makes its parser hang, crash or eat memory costs that one process; the other files are
read all the same.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.document import Failure, PageBox
from contracts.recognition import Recognised
from ingest.guarded.processes import GuardedProcesses
from ingest.named import Named

if TYPE_CHECKING:  # the processes load what reads files, not who asks them
    from contracts.reading import Reading
    from ingest.archives.containers import Member
    from ingest.cutting import CutFile
    from ingest.parsers.pdf_places import Words
    from ingest.parsers.xlsx import Sheet

CUT = Named("ingest.guarded.parsing", "cut_file")
READ_ON = Named("ingest.reading", "read_on")
READ = Named("ingest.guarded.reading", "read")
LOOK = Named("ingest.guarded.parsing", "look")
SCANNED_PAGES = Named("ingest.guarded.parsing", "scanned_pages")
SHEETS = Named("ingest.parsers.xlsx", "read_sheets")
TAKE_APART = Named("ingest.archives.containers", "take_apart")
UNLOCK = Named("ingest.archives.locked_files", "unlock")
RENDER_PAGE = Named("ingest.parsers.pdf_document", "render_page")
FIND_WORDS = Named("ingest.parsers.pdf_places", "find_words")


class GuardedParsers:
    """Reads files and draws pages in ``processes`` processes; usable from several threads.

    A task may take ``seconds`` and its process ``memory_bytes`` of address space. What is under way
    when it is closed, or when its process is ended by SIGTERM, raises ReadingInterrupted.
    """

    def __init__(self, processes: int, seconds: float, memory_bytes: int) -> None:
        self._processes = GuardedProcesses(processes, seconds, memory_bytes)

    def read(
        self,
        source: bytes | Path,
        media_type: str,
        version_id: int,
        file_name: str,
        recognised: Recognised | None = None,
    ) -> "Reading":
        """Parse a file, and find its clauses, their tags and the facts, all in the process.

        Scanned pages of a PDF get the text that was ``recognised`` in them.
        Raises what ``read`` raises.
        """
        reading: Reading = self._processes.run(
            READ, source, media_type, version_id, file_name, recognised or {}
        )
        return reading

    def cut(self, source: Path, media_type: str, version_id: int, file_name: str) -> "CutFile":
        """The first half of ``read``, for whoever goes on with the clauses meanwhile.

        Raises what ``read`` raises.
        """
        file: CutFile = self._processes.run(CUT, source, media_type, version_id, file_name, {})
        return file

    def read_on(self, file: "CutFile", file_name: str) -> "Reading":
        """The second half of ``read``. Raises ParserStopped."""
        reading: Reading = self._processes.run(READ_ON, file, file_name)
        return reading

    def look(self, source: Path, media_type: str) -> Failure | None:
        """What a person would have to mend in a file: pages that are scans without text.

        Raises what ``read`` raises.
        """
        failure: Failure | None = self._processes.run(LOOK, source, media_type)
        return failure

    def sheets(self, data: bytes) -> "tuple[Sheet, ...]":
        """The sheets of a workbook (XLSX), cell by cell.

        Raises DamagedFile, EncryptedFile, OversizedFile and ParserStopped.
        """
        sheets: tuple[Sheet, ...] = self._processes.run(SHEETS, data)
        return sheets

    def take_apart(self, source: Path, media_type: str, folder: Path) -> "tuple[Member, ...]":
        """Put all that an archive or mail holds into a folder.

        Raises what ``ingest.archives.containers.take_apart`` raises, and ParserStopped.
        """
        members: tuple[Member, ...] = self._processes.run(TAKE_APART, source, media_type, folder)
        return members

    def unlock(self, source: Path, media_type: str, passwords: Sequence[str], target: Path) -> bool:
        """Write an unlocked copy of a locked file; False where none of the passwords opens it.

        Raises DamagedFile, OversizedFile and ParserStopped.
        """
        opened: bool = self._processes.run(UNLOCK, source, media_type, passwords, target)
        return opened

    def scanned_pages(self, path: Path) -> tuple[int, ...]:
        """The pages of a PDF that are pictures without text, counted from 1.

        Raises DamagedFile, EncryptedFile and ParserStopped.
        """
        pages: tuple[int, ...] = self._processes.run(SCANNED_PAGES, path)
        return pages

    def render_page(self, path: Path, page: int, width: int) -> bytes:
        """A page of a PDF, counted from 1, as a PNG of ``width`` pixels.

        Raises DamagedFile, EncryptedFile, NotFound and ParserStopped.
        """
        picture: bytes = self._processes.run(RENDER_PAGE, path, page, width)
        return picture

    def find_words(
        self, path: Path, wanted: "Sequence[Words]", recognised: Recognised | None = None
    ) -> tuple[tuple[PageBox, ...], ...]:
        """For each of the words, the rectangles it covers on a PDF's pages, one for each line.

        Raises DamagedFile, EncryptedFile and ParserStopped.
        """
        found: tuple[tuple[PageBox, ...], ...] = self._processes.run(
            FIND_WORDS, path, wanted, recognised
        )
        return found

    def require_open(self) -> None:
        """Raise ReadingInterrupted once this is closed."""
        self._processes.require_open()

    def close(self) -> None:
        """End the processes, with what they are doing; whoever waits for them is told so."""
        self._processes.close()
