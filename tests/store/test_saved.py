"""What people keep, on both back ends: hits by their words, folders, model clauses."""

import pytest
from conftest import AddVersion
from small_reading import clauses, save

from contracts.errors import NotFound
from contracts.model_clauses import Draft, Filing
from contracts.visibility import EVERYTHING, Visible
from store.database import Connection, Database
from store.folders import add_folder, entries_of, folders_of, get_folder, set_aside_clause
from store.model_clauses import (
    RevisedMeanwhile,
    add_model_clause,
    get_model_clause,
    list_model_clauses,
    revise_model_clause,
)
from store.saved_hits import (
    FoundClause,
    add_hits,
    count_news,
    forget_hits,
    known_hits,
    mark_seen,
    mark_told,
    move_hits,
    news_of,
    untold_by_owner,
)
from store.saved_searches import (
    Preferences,
    SavedQuery,
    add_saved_search,
    change_saved_search,
    get_saved_search,
    is_wanted,
    record_run,
)
from store.users import create_user

NOTHING = Visible(frozenset())


def person(connection: Connection) -> int:
    return create_user(connection, "王法务", "hash", administrator=True)


def test_news_is_counted_told_and_seen(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version, user = add_file(connection), person(connection)
        save(connection, version.id)
        preferences = Preferences("保修", alert=True, mail=True)
        search = add_saved_search(connection, user, SavedQuery("保修"), preferences)
        hits = [FoundClause(version.document_id, str(n), version.id, n) for n in (0, 1, 2)]
        add_hits(connection, search, hits[:1], news=False)
        add_hits(connection, search, hits[1:], news=True)
        assert count_news(connection, user, EVERYTHING) == {search: 2}
        assert count_news(connection, user, NOTHING) == {}
        (untold,) = untold_by_owner(connection)[user]
        assert untold.count == 2
        mark_told(connection, search, untold.last)
        assert untold_by_owner(connection) == {}
        news = news_of(connection, search, EVERYTHING)
        assert [hit.order for hit in news.hits] == [2, 1]
        mark_seen(connection, search, news.last - 1)
        assert count_news(connection, user, EVERYTHING) == {search: 1}
        known = known_hits(connection, search)
        last = max(known)
        move_hits(connection, {last: FoundClause(version.document_id, "2", version.id, 9)})
        assert count_news(connection, user, EVERYTHING) == {}  # there is no such clause
        forget_hits(connection, known)
        assert known_hits(connection, search) == {}


def test_a_search_that_was_changed_meanwhile_is_not_wanted_as_it_was(database: Database) -> None:
    with database.write() as connection:
        user = person(connection)
        preferences = Preferences("保修", alert=True)
        number = add_saved_search(connection, user, SavedQuery("保修"), preferences)
        search = get_saved_search(connection, number, user)
        assert is_wanted(connection, search)
        record_run(connection, number, 7, "all")
        assert not is_wanted(connection, search)
        change_saved_search(
            connection, get_saved_search(connection, number, user), Preferences("保修")
        )
        assert not is_wanted(connection, get_saved_search(connection, number, user))
        with pytest.raises(NotFound):
            get_saved_search(connection, number, user + 1)


def test_a_folder_counts_what_may_be_seen(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        version, user = add_file(connection), person(connection)
        save(connection, version.id)
        number = add_folder(connection, user, "写法")
        folder = get_folder(connection, number, user, EVERYTHING)
        clause = clauses(version.id)[1]
        assert set_aside_clause(connection, folder, clause, "备注", EVERYTHING)
        assert not set_aside_clause(connection, folder, clause, "", EVERYTHING)
        assert [each.entries for each in folders_of(connection, user, EVERYTHING)] == [1]
        assert [each.entries for each in folders_of(connection, user, NOTHING)] == [0]
        (entry,) = entries_of(connection, folder, EVERYTHING)
        assert (entry.note, entry.passage and entry.passage.exact) == ("备注", clause.text)


def test_a_model_clause_keeps_its_versions_and_hides_its_source(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        save(connection, version.id)
        filing = Filing("warranty", "zh", "保修", ("采购",))
        draft = Draft("保修十二个月。", "卖方", clauses(version.id)[1])
        number = add_model_clause(connection, filing, draft, "王法务", EVERYTHING)
        with pytest.raises(NotFound):
            add_model_clause(connection, filing, draft, "王法务", NOTHING)
        new = Draft("保修二十四个月。", "买方")
        revise_model_clause(connection, number, filing, new, "李律师", seen=1)
        with pytest.raises(RevisedMeanwhile, match="李律师"):
            revise_model_clause(connection, number, filing, draft, "王法务", seen=1)
        found = get_model_clause(connection, number, EVERYTHING)
        assert [each.made_by for each in found.versions] == ["王法务", "李律师"]
        assert found.versions[0].source is not None
        hidden = get_model_clause(connection, number, NOTHING)
        assert hidden.versions[0].source is None
        assert list_model_clauses(connection, NOTHING, clause_types=["price"]) == []
        (listed,) = list_model_clauses(connection, NOTHING, language="zh")
        assert listed == hidden
