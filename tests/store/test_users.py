"""Who may see and edit which collection."""

import pytest

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store import outbox, users
from store.collections import create_collection, find_collection, list_collections
from store.database import Database
from store.reception import add_document, move_document
from store.users import Role


def test_an_administrator_sees_and_edits_everything(database: Database) -> None:
    with database.write() as connection:
        user_id = users.create_user(connection, "李律师", "hash", administrator=True)
        collection_id = create_collection(connection, "采购")
        user = users.get_user(connection, user_id)
        assert users.visible_to(connection, user) == EVERYTHING
        assert users.may_edit(connection, user, collection_id)


def test_others_see_what_was_granted_and_edit_as_editors(database: Database) -> None:
    with database.write() as connection:
        user_id = users.create_user(connection, "王法务", "hash")
        read, edit, hidden = (create_collection(connection, name) for name in "甲乙丙")
        users.grant(connection, user_id, read, Role.READER)
        users.grant(connection, user_id, edit, Role.READER)
        users.grant(connection, user_id, edit, Role.EDITOR)
        user = users.get_user(connection, user_id)
        visible = users.visible_to(connection, user)
        assert visible == Visible(frozenset({read, edit}))
        assert [users.may_edit(connection, user, id) for id in (read, edit, hidden)] == [
            False, True, False,
        ]  # fmt: skip
        assert [collection.name for collection in list_collections(connection, visible)] == [
            "乙", "甲",
        ]  # fmt: skip
        assert find_collection(connection, "丙", visible) is None
        users.revoke(connection, user_id, edit)
        assert users.grants_of(connection, user_id) == {read: Role.READER}


def test_what_moved_out_of_sight_is_named_until_the_index_has_followed(database: Database) -> None:
    with database.write() as connection:
        user = users.get_user(connection, users.create_user(connection, "王法务", "hash"))
        read, also_read, hidden = (create_collection(connection, name) for name in "甲乙丙")
        for collection in (read, also_read):
            users.grant(connection, user.id, collection, Role.READER)
        gone, there_and_back, near = (add_document(connection, read, name) for name in "123")
        outbox.add(connection, gone, add_document(connection, hidden, "4"))
        move_document(connection, gone, hidden, "王法务")
        move_document(connection, there_and_back, hidden, "王法务")
        move_document(connection, there_and_back, read, "王法务")
        move_document(connection, near, also_read, "王法务")
        assert users.visible_to(connection, user).moved_away == {gone}
        outbox.acknowledge(connection, [each.sequence for each in outbox.waiting(connection, 99)])
        assert users.visible_to(connection, user).moved_away == frozenset()


def test_changes_that_wait_are_counted_of_what_may_be_seen(database: Database) -> None:
    with database.write() as connection:
        read, hidden = (create_collection(connection, name) for name in "甲乙")
        documents = [add_document(connection, collection, "1") for collection in (read, hidden)]
        outbox.add(connection, *documents, documents[1])
        assert outbox.count_visible(connection, Visible(frozenset({read}))) == 1
        assert outbox.count_visible(connection, EVERYTHING) == 3
        assert outbox.count_visible(connection, Visible(frozenset())) == 0


def test_one_who_is_shut_out_sees_nothing(database: Database) -> None:
    with database.write() as connection:
        user_id = users.create_user(connection, "离职", "hash", administrator=True)
        users.set_active(connection, user_id, False)
        user = users.get_user(connection, user_id)
        assert users.visible_to(connection, user) == Visible(frozenset())
        assert not users.may_edit(connection, user, create_collection(connection, "甲"))


def test_a_password_and_a_language_can_be_changed(database: Database) -> None:
    with database.write() as connection:
        user_id = users.create_user(connection, "王法务", "old")
        users.set_password(connection, user_id, "new")
        users.set_language(connection, user_id, "en")
        assert users.password_hash_of(connection, user_id) == "new"
        found = users.find_by_name(connection, "王法务")
        assert found is not None
        assert found.language == "en"


def test_there_is_nobody_else(database: Database) -> None:
    with database.write() as connection:
        assert users.find_by_name(connection, "nobody") is None
        with pytest.raises(NotFound):
            users.get_user(connection, 7)
        with pytest.raises(NotFound):
            users.password_hash_of(connection, 7)
        with pytest.raises(NotFound):
            users.set_password(connection, 7, "hash")
