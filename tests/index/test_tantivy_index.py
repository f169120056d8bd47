"""What the embedded index promises of its folder: crashes, other writers, damage, old versions."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import Visible
from index.protocol import ClauseEntry, DocumentEntry, Put
from index.query import Everything, Text
from index.tantivy_index import TantivyIndex

ALL = Visible.everything()
CLAUSES = 40


def document(number: int) -> DocumentEntry:
    return DocumentEntry(
        number, number, 1, "合同", "标题", "contract", "", "zh-Hans", (), None,
        tuple(
            ClauseEntry(clause_id(number, order), order, f"第{order}条 违约金 {number}", "", ())
            for order in range(CLAUSES)
        ),
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    TantivyIndex(tmp_path / "index").rebuild([document(1)], 1)
    return tmp_path / "index"


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text()


APPLY_FOR_EVER = """
import itertools, sys
from pathlib import Path
from index.tantivy_index import TantivyIndex
from index.protocol import Put
from test_tantivy_index import document
index = TantivyIndex(Path(sys.argv[1]))
for number in itertools.count(index.generation() + 1):
    index.apply([Put(number, document(number))])
    print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.011, 0.023, 0.037])
def test_an_index_killed_while_applying_can_be_read_and_written(folder: Path, delay: float) -> None:
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    writer = subprocess.Popen(
        [sys.executable, "-c", APPLY_FOR_EVER, str(folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert writer.stdout is not None
    with writer.stdout:
        for _ in range(10):
            acknowledged = int(writer.stdout.readline())
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    index = TantivyIndex(folder)
    applied = index.generation()
    assert applied >= acknowledged
    results = index.search(Text("违约金"), visible=ALL)
    assert results.total == applied * CLAUSES
    assert results.facets.documents == applied
    index.apply([Put(applied + 1, document(applied + 1))])
    assert index.search(Everything(), visible=ALL).total == (applied + 1) * CLAUSES


def test_files_that_a_killed_writer_left_are_removed(folder: Path) -> None:
    segment = next(generation(folder).glob("*.term")).stem
    for name in (f"{segment}.99.del", f"{'0' * 32}.term"):
        (generation(folder) / name).write_bytes(b"half")
    TantivyIndex(folder).apply([Put(2, document(2))])
    assert not list(generation(folder).glob("*.99.del"))
    assert not list(generation(folder).glob("0000*"))
    assert TantivyIndex(folder).search(Everything(), visible=ALL).facets.documents == 2


def test_another_process_sees_what_was_applied(folder: Path) -> None:
    reader, writer = TantivyIndex(folder), TantivyIndex(folder)
    assert reader.search(Everything(), visible=ALL).facets.documents == 1
    writer.apply([Put(2, document(2))])
    assert reader.search(Everything(), visible=ALL).facets.documents == 2
    writer.rebuild([document(5)], 3)
    assert reader.search(Everything(), visible=ALL).hits[0].document_id == 5


def test_many_threads_may_search_while_one_writes(folder: Path) -> None:
    index = TantivyIndex(folder)
    totals: list[int] = []

    def search() -> None:
        for _ in range(40):
            totals.append(index.search(Text("违约金"), visible=ALL).total)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 8):
        index.apply([Put(number, document(number))])
    for thread in threads:
        thread.join()
    assert len(totals) == 160
    assert all(total % CLAUSES == 0 for total in totals)


def test_a_second_writer_waits_and_then_says_so(folder: Path) -> None:
    impatient = TantivyIndex(folder, patience=0.05)

    def documents() -> Iterator[DocumentEntry]:
        with pytest.raises(SearchUnavailable, match="Another process"):
            impatient.apply([Put(2, document(2))])
        yield document(3)

    TantivyIndex(folder).rebuild(documents(), 3)
    impatient.apply([Put(4, document(4))])
    assert impatient.generation() == 4


def test_a_missing_index_is_never_an_empty_one(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    assert index.generation() == 0
    with pytest.raises(SearchUnavailable, match="tiaoli reindex"):
        index.search(Everything(), visible=ALL)
    with pytest.raises(SearchUnavailable, match="tiaoli reindex"):
        index.apply([Put(1, document(1))])


@pytest.mark.parametrize("pattern", ["meta.json", "*.term", "*.idx", "*.pos", "*.fast", "*.store"])
@pytest.mark.parametrize("damage", ["removed", "emptied", "cut", "overwritten"])
def test_a_damaged_index_says_so_and_can_be_rebuilt(
    folder: Path, pattern: str, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = next(generation(folder).glob(pattern))
    contents = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        changed = {"emptied": b"", "cut": contents[: len(contents) // 2]}
        path.write_bytes(changed.get(damage, b"?" * len(contents)))
    index = TantivyIndex(folder)
    with caplog.at_level(logging.CRITICAL), pytest.raises(SearchUnavailable, match="reindex"):
        index.search(Text("违约金"), visible=ALL)
    index.rebuild([document(2)], 2)
    assert index.search(Text("违约金"), visible=ALL).total == CLAUSES


def test_an_index_of_another_version_of_the_program_is_refused(folder: Path) -> None:
    (generation(folder) / "form").write_text("tantivy 0, analysis 0")
    with pytest.raises(SearchUnavailable, match="another version"):
        TantivyIndex(folder).search(Everything(), visible=ALL)


def test_an_interrupted_rebuild_leaves_nothing_behind(folder: Path) -> None:
    (folder / "7").mkdir()
    TantivyIndex(folder).rebuild([document(2)], 2)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["8"]
