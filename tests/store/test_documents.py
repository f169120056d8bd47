"""Documents and versions: what may not be seen isn't there, and lists come in order."""

import pytest
from conftest import AddVersion

from contracts.document import VersionStatus
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store.collections import create_collection
from store.database import Database
from store.document_list import SORTS, DocumentFilter, list_documents
from store.documents import get_document, get_version, newest_readable, versions_of

NOTHING = Visible(frozenset())


def test_versions_are_numbered_from_one(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        first = add_file(connection)
        second = add_file(connection, document_id=first.document_id)
        versions = versions_of(connection, first.document_id, EVERYTHING)
        assert [version.number for version in versions] == [1, 2]
        assert [version.id for version in versions] == [first.id, second.id]
        assert versions[0].status is VersionStatus.RECEIVED
        assert versions[0].received_at.tzinfo is not None
        (row,) = list_documents(connection, EVERYTHING).rows
        assert (row.newest.id, row.versions, row.collection) == (second.id, 2, "合同")
        assert newest_readable(connection, first.document_id, EVERYTHING) is None


def test_what_is_hidden_is_not_found(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version = add_file(connection)
        for read in (get_document, versions_of, newest_readable):
            with pytest.raises(NotFound):
                read(connection, version.document_id, NOTHING)
        with pytest.raises(NotFound):
            get_version(connection, version.id, NOTHING)
        page = list_documents(connection, NOTHING)
        assert (page.total, page.rows) == (0, ())


def test_what_is_absent_is_not_found_in_the_same_words(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        with pytest.raises(NotFound) as hidden:
            get_document(connection, version.document_id, NOTHING)
        with pytest.raises(NotFound) as absent:
            get_document(connection, version.document_id + 1, EVERYTHING)
        assert str(hidden.value) == str(absent.value)


def test_a_list_shows_only_the_collections_granted(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        other = create_collection(connection, "人事")
        seen = add_file(connection)
        add_file(connection, collection=other)
        document = get_document(connection, seen.document_id, EVERYTHING)
        visible = Visible(frozenset({document.collection_id}))
        page = list_documents(connection, visible)
        assert [row.document for row in page.rows] == [document]
        assert page.total == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("售后", ["售后服务合同"]),
        ("售後", ["售后服务合同"]),
        ("100%", ["持股100%协议"]),
        ("%", ["持股100%协议"]),
    ],
)
def test_the_list_is_searched_by_title(
    database: Database, add_file: AddVersion, text: str, found: list[str]
) -> None:
    with database.write() as connection:
        add_file(connection, "售后服务合同")
        add_file(connection, "持股100%协议")
        page = list_documents(connection, EVERYTHING, DocumentFilter(text=text))
        assert [row.document.title for row in page.rows] == found


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_pages_through_all_documents_once(
    database: Database, add_file: AddVersion, sort: str
) -> None:
    with database.write() as connection:
        ids = {add_file(connection, f"合同 {number % 3}").document_id for number in range(7)}
        listed = [
            row.document.id
            for offset in range(0, 9, 3)
            for row in list_documents(
                connection, EVERYTHING, sort=sort, offset=offset, limit=3
            ).rows
        ]
        assert len(listed) == 7
        assert set(listed) == ids


def test_titles_sort_both_ways(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        for title in ("b", "a", "c"):
            add_file(connection, title)
        for descending, titles in ((False, ["a", "b", "c"]), (True, ["c", "b", "a"])):
            page = list_documents(connection, EVERYTHING, sort="title", descending=descending)
            assert [row.document.title for row in page.rows] == titles
