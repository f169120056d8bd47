"""The file of directions: exact, of what counts now alone, and safe to lose."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from contracts.meaning import DirectedVersion, Direction
from contracts.visibility import EVERYTHING, Visible
from index.directions import DirectionFile, likenesses

WIDTH = 8
VECTORS = st.lists(st.integers(-127, 127), min_size=WIDTH, max_size=WIDTH).filter(any)
Texts = dict[int, list[list[int]]]  # version → directions of its clauses


def direction(numbers: list[int]) -> bytes:
    return np.array(numbers, dtype=np.int8).tobytes()


class Rows:
    """A database of directions that notes what was fetched from it."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.fetched: list[int] = []

    def __call__(self, versions: Collection[int]) -> Iterator[Direction]:
        for version in versions:
            self.fetched.append(version)
            for order, numbers in enumerate(self.texts[version]):
                yield Direction(version, order, direction(numbers))


def stamped(*versions: int, again: int = 0) -> list[DirectedVersion]:
    return [DirectedVersion(1000 * again + each, each, each) for each in versions]


@dataclass(frozen=True, slots=True)
class Read:
    """These versions as a reader of the database has them."""

    rows: Rows
    seen: list[DirectedVersion]
    weights: str = "made-1"
    visible: Visible = EVERYTHING

    def versions(self) -> list[DirectedVersion]:
        return self.seen

    def directions(self, versions: Collection[int]) -> Iterator[Direction]:
        return self.rows(versions)


def found(
    file: DirectionFile, rows: Rows, versions: list[DirectedVersion], like: list[int]
) -> list[tuple[int, int]]:
    closest = file.closest(direction(like), Read(rows, versions), limit=20, least=-1.0)
    return [(one.version_id, one.order) for one in closest]


def cosine(one: list[int], other: list[int]) -> float:
    a, b = np.array(one, float), np.array(other, float)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@settings(max_examples=60)
@given(
    texts=st.dictionaries(st.integers(1, 30), st.lists(VECTORS, max_size=5), min_size=1),
    like=VECTORS,
    hidden=st.sets(st.integers(1, 30)),
)
def test_exactly_the_closest_that_may_be_seen_are_found(
    tmp_path_factory: pytest.TempPathFactory, texts: Texts, like: list[int], hidden: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("directions")
    file, rows = DirectionFile(folder / "all"), Rows(texts)
    everything, seen = stamped(*texts), stamped(*(texts.keys() - hidden))
    file.closest(direction(like), Read(rows, everything), limit=20, least=-1.0)
    with_hidden = file.closest(direction(like), Read(rows, seen), limit=20, least=-0.99)
    without = DirectionFile(folder / "seen").closest(
        direction(like), Read(rows, seen), limit=20, least=-0.99
    )
    assert with_hidden == without
    exact = sorted(
        (cosine(like, numbers) for version in seen for numbers in texts[version.version_id]),
        reverse=True,
    )
    best = [each for each in exact if each >= -0.98][:20]
    assert [one.likeness for one in with_hidden][: len(best)] == pytest.approx(best, abs=2e-3)


def test_a_version_is_fetched_once_and_anew_when_it_was_read_again(tmp_path: Path) -> None:
    file, rows = DirectionFile(tmp_path / "new"), Rows({1: [[1] * 8], 2: [[2] * 7 + [0]]})
    first = found(file, rows, stamped(1, 2), [1] * 8)
    assert found(DirectionFile(tmp_path / "new"), rows, stamped(1, 2), [1] * 8) == first
    assert rows.fetched == [1, 2]
    rows.texts[1] = [[0] * 7 + [1], [1] * 8]
    versions = [*stamped(1, again=1), *stamped(2)]
    assert found(file, rows, versions, [1] * 8)[0] == (1, 1)
    assert rows.fetched == [1, 2, 1]


def test_a_record_that_was_cut_off_is_forgotten(tmp_path: Path) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8], 2: [[2] * 8], 3: []})
    found(file, rows, stamped(1, 3), [1] * 8)
    for path in (*tmp_path.glob("*.rows"), *tmp_path.glob("*.stamps")):
        with path.open("ab") as cut:
            cut.write(b"cut")
    assert found(file, rows, stamped(1, 3), [1] * 8) == [(1, 0)]
    assert found(file, rows, stamped(1, 2, 3), [1] * 8) == [(1, 0), (2, 0)]


def test_rows_without_their_stamp_are_fetched_again_and_found_once(tmp_path: Path) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8]})
    found(file, rows, stamped(1), [1] * 8)
    (tmp_path / "known.stamps").unlink()  # as if the process had been killed before
    assert found(file, rows, stamped(1), [1] * 8) == [(1, 0)]


def test_a_file_that_is_lost_is_made_anew(tmp_path: Path) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8]})
    found(file, rows, stamped(1), [1] * 8)
    file.clear()
    assert found(file, rows, stamped(1), [1] * 8) == [(1, 0)]


def test_half_dead_directions_go_and_the_others_are_found_without_being_fetched(
    tmp_path: Path,
) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8], 2: [[2] * 7 + [0]], 3: [[3] * 6]})
    found(file, rows, stamped(1, 2, 3), [1] * 8)
    for again in (1, 2):  # read again twice
        assert not file.compact(stamped(2, 3, again=again - 1) + stamped(1))
        found(file, rows, stamped(2, 3, again=again), [1] * 8)
    size, fetched = (tmp_path / "8.rows").stat().st_size, len(rows.fetched)
    alive = stamped(2, 3, again=2)
    assert file.compact(alive)
    assert (tmp_path / "8.rows").stat().st_size == size // 4
    assert found(file, rows, alive, [1] * 8) == [(2, 0)]
    assert found(file, rows, alive, [1] * 6) == [(3, 0)]
    assert len(rows.fetched) == fetched
    assert not file.compact(alive)
    assert found(file, rows, stamped(1), [1] * 8) == [(1, 0)]


def test_a_compaction_that_was_killed_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8], 2: [[2] * 8], 3: [[3] * 8]})
    found(file, rows, stamped(1, 2, 3), [1] * 8)
    with monkeypatch.context() as killed:
        killed.setattr(Path, "glob", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):  # between the stamps and the rows
            file.compact(stamped(2))
    assert found(file, rows, stamped(1, 2, 3), [1] * 8) == [(1, 0), (2, 0), (3, 0)]


def test_a_search_fetches_again_what_is_taken_away_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8], 2: [[2] * 8]})
    found(file, rows, stamped(1, 2), [1] * 8)
    records = DirectionFile._records

    def compacted_before(self: DirectionFile, width: int) -> NDArray[np.void]:
        monkeypatch.undo()
        DirectionFile(tmp_path).compact([])
        return records(self, width)

    monkeypatch.setattr(DirectionFile, "_records", compacted_before)
    assert found(file, rows, stamped(1, 2), [1] * 8) == [(1, 0), (2, 0)]


def test_directions_of_another_length_are_of_another_language(tmp_path: Path) -> None:
    file, rows = DirectionFile(tmp_path), Rows({1: [[1] * 8], 2: [[1] * 6]})
    assert found(file, rows, stamped(1, 2), [1] * 8) == [(1, 0)]
    assert found(file, rows, stamped(1, 2), [1] * 6) == [(2, 0)]


@given(VECTORS, VECTORS)
def test_likeness_is_the_cosine_both_ways(one: list[int], other: list[int]) -> None:
    rows = np.array([one, other], dtype=np.int8)
    to_one, to_other = likenesses(direction(one), rows), likenesses(direction(other), rows)
    assert to_one[0] == pytest.approx(1, abs=2e-3)
    assert to_one[1] == pytest.approx(cosine(one, other), abs=2e-3)
    assert to_other[0] == pytest.approx(to_one[1], abs=1e-6)
