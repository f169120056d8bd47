"""The pipeline: a file becomes clauses, or a reason why not; never an exception."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import AddVersion
from plain_pieces import PlainParsers

from contracts.document import (
    Block,
    BlockKind,
    Cell,
    Failure,
    NumberSource,
    ParsedFile,
    Revision,
    Version,
    VersionStatus,
    document_text,
)
from contracts.errors import EmptyFile, NeedsOCR
from contracts.reading import Reading
from contracts.recognition import Recognised
from contracts.visibility import EVERYTHING
from ingest.pipeline import Stopped, log_bug, read_version, record, save
from ingest.reading import understand
from store import jobs, outbox
from store.database import Database
from store.documents import get_version
from store.facts import facts_of
from store.files import FileStore
from store.readings import clauses_of
from store.reception import NewVersion, add_document, add_version

LINES = ("产品维修合同", "第一条 保修期", "自验收合格之日起十二个月。")


def parsed(*lines: str, pages_without_text: tuple[int, ...] = ()) -> ParsedFile:
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))
    return ParsedFile(blocks, "test 1", pages_without_text=pages_without_text)


@pytest.fixture
def versions(database: Database, add_file: AddVersion) -> tuple[Version, ...]:
    """Two documents, and a second version of the first."""
    with database.write() as connection:
        one, other = add_file(connection, "一"), add_file(connection, "二")
        found = (one, other, add_file(connection, "三", document_id=one.document_id))
        for version in found:
            jobs.enqueue(connection, version.id)
    return found


@pytest.fixture
def version(database: Database, files: FileStore, collection_id: int) -> Version:
    stored = files.store(io.BytesIO("\n".join(LINES).encode()), 1000)
    new = NewVersion(stored.sha256, "合同.txt", "text/plain", stored.size, "王法务")
    with database.write() as connection:
        version = add_version(connection, add_document(connection, collection_id, "合同"), new)
        jobs.enqueue(connection, version.id)
    return version


def test_every_clause_is_its_piece_of_the_text() -> None:
    file = parsed(*LINES)
    reading = understand(file, 7, "合同.txt")
    text = document_text(file.blocks)
    assert [clause.number_label for clause in reading.clauses] == ["", "第一条"]
    for clause in reading.clauses:
        assert text[clause.span.start : clause.span.end] == clause.text
    assert reading.failure is None
    assert {"title", "kind", "language"} <= {fact.field for fact in reading.facts}


def test_what_no_database_takes_is_replaced_and_offsets_stay() -> None:
    damaged = Block(
        0,
        BlockKind.TABLE,
        "甲\0方\ud800",
        number_label="\0",
        number_source=NumberSource.AUTOMATIC,
        table=((Cell("甲\0"),),),
        revisions=(Revision("deleted", "\0", 1, "\udfff"),),
    )
    reading = understand(ParsedFile((damaged,), "test 1"), 7, "坏.docx")
    (block,) = reading.parsed.blocks
    assert block.shown == "� 甲�方�"
    assert block.table[0][0].text == "甲�"
    assert (block.revisions[0].text, block.revisions[0].author) == ("�", "�")


def test_a_file_without_words_is_empty() -> None:
    with pytest.raises(EmptyFile):
        understand(parsed(" ", "\u3000"), 7, "空白.docx")


def test_a_scan_needs_ocr() -> None:
    with pytest.raises(NeedsOCR) as error:
        understand(parsed(pages_without_text=tuple(range(1, 13))), 7, "扫描.pdf")
    assert "1、2、3" in error.value.message_zh
    assert error.value.failure().attention


def test_a_bug_of_a_parser_is_recorded_with_an_honest_sentence(
    version: Version, files: FileStore, caplog: pytest.LogCaptureFixture
) -> None:
    class BrokenParsers:
        """Fails on everything."""

        def read(
            self,
            source: Path,
            media_type: str,
            version_id: int,
            file_name: str,
            recognised: Recognised | None = None,
        ) -> Reading:
            raise ValueError(source.read_text())

    result = read_version(version, files, BrokenParsers())
    assert isinstance(result, Failure)
    assert result.code == "internal"
    assert str(version.id) in result.message_zh
    assert f"version {version.id}" in caplog.text
    assert LINES[2] not in caplog.text


def test_of_a_bug_in_another_process_the_log_tells_the_place_and_no_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = ValueError(LINES[2])
    # As pebble hands on what a process raised: with the message, which may quote the contract.
    error.traceback = f'  File "parser.py", line 7, in parse\nValueError: {LINES[2]}\n'  # type: ignore[attr-defined]
    log_bug(1, error)
    assert 'File "parser.py", line 7, in parse' in caplog.text
    assert LINES[2] not in caplog.text


def test_a_result_is_saved_by_the_holder_of_the_claim_alone(
    database: Database, version: Version, files: FileStore
) -> None:
    result = read_version(version, files, PlainParsers())
    assert isinstance(result, Reading)
    with database.write() as connection:
        (claim,) = jobs.claim(connection, "ours", 1)
        jobs.enqueue(connection, version.id)
        assert not record(connection, {claim: result})
        assert clauses_of(connection, version.id, EVERYTHING) == ()
        (claim,) = jobs.claim(connection, "ours", 1)
        assert record(connection, {claim: result})
        assert not record(connection, {claim: result})
        assert clauses_of(connection, version.id, EVERYTHING) == result.clauses


def test_reading_again_replaces(database: Database, version: Version, files: FileStore) -> None:
    for _ in range(2):
        result = read_version(version, files, PlainParsers())
        with database.write() as connection:
            jobs.enqueue(connection, version.id)
            (claim,) = jobs.claim(connection, "ours", 1)
            assert record(connection, {claim: result})
            assert len(clauses_of(connection, version.id, EVERYTHING)) == 2


def test_what_is_saved_together_is_what_is_saved_alone(
    database: Database, versions: tuple[Version, ...]
) -> None:
    together = {}
    with database.write() as connection:
        for claim in jobs.claim(connection, "ours", len(versions)):
            together[claim] = understand(
                parsed(*LINES, f"第二条 编号{claim.version_id}"), claim.version_id, "合同.txt"
            )
        save(connection, together, ask_for_scores=True)
        first, second, newer = versions
        for claim, reading in together.items():
            assert clauses_of(connection, claim.version_id, EVERYTHING) == reading.clauses
        title, *_ = facts_of(connection, first.document_id, EVERYTHING)
        assert (title.value, title.version_id) == ("产品维修合同", newer.id)
        changed = {each.document_id for each in outbox.waiting(connection, 10)}
        assert changed == {first.document_id, second.document_id}
        assert jobs.count(connection, jobs.Lane.SCORES) == len(versions)
        assert jobs.count(connection) == 0


def test_one_that_cannot_be_saved_keeps_none_from_being_saved(
    database: Database, versions: tuple[Version, ...]
) -> None:
    results = {}
    with database.write() as connection:
        claims = jobs.claim(connection, "ours", len(versions))
        for claim in claims:
            results[claim] = understand(parsed(*LINES), claim.version_id, "合同.txt")
        bad = results[claims[1]]
        results[claims[1]] = replace(
            bad, clauses=(bad.clauses[0], bad.clauses[0])
        )  # no two have one place
        save(connection, results)
        statuses = [get_version(connection, each.id, EVERYTHING).status for each in versions]
    assert statuses == [VersionStatus.PARSED, VersionStatus.FAILED, VersionStatus.PARSED]


def test_the_third_stop_is_the_last(database: Database, version: Version) -> None:
    stopped = Stopped(Failure("parser_stopped", "超时。", "It ran out of time."))
    for attempt in (1, 2, 3):
        with database.write() as connection:
            (claim,) = jobs.claim(connection, "ours", 1)
            record(connection, {claim: stopped})
            status = get_version(connection, version.id, EVERYTHING).status
        assert status is (VersionStatus.RECEIVED if attempt < 3 else VersionStatus.QUARANTINED)
    with database.read() as connection:
        assert jobs.count(connection) == 0
