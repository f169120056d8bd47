"""Where clauses point, beside the database in a file that is searched by itself.

The database is the truth. The file keeps each reading of a version's meaning under its *stamp*; a
search names the stamps that count now, of what its reader may see, and what the file lacks of them
it fetches first. So nothing in the file can be out of date or seen by the wrong person, and it can
be deleted at any time. A stamp is noted after its rows and taken away before them, so that a killed
process leaves rows that are fetched again, never a stamp without its rows. Every clause that counts
is compared (signed bytes, by SIMD): nothing is missed, and hidden clauses change nothing.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import numpy as np
import simsimd
from numpy.typing import NDArray

from contracts.meaning import DirectedVersion
from index.pointing import Pointing, Readings

_PORTION = 2_000  # versions fetched at once


class DirectionFile:
    """The directions of one installation; any number of processes may search and add at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def closest(
        self,
        direction: bytes,
        readings: Readings,
        *,
        limit: int,
        least: float,
        without_document: int | None = None,
    ) -> list[Pointing]:
        """The clauses that may be seen and point most nearly there, best first.

        Only those at least as alike as ``least``. Versions whose stamps are new are fetched.
        """
        versions = [each for each in readings.versions() if each.document_id != without_document]
        self._add_lacking(versions, readings)
        records = self._records(len(direction))
        while self._add_lacking(versions, readings):  # some were taken away meanwhile
            records = self._records(len(direction))
        if not len(records) or not versions:
            return []
        by_stamp = {version.stamp: version for version in versions}
        counts = _bear_one_of(records["stamp"], by_stamp)
        alike = np.where(counts, likenesses(direction, records["row"]), -np.inf)
        found = np.flatnonzero(alike >= least)
        if len(found) > limit:
            # As many as there are with the last one's likeness, so that chance decides nothing.
            last = np.partition(alike[found], -limit)[-limit]
            found = found[alike[found] >= last - 1e-4]
        pointing = {
            (int(records[place]["stamp"]), int(records[place]["order"])): _pointing(
                by_stamp[int(records[place]["stamp"])],
                int(records[place]["order"]),
                float(alike[place]),
            )
            for place in found
        }
        return sorted(pointing.values(), key=lambda one: one.rank)[:limit]

    def catch_up(self, readings: Readings) -> None:
        """Add what the file lacks of all readings, and compact it."""
        versions = readings.versions()
        self._add_lacking(versions, readings)
        self.compact(versions)

    def _add_lacking(self, versions: Sequence[DirectedVersion], readings: Readings) -> int:
        """Add the versions that the file lacks; returns how many these were."""
        if not self._lacking(versions):
            return 0
        with self._writing():
            lacking = self._lacking(versions)  # another process may have added them meanwhile
            for start in range(0, len(lacking), _PORTION):
                self._add(lacking[start : start + _PORTION], readings)
            return len(lacking)

    def compact(self, versions: Collection[DirectedVersion]) -> bool:
        """Remove all but these versions from the file where others make up at least half of it.

        Searches of other processes go on; what they still need they fetch again.
        """
        kept = {version.stamp for version in versions}
        if not _is_half_dead(self._known(), kept):
            return False
        with self._writing():
            _replace(self._stamps, [np.array(sorted(self._known() & kept), np.int64)])
            for path in self._folder.glob("*.rows"):
                records = self._records(int(path.stem))
                alive = np.flatnonzero(_bear_one_of(records["stamp"], kept))
                portions = range(0, len(alive), _PORTION)
                _replace(path, (records[alive[start : start + _PORTION]] for start in portions))
        return True

    def clear(self) -> None:
        """Empty the file; later searches fetch what they need again."""
        if self._folder.exists():
            with self._writing():
                for path in (*self._folder.glob("*.stamps"), *self._folder.glob("*.rows")):
                    path.unlink()

    def _lacking(self, versions: Sequence[DirectedVersion]) -> list[DirectedVersion]:
        known = self._known()
        return [version for version in versions if version.stamp not in known]

    def _known(self) -> set[int]:
        return set(np.fromfile(self._stamps, np.int64).tolist()) if self._stamps.exists() else set()

    @property
    def _stamps(self) -> Path:
        return self._folder / "known.stamps"

    def _add(self, versions: Sequence[DirectedVersion], readings: Readings) -> None:
        """Write the rows first: a stamp is noted once all of its rows are on the disk."""
        stamps = {version.version_id: version.stamp for version in versions}
        rows: dict[int, list[tuple[int, int, bytes]]] = {}
        for found in readings.directions(stamps.keys()):
            row = (stamps[found.version_id], found.order, found.direction)
            rows.setdefault(len(found.direction), []).append(row)
        for width, of_width in rows.items():
            records = np.zeros(len(of_width), _record(width))
            for name, values in zip(("stamp", "order"), zip(*of_width, strict=True), strict=False):
                records[name] = values
            joined = b"".join(direction for *_, direction in of_width)
            records["row"] = np.frombuffer(joined, np.int8).reshape(-1, width)
            _append(self._path(width), records.tobytes(), records.itemsize)
        noted = np.fromiter(stamps.values(), np.int64, len(stamps))
        _append(self._stamps, noted.tobytes(), noted.itemsize)

    def _records(self, width: int) -> NDArray[np.void]:
        record = _record(width)
        path = self._path(width)
        count = path.stat().st_size // record.itemsize if path.exists() else 0
        if not count:
            return np.zeros(0, record)
        return np.memmap(path, record, mode="r", shape=(count,))

    def _path(self, width: int) -> Path:
        return self._folder / f"{width}.rows"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "write.lock").open("w") as lock:
            flock(lock, LOCK_EX)  # let go when the file is closed
            yield


def likenesses(direction: bytes, rows: NDArray[np.int8]) -> NDArray[np.float64]:
    """The cosines of the direction with each row; all are of the same length."""
    wanted = np.frombuffer(direction, np.int8).reshape(1, -1)
    alike: NDArray[np.float64] = 1 - np.asarray(simsimd.cdist(wanted, rows, metric="cosine"))[0]
    return alike


def _record(width: int) -> np.dtype[np.void]:
    return np.dtype([("stamp", np.int64), ("order", np.int64), ("row", np.int8, (width,))])


def _bear_one_of(stamps: NDArray[np.int64], wanted: Collection[int]) -> NDArray[np.bool_]:
    """A mask of the records with one of the stamps; a version's records stand together."""
    if not len(stamps):
        return np.zeros(0, bool)
    starts = np.flatnonzero(np.append(True, stamps[1:] != stamps[:-1]))
    which = np.isin(stamps[starts], np.fromiter(wanted, np.int64, len(wanted)))
    return np.repeat(which, np.diff(np.append(starts, len(stamps))))


def _pointing(version: DirectedVersion, order: int, likeness: float) -> Pointing:
    return Pointing(version.document_id, version.version_id, order, round(likeness, 4))


def _is_half_dead(known: set[int], kept: set[int]) -> bool:
    return len(known - kept) > len(known & kept)


def _replace(path: Path, portions: Iterable[NDArray[Any]]) -> None:
    """Put a new file in the place of one that others may be reading."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        for portion in portions:
            file.write(portion.tobytes())
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _append(path: Path, data: bytes, size: int) -> None:
    """Add whole records, after cutting off half a record that a killed process may have left."""
    with path.open("ab") as file:
        file.truncate(file.tell() // size * size)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
