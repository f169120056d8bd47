"""What the guarded processes do with a file: cut it into clauses, and understand these."""

from pathlib import Path

from contracts.reading import Reading
from contracts.recognition import Recognised
from ingest.guarded.parsing import cut_file
from ingest.reading import read_on


def read(
    source: bytes | Path,
    media_type: str,
    version_id: int,
    file_name: str,
    recognised: Recognised,
) -> Reading:
    """Parse a file and understand it."""
    return read_on(cut_file(source, media_type, version_id, file_name, recognised), file_name)
