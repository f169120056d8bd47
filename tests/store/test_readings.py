"""Readings: what was saved comes back, a second saving replaces, what is hidden stays so."""

import pytest
from conftest import AddVersion
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_reading import BLOCKS, REJECTED, TOUCHED, WARRANTY, clauses, reading_of, save

from contracts.document import (
    Block,
    BlockKind,
    Failure,
    ParsedFile,
    VersionStatus,
    document_text,
)
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store import outbox
from store.database import Database
from store.documents import get_version, newest_readable
from store.index_contents import contents_of, mark_indexed, parsed_versions
from store.presence import presences
from store.reading_results import save_failure, save_readings
from store.readings import blocks_of, clauses_by_id, clauses_of, tags_by_clause, tags_of

NOTHING = Visible(frozenset())
STORABLE = st.characters(exclude_characters="\0", exclude_categories=["Cs"])


def test_what_was_saved_comes_back(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        save(connection, version.id)
        assert blocks_of(connection, version.id, EVERYTHING) == BLOCKS
        assert clauses_of(connection, version.id, EVERYTHING) == clauses(version.id)
        assert tags_of(connection, version.id, EVERYTHING) == {
            f"{version.id}.1": (WARRANTY, TOUCHED),
            f"{version.id}.2": (REJECTED,),
        }
        saved = get_version(connection, version.id, EVERYTHING)
        assert (saved.status, saved.parser, saved.page_count) == (
            VersionStatus.PARSED, "test 1", 1,
        )  # fmt: skip
        assert newest_readable(connection, version.document_id, EVERYTHING) == saved
        assert outbox.count(connection) == 1


def test_saving_again_replaces(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        save(connection, version.id)
        one = BLOCKS[:1]
        again = reading_of(ParsedFile(one, "test 2"), clauses(version.id, one))
        save_readings(connection, {version.id: again})
        assert blocks_of(connection, version.id, EVERYTHING) == one
        assert clauses_of(connection, version.id, EVERYTHING) == clauses(version.id, one)
        assert tags_of(connection, version.id, EVERYTHING) == {}
        (presence,) = presences(connection, EVERYTHING)
        assert presence.present == frozenset()


def test_a_version_that_was_not_read_has_nothing(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        assert blocks_of(connection, version.id, EVERYTHING) == ()
        assert clauses_of(connection, version.id, EVERYTHING) == ()


def test_clauses_are_found_by_id_where_they_may_be_seen(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        save(connection, version.id)
        wanted = [f"{version.id}.1", f"{version.id}.99", "nonsense", "1.", "", "٣.١", "9" * 30]
        wanted.append(f"{version.id}.{10**30}")
        found = clauses_by_id(connection, wanted, EVERYTHING)
        assert list(found) == [f"{version.id}.1"]
        assert found[f"{version.id}.1"] == clauses(version.id)[1]
        assert tags_by_clause(connection, wanted, EVERYTHING) == {
            f"{version.id}.1": (WARRANTY, TOUCHED)
        }
        many = [f"{version.id}.{order}" for order in range(1200)]
        assert len(clauses_by_id(connection, many, EVERYTHING)) == 3
        assert clauses_by_id(connection, wanted, NOTHING) == {}
        assert tags_by_clause(connection, wanted, NOTHING) == {}
        for read in (blocks_of, clauses_of, tags_of):
            with pytest.raises(NotFound):
                read(connection, version.id, NOTHING)


def test_presence_tells_operative_from_touched(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        read, _unread = add_file(connection), add_file(connection)
        save(connection, read.id)
        (presence,) = presences(connection, EVERYTHING)
        assert (presence.document.id, presence.version_id) == (read.document_id, read.id)
        assert presence.present == frozenset({"warranty"})
        assert presence.weak == frozenset({"price"})
        assert presences(connection, NOTHING) == []


def test_the_index_is_given_the_operative_types(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        assert contents_of(connection, [version.document_id]) == {}
        save(connection, version.id)
        contents = contents_of(connection, [version.document_id])[version.document_id]
        assert [clause.clause_types for clause in contents.clauses] == [(), ("warranty",), ()]
        assert [clause.id for clause in contents.clauses] == [
            clause.id for clause in clauses(version.id)
        ]
        mark_indexed(connection, parsed_versions(connection, [version.document_id]))
        assert get_version(connection, version.id, EVERYTHING).status is VersionStatus.INDEXED


def test_a_failed_version_leaves_the_one_before_readable(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        first = add_file(connection)
        save(connection, first.id)
        second = add_file(connection, document_id=first.document_id)
        save(connection, second.id)
        failure = Failure("damaged", "坏", "broken")
        save_failure(connection, second.id, failure)
        readable = newest_readable(connection, first.document_id, EVERYTHING)
        assert readable is not None
        assert readable.id == first.id
        assert get_version(connection, second.id, EVERYTHING).failure == failure


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_back_with_its_offsets(
    database: Database, add_file: AddVersion, texts: list[str]
) -> None:
    blocks = tuple(Block(order, BlockKind.PARAGRAPH, text) for order, text in enumerate(texts))
    with database.write() as connection:
        version = add_file(connection)
        found = clauses(version.id, blocks)
        reading = reading_of(ParsedFile(blocks, "test 1"), found)
        save_readings(connection, {version.id: reading})
        text = document_text(blocks_of(connection, version.id, EVERYTHING))
        for clause in clauses_of(connection, version.id, EVERYTHING):
            assert text[clause.span.start : clause.span.end] == clause.text
