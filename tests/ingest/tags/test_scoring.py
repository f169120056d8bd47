"""Scoring: rules and scores joined, nothing scored twice, nothing saved over a newer reading."""

from collections.abc import Callable

import pytest
from conftest import AddVersion
from word_encoder import WordEncoder

from contracts.clause import Tag, TagSource
from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import NotFound
from contracts.structure.segmentation import segment
from contracts.tagging import tag_clauses
from contracts.visibility import EVERYTHING, Visible
from ingest.reading import understand
from ingest.tags import scoring
from ingest.tags.retagging import retag
from ingest.tags.scoring import score, score_version
from ingest.tags.text_scoring import Text, tags_by_encoder
from store import outbox
from store.database import Database
from store.documents import get_version
from store.presence import presences
from store.reading_results import save_readings
from store.readings import clauses_of, tags_of

CONTRACT = """维修合同
第一条 付款
甲方应当在三十日内支付服务费。
第二条 其他
乙方应当对每张工单在一日内回复，工单须编号。
"""

Read = Callable[..., int]


@pytest.fixture
def read(database: Database, add_file: AddVersion) -> Read:
    """A function that saves a text as a version that was read; its id."""

    def save(text: str = CONTRACT, version_id: int | None = None) -> int:
        with database.write() as connection:
            version_id = version_id or add_file(connection).id
            blocks = tuple(
                Block(order, BlockKind.PARAGRAPH, line)
                for order, line in enumerate(text.splitlines())
            )
            reading = understand(ParsedFile(blocks, "test 1"), version_id, "合同.txt")
            save_readings(connection, {version_id: reading})
        return version_id

    return save


def sources(database: Database, version_id: int) -> dict[str, TagSource]:
    with database.read() as connection:
        tags = tags_of(connection, version_id, EVERYTHING)
    return {tag.clause_type: tag.source for held in tags.values() for tag in held}


def test_a_scored_version_rests_on_rules_and_scores(database: Database, read: Read) -> None:
    version_id = read()
    with database.read() as connection:
        waiting = outbox.count(connection)
    encoder = WordEncoder()
    assert score_version(database, encoder, version_id, EVERYTHING)
    found = sources(database, version_id)
    assert found["payment"] is TagSource.RULE
    assert found["complaint_handling"] is TagSource.MODEL
    with database.read() as connection:
        assert get_version(connection, version_id, EVERYTHING).weights == "words-1"
        (presence,) = presences(connection, EVERYTHING)
        assert {"payment", "complaint_handling"} <= presence.present
        assert outbox.count(connection) == waiting + 1


def test_scoring_again_changes_nothing_and_scores_nothing(database: Database, read: Read) -> None:
    version_id = read()
    encoder = WordEncoder()
    score_version(database, encoder, version_id, EVERYTHING)
    before, scored = sources(database, version_id), list(encoder.scored)
    score_version(database, encoder, version_id, EVERYTHING)
    assert sources(database, version_id) == before
    assert encoder.scored == scored


def test_a_passage_known_from_another_document_is_not_scored_again(
    database: Database, read: Read
) -> None:
    first = read()
    second = read(CONTRACT + "第三条 保密\n双方应当保密。\n")
    encoder = WordEncoder()
    score_version(database, encoder, first, EVERYTHING)
    before = len(encoder.scored)
    score_version(database, encoder, second, EVERYTHING)
    assert encoder.scored[before:] == ["双方应当保密。"]


def test_other_weights_score_anew(database: Database, read: Read) -> None:
    version_id = read()
    old, new = WordEncoder("words-1"), WordEncoder("words-2")
    score_version(database, old, version_id, EVERYTHING)
    score_version(database, new, version_id, EVERYTHING)
    assert sorted(new.scored) == sorted(old.scored)
    with database.read() as connection:
        assert get_version(connection, version_id, EVERYTHING).weights == "words-2"


def test_passages_of_many_documents_go_together(
    database: Database, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "PORTION", 8)
    ids = [
        read(f"合同{number}\n第一条 期限\n本合同有效期{number}年{'整' * number}。\n")
        for number in range(12)
    ]
    with database.read() as connection:
        texts = [scoring.text_of(connection, each, EVERYTHING) for each in ids]
    encoder = WordEncoder()
    left = list(score(database, encoder, texts))
    assert len(set(encoder.scored)) == len(encoder.scored)
    assert encoder.batches == [8] * (len(encoder.scored) // 8) + [len(encoder.scored) % 8] * (
        len(encoder.scored) % 8 > 0
    )
    assert left[-1] == 0


def test_no_portion_is_in_two_languages(database: Database, read: Read) -> None:
    english = "SERVICE AGREEMENT\n1. Payment\nThe Customer shall pay within thirty days.\n"
    ids = [read(), read(english)]
    with database.read() as connection:
        texts = [scoring.text_of(connection, each, EVERYTHING) for each in ids]
    assert [text.language for text in texts] == ["zh", "en"]
    encoder = WordEncoder()
    list(score(database, encoder, texts))
    assert len(encoder.batches) == 2


def test_a_version_read_anew_meanwhile_is_left_alone(database: Database, read: Read) -> None:
    version_id = read()
    with database.read() as connection:
        clauses = clauses_of(connection, version_id, EVERYTHING)
    read(CONTRACT + "第三条 保密\n双方应当保密。\n", version_id)
    before = sources(database, version_id)
    with database.write() as connection:
        assert not retag(connection, version_id, clauses, {}, weights="words-1")
    assert sources(database, version_id) == before


def test_what_may_not_be_seen_is_not_scored(database: Database, read: Read) -> None:
    version_id = read()
    encoder = WordEncoder()
    with pytest.raises(NotFound):
        score_version(database, encoder, version_id, Visible(frozenset()))
    assert encoder.scored == []


def test_a_file_that_is_not_stored_is_tagged_alike(database: Database, read: Read) -> None:
    version_id = read()
    with database.read() as connection:
        clauses = clauses_of(connection, version_id, EVERYTHING)
    tags = tags_by_encoder(WordEncoder(), clauses, lambda: tag_clauses(clauses))
    score_version(database, WordEncoder(), version_id, EVERYTHING)
    with database.read() as connection:
        stored = tags_of(connection, version_id, EVERYTHING)
    assert {id: held for id, held in tags.items() if held} == stored


def test_the_rules_may_tag_while_the_encoder_scores() -> None:
    clauses = segment([Block(0, BlockKind.PARAGRAPH, "甲方应当回复每张工单。")], 0)
    encoder = WordEncoder()

    def by_rules() -> dict[str, tuple[Tag, ...]]:
        assert encoder.scored
        return tag_clauses(clauses)

    (tags,) = tags_by_encoder(encoder, clauses, by_rules).values()
    assert {tag.source for tag in tags} == {TagSource.RULE, TagSource.MODEL}


def test_a_text_without_passages_is_joined_too() -> None:
    assert Text.of(1, ()).passages == ()
    assert tags_by_encoder(WordEncoder(), (), dict) == {}


def test_new_weights_of_one_language_leave_the_scores_of_the_other(
    database: Database, read: Read
) -> None:
    class TwoNetworks(WordEncoder):
        def network(self, language: str) -> str:
            return self.weights.split("+")[language == "zh"]

    english = "SERVICE AGREEMENT\n1. Payment\nThe Customer shall pay within thirty days.\n"
    ids = [read(), read(english)]
    old, new = TwoNetworks("en-1+zh-1"), TwoNetworks("en-1+zh-2")
    for encoder in (old, new):
        for version_id in ids:
            score_version(database, encoder, version_id, EVERYTHING)
    assert "甲方应当在三十日内支付服务费。" in new.scored
    assert not any(text.isascii() for text in new.scored)
    with database.read() as connection:
        assert get_version(connection, ids[1], EVERYTHING).weights == "en-1+zh-2"
