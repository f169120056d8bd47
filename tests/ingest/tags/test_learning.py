"""Learning from corrections: off by default, shown before, in force for all once switched on."""

import pytest
from conftest import AddVersion

from contracts.clause import Clause, Strength, Tag
from contracts.corrections import CorrectionAction
from contracts.document import Block, BlockKind, ParsedFile
from contracts.lessons import FEWEST_CORRECTIONS
from contracts.passages import PassageScores, passages_of
from contracts.visibility import EVERYTHING, Visible
from ingest.reading import understand
from ingest.tags.correcting import correct_tag
from ingest.tags.learning import TooEarly, closest_corrections, switch_off, switch_on
from ingest.tags.lesson_effects import Change, would_change
from ingest.tags.lesson_proposal import propose
from store import audit
from store.database import Connection, Database
from store.reading_results import save_readings
from store.readings import clauses_of, tags_of
from store.tags import save_tags
from store.type_scores import forget_other_scores, save_scores

TYPE = "performance_supervision"
WEIGHTS = "encoder-1"
CONTRACT = """设备维护合同 {number}
第一条 付款
甲方应在收到发票后30日内付款。
第二条 其他
第{number}号设备的运行情况由乙方逐季写成报告。"""


def read(connection: Connection, version_id: int, number: int) -> None:
    """Read a contract, and keep vectors as the encoder would: all reports look alike."""
    lines = CONTRACT.format(number=number).splitlines()
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(lines))
    found = understand(ParsedFile(blocks, "test 1"), version_id, "合同.txt")
    save_readings(connection, {version_id: found})
    scores = {
        passage.key: PassageScores(vector=bytes((100, number % 10, 0) if "报告" in passage.text
                                                else (0, 0, 100)))
        for passage in passages_of(found.clauses)
    }  # fmt: skip
    save_scores(connection, WEIGHTS, scores)
    save_tags(connection, version_id, found.clauses, found.tags, weights=WEIGHTS)


def report(connection: Connection, version_id: int) -> Clause:
    clauses = clauses_of(connection, version_id, EVERYTHING)
    return next(clause for clause in clauses if "报告" in clause.text)


def tag(connection: Connection, version_id: int) -> Tag | None:
    held = tags_of(connection, version_id, EVERYTHING)
    tags = held.get(report(connection, version_id).id, ())
    return next((each for each in tags if each.clause_type == TYPE), None)


def correct(connection: Connection, version_id: int) -> None:
    correct_tag(
        connection, version_id, TYPE, CorrectionAction.ADD, report(connection, version_id).span,
        user="李律师", visible=EVERYTHING,
    )  # fmt: skip


@pytest.fixture
def versions(database: Database, add_file: AddVersion) -> list[int]:
    """Contracts alike, one more than are needed to learn from; all but the last are corrected."""
    with database.write() as connection:
        numbers = []
        for number in range(FEWEST_CORRECTIONS + 1):
            version = add_file(connection, f"合同 {number}")
            read(connection, version.id, number)
            numbers.append(version.id)
        assert tag(connection, numbers[-1]) is None
        for version_id in numbers[:-1]:
            correct(connection, version_id)
    return numbers


def nobody(done: int, total: int) -> None:
    """Nobody watches the progress."""


def test_nothing_is_learned_until_it_is_switched_on(
    database: Database, versions: list[int]
) -> None:
    with database.read() as connection:
        assert tag(connection, versions[-1]) is None


def test_what_it_would_change_is_told_and_then_so(database: Database, versions: list[int]) -> None:
    with database.read() as connection:
        proposal = propose(connection)
        changes = list(would_change(connection, proposal.weights, proposal.lessons, nobody))
        unseen = report(connection, versions[-1]).id
    assert proposal.weights == WEIGHTS
    assert (proposal.trial.right_before, proposal.trial.right_after) == (0, FEWEST_CORRECTIONS)
    assert [each.changes for each in changes] == [(Change(TYPE, (unseen,), ()),)]
    assert switch_on(database, proposal, "管理员", nobody) == 1
    with database.read() as connection:
        learned = tag(connection, versions[-1])
        assert learned is not None
        assert (learned.strength, learned.reason) == (Strength.OPERATIVE, "lesson")
        entry = audit.entries(connection)[0]
        assert entry.user == "管理员"
        assert entry.action == f"learn from {FEWEST_CORRECTIONS} corrections"
        assert list(would_change(connection, WEIGHTS, proposal.lessons, nobody)) == []


def test_it_holds_for_what_is_read_later_and_ends_when_switched_off(
    database: Database, versions: list[int], add_file: AddVersion
) -> None:
    with database.read() as connection:
        proposal = propose(connection)
    switch_on(database, proposal, "管理员", nobody)
    with database.write() as connection:
        later = add_file(connection, "后来的合同")
        read(connection, later.id, 55)
        assert tag(connection, later.id) is not None
    assert switch_off(database, "管理员", nobody) == 2
    with database.read() as connection:
        assert tag(connection, later.id) is None
        assert tag(connection, versions[-1]) is None
        held = tag(connection, versions[0])
        assert held is not None
        assert held.reason == "person"
        assert audit.entries(connection)[0].action == "stop learning from corrections"


def test_few_corrections_are_refused(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id, 1)
        correct(connection, version.id)
    with database.read() as connection:
        proposal = propose(connection)
    assert proposal.trial.too_early
    with pytest.raises(TooEarly):
        switch_on(database, proposal, "管理员", nobody)


def test_corrections_without_a_vector_teach_nothing_and_are_counted(
    database: Database, versions: list[int], add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        read(connection, version.id, 3)
        clauses = clauses_of(connection, version.id, EVERYTHING)
        correct_tag(
            connection, version.id, TYPE, CorrectionAction.ADD, clauses[0].span,
            user="李律师", visible=EVERYTHING,
        )  # fmt: skip
        forget_other_scores(connection, [])
    with database.read() as connection:
        proposal = propose(connection)
    assert proposal.lessons.taught == ()
    assert proposal.silent == FEWEST_CORRECTIONS + 1


def test_the_closest_corrections_are_named_but_never_hidden_ones(
    database: Database, versions: list[int]
) -> None:
    with database.read() as connection:
        proposal = propose(connection)
    switch_on(database, proposal, "管理员", nobody)
    with database.read() as connection:
        clauses = clauses_of(connection, versions[-1], EVERYTHING)
        clause = report(connection, versions[-1])
        found = closest_corrections(connection, clauses, clause, EVERYTHING)
        assert len(found[TYPE]) == FEWEST_CORRECTIONS
        assert "报告" in found[TYPE][0].passage.exact
        nothing = Visible(frozenset())
        assert closest_corrections(connection, clauses, clause, nothing) == {TYPE: ()}
