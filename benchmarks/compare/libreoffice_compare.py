"""LibreOffice compares Word files, all in one run."""

from collections.abc import Sequence
from pathlib import Path

from libreoffice_macro import work_through

_COMPARE = """against(0).Value = third
    dispatcher.executeDispatch(frame, ".uno:CompareDocuments", "", 0, against())"""


def compare_files(triples: Sequence[Sequence[Path]]) -> None:
    """For each old file, new file and target: write the target with tracked changes."""
    work_through(
        _COMPARE,
        [(new.as_uri(), target.as_uri(), old.as_uri()) for old, new, target in triples],
    )
