"""LibreOffice accepts or rejects all tracked changes of many files, in one run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from libreoffice_macro import work_through

_SETTLE = 'dispatcher.executeDispatch(frame, ".uno:" & third & "AllTrackedChanges", "", 0, Array())'


@dataclass(frozen=True, slots=True)
class Settling:
    """A file, where the result goes, and whether its changes are accepted or else rejected."""

    source: Path
    target: Path
    accept: bool


def settle(wanted: Sequence[Settling]) -> None:
    """Let LibreOffice settle the changes of all files and write each as a DOCX."""
    work_through(
        _SETTLE,
        [
            (each.source.as_uri(), each.target.as_uri(), "Accept" if each.accept else "Reject")
            for each in wanted
        ],
    )
