"""Correcting tags: a person's word holds at once, and through readings and versions."""

import pytest
from conftest import AddVersion

from contracts.clause import Clause, Strength, Tag, TagSource
from contracts.corrections import CorrectionAction
from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from ingest.reading import understand
from ingest.tags.correcting import correct_tag, undo
from store import audit, outbox
from store.database import Connection, Database
from store.index_contents import contents_of
from store.presence import presences
from store.reading_results import save_readings
from store.readings import clauses_of, tags_of
from store.tag_corrections import corrections_of, every_correction
from store.tags import machine_tags_of

ADD, REMOVE = CorrectionAction.ADD, CorrectionAction.REMOVE
CONTRACT = """设备维护合同
第一条 付款
甲方应在收到发票后30日内付款。
第二条 保密
双方对合作中知悉的对方商业秘密负有保密义务，期限为三年。
第三条 其他
乙方逐季写成设备的运行报告。"""


def read(connection: Connection, version_id: int, text: str = CONTRACT) -> None:
    blocks = tuple(
        Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(text.splitlines())
    )
    found = understand(ParsedFile(blocks, "test 1"), version_id, "合同.txt")
    save_readings(connection, {version_id: found})


def clause(connection: Connection, version_id: int, heading: str) -> Clause:
    clauses = clauses_of(connection, version_id, EVERYTHING)
    return next(each for each in clauses if each.heading == heading)


def tag(connection: Connection, version_id: int, heading: str, clause_type: str) -> Tag | None:
    held = tags_of(connection, version_id, EVERYTHING)
    tags = held.get(clause(connection, version_id, heading).id, ())
    return next((each for each in tags if each.clause_type == clause_type), None)


def correct(
    connection: Connection,
    version_id: int,
    heading: str,
    action: CorrectionAction,
    clause_type: str,
) -> int:
    passage = clause(connection, version_id, heading).span
    correction = correct_tag(
        connection, version_id, clause_type, action, passage, user="李律师", visible=EVERYTHING
    )
    return correction.id


def test_a_correction_holds_at_once(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id)
        waiting = outbox.count(connection)
        correct(connection, version.id, "保密", REMOVE, "confidentiality")
        correct(connection, version.id, "其他", ADD, "performance_supervision")
        removed = tag(connection, version.id, "保密", "confidentiality")
        added = tag(connection, version.id, "其他", "performance_supervision")
        assert removed is not None
        assert (removed.source, removed.strength) == (TagSource.PERSON, Strength.CANDIDATE)
        assert added is not None
        assert (added.source, added.strength) == (TagSource.PERSON, Strength.OPERATIVE)
        (entry,) = presences(connection, EVERYTHING)
        assert "confidentiality" not in entry.present | entry.weak
        assert "performance_supervision" in entry.present
        assert outbox.count(connection) == waiting + 2
        types = {
            name
            for held in contents_of(connection, [version.document_id])[version.document_id].clauses
            for name in held.clause_types
        }
        assert "confidentiality" not in types
        assert "performance_supervision" in types


def test_a_correction_is_kept_with_who_and_when(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id)
        correct(connection, version.id, "保密", REMOVE, "confidentiality")
        (kept,) = corrections_of(connection, version.document_id, EVERYTHING)
        assert (kept.made_by, kept.action, kept.clause_type) == (
            "李律师", REMOVE, "confidentiality",
        )  # fmt: skip
        assert kept.passage == clause(connection, version.id, "保密").span
        assert kept.made_at.tzinfo is not None
        assert audit.entries(connection)[0].action == "remove tag confidentiality"


def test_it_outlives_another_reading_and_a_new_version(
    database: Database, add_file: AddVersion
) -> None:
    newer = CONTRACT.replace("第一条", "第一条 定义\n设备指空调。\n第二条", 1).replace(
        "第二条 保密", "第三条 保密"
    )
    with database.write() as connection:
        first = add_file(connection)
        read(connection, first.id)
        correct(connection, first.id, "保密", REMOVE, "confidentiality")
        read(connection, first.id)
        second = add_file(connection, document_id=first.document_id)
        read(connection, second.id, newer)
        for version in (first, second):
            held = tag(connection, version.id, "保密", "confidentiality")
            assert held is not None
            assert held.source is TagSource.PERSON


def test_undone_it_leaves_the_tags_as_they_were(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id)
        before = tags_of(connection, version.id, EVERYTHING)
        number = correct(connection, version.id, "保密", REMOVE, "confidentiality")
        assert machine_tags_of(connection, version.id, EVERYTHING) == before
        undo(connection, version.document_id, number, "王法务", EVERYTHING)
        assert tags_of(connection, version.id, EVERYTHING) == before
        assert corrections_of(connection, version.document_id, EVERYTHING) == ()
        entry = audit.entries(connection)[0]
        assert (entry.user, entry.action) == ("王法务", "undo remove tag confidentiality")
        with pytest.raises(NotFound):
            undo(connection, version.document_id, number, "王法务", EVERYTHING)


def test_where_its_passage_is_gone_it_waits(database: Database, add_file: AddVersion) -> None:
    without = CONTRACT.replace(
        "双方对合作中知悉的对方商业秘密负有保密义务，期限为三年。", "任何一方不得披露本合同。"
    )
    with database.write() as connection:
        first = add_file(connection)
        read(connection, first.id)
        correct(connection, first.id, "保密", REMOVE, "confidentiality")
        second = add_file(connection, document_id=first.document_id)
        read(connection, second.id, without)
        held = tag(connection, second.id, "保密", "confidentiality")
        assert held is None or held.source is not TagSource.PERSON
        assert len(corrections_of(connection, first.document_id, EVERYTHING)) == 1


def test_corrections_of_hidden_documents_are_not_found(
    database: Database, add_file: AddVersion
) -> None:
    nothing = Visible(frozenset())
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id)
        number = correct(connection, version.id, "保密", REMOVE, "confidentiality")
        passage = clause(connection, version.id, "保密").span
        assert every_correction(connection, nothing) == ()
        assert len(every_correction(connection, EVERYTHING)) == 1
        with pytest.raises(NotFound):
            corrections_of(connection, version.document_id, nothing)
        with pytest.raises(NotFound):
            undo(connection, version.document_id, number, "外人", nothing)
        with pytest.raises(NotFound):
            correct_tag(connection, version.id, "price", ADD, passage, user="外人", visible=nothing)


def test_a_type_that_is_none_is_refused(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id)
        with pytest.raises(NotFound):
            correct(connection, version.id, "保密", ADD, "poetry")
