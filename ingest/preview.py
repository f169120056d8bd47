"""A preview: what an import of some paths would give. Every file is opened, nothing is stored.

It goes the import's own way (kind, bytes, parser, what is in archives), so that it finds the same
duplicates, locked files and scans; only clauses, tags and the index are left out. How long the
import would take is told from reading a few of the files whole.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from contracts.document import Failure
from contracts.errors import UnreadableFile
from ingest.files.folder_files import Refusal, files_under, name_of, shown, unreadable
from ingest.look import Foreseen, Lookers, failed, look_at
from ingest.progress import Progress, unwatched
from store.files import oversized
from store.import_items import Outcome

SAMPLE = 12  # files that are read whole for the estimate
BESIDE_READING = 1.5  # an import's time to the reading alone: a third is storing and indexing


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of all the files; ``seconds`` is a guess, None where none can be read."""

    files: tuple[Foreseen, ...]
    seconds: float | None

    def count(self, outcome: Outcome) -> int:
        """How many files would have this outcome."""
        return sum(file.outcome is outcome for file in self.files)

    def kinds(self) -> list[tuple[str, int]]:
        """How many files there are of each media type, the commonest first."""
        opened = (file.media_type for file in self.files if file.media_type)
        return Counter(opened).most_common()

    def causes(self) -> list[tuple[Outcome, Failure, tuple[Foreseen, ...]]]:
        """The files that would not be indexed whole, by what is in the way; the commonest first."""
        troubled = [(file.outcome, file.failure, file) for file in self.files if file.failure]
        troubled.sort(key=lambda one: (one[0], one[1].code, one[1].message_en))
        causes = [
            (outcome, failure, tuple(file for _, _, file in same))
            for (outcome, failure), same in groupby(troubled, key=lambda one: one[:2])
        ]
        return sorted(causes, key=lambda cause: -len(cause[2]))


def preview(
    paths: Sequence[Path],
    parsers: Lookers,
    *,
    is_known: Callable[[str], bool],
    size_limit: int,
    processes: int = 2,
    progress: Progress = unwatched,
) -> Preview:
    """Look into every file under the paths. ``is_known`` says whether a hash is there already."""
    found = [entry for path in paths for entry in files_under(path.resolve())]
    seen = _Seen(is_known)
    foreseen: list[Foreseen] = []
    readable: list[tuple[Path, str]] = []
    with ThreadPoolExecutor(processes) as threads:
        looks = threads.map(lambda entry: _look(entry, parsers, size_limit), found)
        for done, (entry, files) in enumerate(zip(found, looks, strict=True), start=1):
            judged = [seen.judge(file) for file in files]
            foreseen += judged
            if isinstance(entry, Path) and judged[0].outcome is Outcome.INDEXED:
                readable.append((entry, judged[0].media_type))
            progress(done, len(found))
    count = sum(file.outcome in (Outcome.INDEXED, Outcome.ATTENTION) for file in foreseen)
    return Preview(tuple(foreseen), _estimate(readable, count, parsers, processes))


@dataclass(slots=True)
class _Seen:
    """The contents seen so far: a second file with the same bytes is a duplicate."""

    is_known: Callable[[str], bool]
    hashes: set[str] = field(default_factory=set)

    def judge(self, file: Foreseen) -> Foreseen:
        if not file.sha256:
            return file
        if file.sha256 in self.hashes or self.is_known(file.sha256):
            return replace(file, outcome=Outcome.DUPLICATE, failure=None)
        self.hashes.add(file.sha256)
        return file


def _look(entry: Path | Refusal, parsers: Lookers, size_limit: int) -> list[Foreseen]:
    path = shown(entry.path if isinstance(entry, Refusal) else entry)
    file = Foreseen(path, "", 0, "", Outcome.FAILED)
    if isinstance(entry, Refusal):
        return [failed(file, entry.failure)]
    try:
        if entry.stat().st_size > size_limit:
            return [failed(file, oversized(size_limit).failure())]
        return list(look_at(entry, path, name_of(entry), parsers))
    except OSError as error:
        return [failed(file, unreadable(error))]


def _estimate(
    readable: Sequence[tuple[Path, str]], count: int, parsers: Lookers, processes: int
) -> float | None:
    """How many seconds the import of ``count`` files would take, by reading some of them whole."""
    sample = readable[:: max(1, len(readable) // SAMPLE)]
    if not sample:
        return None
    began = time.monotonic()
    with ThreadPoolExecutor(processes) as threads:
        list(threads.map(lambda file: _read(file[0], file[1], parsers), sample))
    return (time.monotonic() - began) / len(sample) * count * BESIDE_READING


def _read(path: Path, media_type: str, parsers: Lookers) -> None:
    try:
        parsers.read(path, media_type, 0, name_of(path))
    except (UnreadableFile, OSError):
        return
