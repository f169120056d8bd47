"""What an embedded index promises of its folder: crashes, other writers, damage, old versions."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from contracts.clause import clause_id
from contracts.errors import SearchUnavailable
from contracts.visibility import EVERYTHING
from index import whoosh_index
from index.protocol import ClauseEntry, DocumentEntry, Forget, Put
from index.query import Everything, Text
from index.tantivy_index import TantivyIndex
from index.whoosh_index import WhooshIndex
from index.whoosh_merging import merge_alike
from index.whoosh_schema import SCHEMA

CLAUSES = 40
Embedded = type[TantivyIndex] | type[WhooshIndex]
FILES = {  # what an index is made of
    TantivyIndex: ("meta.json", "*.term", "*.idx", "*.pos", "*.fast", "*.store"),
    WhooshIndex: ("*.toc", "*.seg"),
}
DAMAGED = [(kind, pattern) for kind, patterns in FILES.items() for pattern in patterns]


def document(number: int) -> DocumentEntry:
    return DocumentEntry(
        number, number, 1, "合同", "标题", "contract", "", "zh-Hans", (), None,
        tuple(
            ClauseEntry(clause_id(number, order), order, f"第{order}条 违约金 {number}", "", ())
            for order in range(CLAUSES)
        ),
    )  # fmt: skip


@pytest.fixture(params=FILES, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> Embedded:
    return cast(Embedded, request.param)


@pytest.fixture
def folder(kind: Embedded, tmp_path: Path) -> Path:
    kind(tmp_path / "index").rebuild([document(1)], 1)
    return tmp_path / "index"


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text()


APPLY_FOR_EVER = """
import itertools, sys
from pathlib import Path
from index.protocol import Put
from test_embedded_index import FILES, document
kinds = {kind.__name__: kind for kind in FILES}
index = kinds[sys.argv[1]](Path(sys.argv[2]))
for number in itertools.count(index.generation() + 1):
    index.apply([Put(number, document(number))])
    print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.011, 0.023, 0.037])
def test_an_index_killed_while_applying_can_be_read_and_written(
    kind: Embedded, folder: Path, delay: float
) -> None:
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    writer = subprocess.Popen(
        [sys.executable, "-c", APPLY_FOR_EVER, kind.__name__, str(folder)],
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
    index = kind(folder)
    applied = index.generation()
    assert applied >= acknowledged
    results = index.search(Text("违约金"), visible=EVERYTHING)
    assert results.total == applied * CLAUSES
    assert results.facets.documents == applied
    index.apply([Put(applied + 1, document(applied + 1))])
    assert index.search(Everything(), visible=EVERYTHING).total == (applied + 1) * CLAUSES


@pytest.mark.parametrize("kind", [TantivyIndex], indirect=True)
def test_files_that_a_killed_writer_of_tantivy_left_are_removed(
    kind: Embedded, folder: Path
) -> None:
    segment = next(generation(folder).glob("*.term")).stem
    for name in (f"{segment}.99.del", f"{'0' * 32}.term"):
        (generation(folder) / name).write_bytes(b"half")
    kind(folder).apply([Put(2, document(2))])
    assert not list(generation(folder).glob("*.99.del"))
    assert not list(generation(folder).glob("0000*"))
    assert kind(folder).search(Everything(), visible=EVERYTHING).facets.documents == 2


def test_another_process_sees_what_was_applied(kind: Embedded, folder: Path) -> None:
    reader, writer = kind(folder), kind(folder)
    assert reader.search(Everything(), visible=EVERYTHING).facets.documents == 1
    writer.apply([Put(2, document(2))])
    assert reader.search(Everything(), visible=EVERYTHING).facets.documents == 2
    writer.rebuild([document(5)], 3)
    assert reader.search(Everything(), visible=EVERYTHING).hits[0].document_id == 5


def test_many_threads_may_search_while_one_writes(kind: Embedded, folder: Path) -> None:
    index = kind(folder)
    totals: list[int] = []

    def search() -> None:
        totals.extend(index.search(Text("违约金"), visible=EVERYTHING).total for _ in range(40))

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 8):
        index.apply([Put(number, document(number))])
    for thread in threads:
        thread.join()
    assert len(totals) == 160
    assert all(total % CLAUSES == 0 for total in totals)


def test_a_second_writer_waits_and_then_says_so(kind: Embedded, folder: Path) -> None:
    impatient = kind(folder, patience=0.05)

    def documents() -> Iterator[DocumentEntry]:
        with pytest.raises(SearchUnavailable, match="Another process"):
            impatient.apply([Put(2, document(2))])
        yield document(3)

    kind(folder).rebuild(documents(), 3)
    impatient.apply([Put(4, document(4))])
    assert impatient.generation() == 4


def test_a_missing_index_is_never_an_empty_one(kind: Embedded, tmp_path: Path) -> None:
    index = kind(tmp_path / "index")
    assert index.generation() == 0
    with pytest.raises(SearchUnavailable, match="tiaoli reindex"):
        index.search(Everything(), visible=EVERYTHING)
    with pytest.raises(SearchUnavailable, match="tiaoli reindex"):
        index.apply([Put(1, document(1))])


@pytest.mark.parametrize(
    ("kind", "pattern"),
    DAMAGED,
    indirect=["kind"],
    ids=lambda value: getattr(value, "__name__", value),
)
@pytest.mark.parametrize("damage", ["removed", "emptied", "cut", "overwritten"])
def test_a_damaged_index_says_so_and_can_be_rebuilt(
    kind: Embedded, folder: Path, pattern: str, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = next(generation(folder).glob(pattern))
    contents = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        changed = {"emptied": b"", "cut": contents[: len(contents) // 2]}
        path.write_bytes(changed.get(damage, b"?" * len(contents)))
    index = kind(folder)
    with caplog.at_level(logging.CRITICAL), pytest.raises(SearchUnavailable, match="reindex"):
        index.search(Text("违约金"), visible=EVERYTHING)
    index.rebuild([document(2)], 2)
    assert index.search(Text("违约金"), visible=EVERYTHING).total == CLAUSES


def test_an_index_of_another_version_of_the_program_is_refused(
    kind: Embedded, folder: Path
) -> None:
    (generation(folder) / "form").write_text("another form")
    with pytest.raises(SearchUnavailable, match="another version"):
        kind(folder).search(Everything(), visible=EVERYTHING)


def test_an_interrupted_rebuild_leaves_nothing_behind(kind: Embedded, folder: Path) -> None:
    (folder / "7").mkdir()
    kind(folder).rebuild([document(2)], 2)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["8"]


def test_adding_documents_one_by_one_leaves_few_files(kind: Embedded, folder: Path) -> None:
    index = kind(folder)
    for number in range(2, 30):
        index.apply([Put(number, document(number))])
    segments = [path for path in generation(folder).iterdir() if path.suffix in {".seg", ".term"}]
    assert len(segments) < 15


@pytest.mark.parametrize("kind", [WhooshIndex], indirect=True)
def test_whoosh_reads_no_folder_that_others_may_write_into(kind: Embedded, folder: Path) -> None:
    """Its lists of segments are pickles: who can write them can run programs."""
    assert folder.stat().st_mode & 0o077 == 0
    folder.chmod(0o770)
    with pytest.raises(SearchUnavailable, match="others may write"):
        kind(folder).search(Everything(), visible=EVERYTHING)
    with pytest.raises(SearchUnavailable, match="others may write"):
        kind(folder).apply([Put(2, document(2))])


@pytest.mark.parametrize("kind", [WhooshIndex], indirect=True)
def test_an_empty_whoosh_index_is_taken_for_a_lost_one(kind: Embedded, folder: Path) -> None:
    for path in generation(folder).iterdir():
        path.unlink()
    FileIndex.create(FileStorage(str(generation(folder))), SCHEMA)
    with pytest.raises(SearchUnavailable, match="tiaoli reindex"):
        kind(folder).search(Everything(), visible=EVERYTHING)
    assert kind(folder).generation() == 0


@pytest.mark.parametrize("kind", [WhooshIndex], indirect=True)
def test_whoosh_joins_segments_once_their_changes_are_visible(
    kind: Embedded, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = kind(folder)
    seen = []

    def joining(opened: FileIndex) -> None:
        seen.append(index.search(Text("违约金"), visible=EVERYTHING, limit=1).total)
        merge_alike(opened)

    monkeypatch.setattr(whoosh_index, "merge_alike", joining)
    for number in range(2, 20):
        index.apply([Put(number, document(number))])
    index.apply([Put(20, document(3)), Forget(21, 4)])
    assert seen == [*(CLAUSES * number for number in range(2, 20)), CLAUSES * 18]
    assert index.search(Text("违约金"), visible=EVERYTHING, limit=None).total == CLAUSES * 18
    opened = FileIndex(FileStorage(str(generation(folder))), schema=SCHEMA)
    contents = TOC.read(opened.storage, opened.indexname, schema=SCHEMA)
    assert len(contents.segments) < 10
