"""A reading of a file that takes too long, for the tests of what is told to stop meanwhile."""

import time
from pathlib import Path


def read(source: Path, media_type: str, version_id: int, *others: object) -> None:
    """Say that it began, in a file beside the data folder, and take two minutes."""
    Path(f"{version_id}.begun").touch()
    time.sleep(120)
