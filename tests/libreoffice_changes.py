"""LibreOffice accepts or rejects all tracked changes of many files, in one run."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Tracked:
    """A file with tracked changes, and the lines that it should give rejected and accepted."""

    name: str
    data: bytes
    old: Sequence[str]
    new: Sequence[str]


def settled_otherwise(
    files: Sequence[Tracked], lines_in: Callable[[bytes], Sequence[str]]
) -> Iterator[str]:
    """The files that LibreOffice rejects or accepts otherwise, each with the first line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, file in enumerate(files):
            (folder / f"{number}.docx").write_bytes(file.data)
        settle(
            [
                Settling(folder / f"{number}.docx", folder / f"{number}-{verb}.docx", verb == "new")
                for number in range(len(files))
                for verb in ("old", "new")
            ]
        )
        for number, file in enumerate(files):
            for verb, wanted in (("old", file.old), ("new", file.new)):
                found = lines_in((folder / f"{number}-{verb}.docx").read_bytes())
                if list(found) != list(wanted):
                    pairs = zip([*wanted, ""], [*found, ""], strict=False)
                    first = next(((a, b) for a, b in pairs if a != b), ("", ""))
                    yield f"{file.name} {verb}: {first[0][:60]!r} ≠ {first[1][:60]!r}"
                    break
