"""What the guarded processes do first with a file: parse it, and cut it into clauses."""

from dataclasses import replace
from pathlib import Path

from contracts.document import Failure, ParsedFile
from contracts.recognition import Recognised
from ingest.cutting import CutFile, cut, look_over
from ingest.files.misnamed import misnamed
from ingest.named import Named
from ingest.parsers import parser_for

_PARSE_SCAN = Named("ingest.parsers.pdf", "parse")
_SCANNED_PAGES = Named("ingest.parsers.pdf", "scanned_pages")


def parse(
    source: bytes | Path, media_type: str, recognised: Recognised | None = None
) -> ParsedFile:
    """Parse a file; scanned pages of a PDF get the text that was ``recognised`` in them."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    parsed: ParsedFile = (
        _PARSE_SCAN(data, recognised) if recognised else parser_for(media_type)(data)
    )
    return parsed


def cut_file(
    source: bytes | Path,
    media_type: str,
    version_id: int,
    file_name: str,
    recognised: Recognised,
) -> CutFile:
    """Parse a file and cut it; what else a person should mend goes before its name."""
    file = cut(parse(source, media_type, recognised), version_id)
    return replace(file, failure=file.failure or misnamed(file_name, media_type))


def scanned_pages(path: Path) -> tuple[int, ...]:
    """The pages of a PDF that are pictures without text, counted from 1."""
    pages: tuple[int, ...] = _SCANNED_PAGES(path.read_bytes())
    return pages


def look(source: Path, media_type: str) -> Failure | None:
    """What a person should mend in a file, if anything."""
    return look_over(parse(source, media_type))
