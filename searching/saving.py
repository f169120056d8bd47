"""Saving a search: a name that the person has not used, and a first run where it alerts."""

from contracts.errors import TiaoliError
from index.protocol import SearchIndex
from searching.saved_search import run_saved_search
from store.database import Connection, Database
from store.saved_searches import (
    Preferences,
    SavedQuery,
    SavedSearch,
    add_saved_search,
    change_saved_search,
    get_saved_search,
    saved_searches_of,
)


class SavedNameTaken(TiaoliError):
    """The person has a saved search of this name already."""

    code = "name_taken"


def save_search(
    database: Database,
    index: SearchIndex,
    user_id: int,
    asked: SavedQuery,
    preferences: Preferences,
) -> SavedSearch:
    """Save a search for a person; what it finds now is not new. Raises SavedNameTaken."""
    with database.write() as connection:
        _require_free(connection, user_id, preferences.name)
        number = add_saved_search(connection, user_id, asked, preferences)
    return _first_run(database, index, user_id, number)


def change_search(
    database: Database,
    index: SearchIndex,
    user_id: int,
    search_id: int,
    preferences: Preferences,
) -> None:
    """Rename a person's saved search, or switch its alerts on or off.

    Raises SavedNameTaken, and NotFound where the person has no such search.
    """
    with database.write() as connection:
        search = get_saved_search(connection, search_id, user_id)
        if preferences.name != search.preferences.name:
            _require_free(connection, user_id, preferences.name)
        change_saved_search(connection, search, preferences)
    _first_run(database, index, user_id, search_id)


def _require_free(connection: Connection, user_id: int, name: str) -> None:
    if any(each.preferences.name == name for each in saved_searches_of(connection, user_id)):
        raise SavedNameTaken(
            f"已有名为“{name}”的检索。请另起名称。",
            f"There is a saved search “{name}” already. Choose another name.",
        )


def _first_run(database: Database, index: SearchIndex, user_id: int, search_id: int) -> SavedSearch:
    """Run a search that alerts and never ran, so that nothing is missed from now on."""
    with database.read() as connection:
        search = get_saved_search(connection, search_id, user_id)
    if search.preferences.alert and search.looked_at is None:
        run_saved_search(database, index, search)
    return search
