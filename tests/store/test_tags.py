"""Tags: saved anew without touching the text, with what they rest on; hidden versions stay so."""

from conftest import AddVersion
from small_reading import BLOCKS, WARRANTY, clauses, save

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING, Visible
from store.database import Database
from store.documents import get_version
from store.presence import presences
from store.readings import blocks_of, clauses_of, tags_of
from store.tags import documents_by_weights, save_tags, weights_of_versions

NOTHING = Visible(frozenset())


def test_new_tags_replace_the_old_ones_and_leave_the_text(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        save(connection, version.id)
        new = {clause_id(version.id, 2): (WARRANTY,)}
        save_tags(connection, version.id, clauses(version.id), new, weights="zh-1")
        assert tags_of(connection, version.id, EVERYTHING) == new
        assert clauses_of(connection, version.id, EVERYTHING) == clauses(version.id)
        assert blocks_of(connection, version.id, EVERYTHING) == BLOCKS
        (presence,) = presences(connection, EVERYTHING)
        assert presence.present == {"warranty"}
        assert presence.weak == frozenset()


def test_what_tags_rest_on_is_kept_until_the_file_is_read_anew(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        save(connection, version.id)
        save_tags(connection, version.id, clauses(version.id), {}, weights="zh-1")
        save_tags(connection, version.id, clauses(version.id), {})  # a person corrects
        assert get_version(connection, version.id, EVERYTHING).weights == "zh-1"
        save(connection, version.id)
        assert get_version(connection, version.id, EVERYTHING).weights == ""


def test_versions_are_counted_by_what_they_rest_on(
    database: Database, add_file: AddVersion, collection_id: int
) -> None:
    with database.write() as connection:
        older = add_file(connection)
        unread = add_file(connection)
        newer = add_file(connection, document_id=older.document_id)
        other = add_file(connection)
        for version in (older, newer, other):
            save(connection, version.id)
        save_tags(connection, newer.id, clauses(newer.id), {}, weights="zh-1")
        by_version = weights_of_versions(connection, EVERYTHING)
        assert by_version == {older.id: "", newer.id: "zh-1", other.id: ""}
        assert unread.id not in by_version
        assert documents_by_weights(connection, EVERYTHING) == {"": 1, "zh-1": 1}
        assert weights_of_versions(connection, NOTHING) == {}
        assert documents_by_weights(connection, NOTHING) == {}
        assert documents_by_weights(connection, Visible(frozenset([collection_id]))) != {}
