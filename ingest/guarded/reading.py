"""What the guarded processes do with a file: parse it, understand it, look it over."""

from dataclasses import replace
from pathlib import Path

from contracts.document import Failure, ParsedFile
from contracts.reading import Reading
from contracts.recognition import Recognised
from ingest.files.misnamed import misnamed
from ingest.parsers import parser_for, pdf
from ingest.reading import look_over, understand


def parse(
    source: bytes | Path, media_type: str, recognised: Recognised | None = None
) -> ParsedFile:
    """Parse a file; scanned pages of a PDF get the text that was ``recognised`` in them."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    return pdf.parse(data, recognised) if recognised else parser_for(media_type)(data)


def read(
    source: bytes | Path,
    media_type: str,
    version_id: int,
    file_name: str,
    recognised: Recognised,
) -> Reading:
    """Parse a file and understand it; what else a person should mend goes before its name."""
    reading = understand(parse(source, media_type, recognised), version_id, file_name)
    return replace(reading, failure=reading.failure or misnamed(file_name, media_type))


def scanned_pages(path: Path) -> tuple[int, ...]:
    """The pages of a PDF that are pictures without text, counted from 1."""
    return pdf.scanned_pages(path.read_bytes())


def look(source: Path, media_type: str) -> Failure | None:
    """What a person should mend in a file, if anything."""
    return look_over(parse(source, media_type))
