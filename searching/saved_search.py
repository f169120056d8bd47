"""Running a saved search: what it finds now beside what it found before.

The index is asked first and the database read afterwards, so that the database is never older than
the index. Documents that the index has yet to follow are left as they were: the index will have
them in a later generation, and the search is run again then.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contracts.clause import Clause
from contracts.errors import TiaoliError
from contracts.text import fold
from contracts.visibility import Visible
from index.protocol import Hit, SearchIndex
from index.query import Query
from searching.asking import ask
from searching.saved_query import check_filters, filters_of
from store import outbox
from store.database import Connection, Database
from store.readings import clauses_by_id
from store.saved_hits import FoundClause, add_hits, forget_hits, known_hits, move_hits
from store.saved_searches import SavedQuery, SavedSearch, is_wanted, record_failure, record_run
from store.users import get_user, visible_to

MOST = 5_000  # hits that are followed; who wants news of more wants something else


class TooManyHits(TiaoliError):
    """A saved search finds too much to follow clause by clause."""

    code = "too_many_hits"


def scope_of(visible: Visible) -> str:
    """What a person may see, as a text to compare with an earlier one."""
    return "all" if visible.collections is None else " ".join(map(str, sorted(visible.collections)))


def run_saved_search(database: Database, index: SearchIndex, search: SavedSearch) -> bool:
    """Run a saved search; False where it could not be run, which is recorded.

    Its first run finds no news: its owner has seen those hits when saving it.
    """
    generation = index.generation()
    with database.read() as connection:
        visible = visible_to(connection, get_user(connection, search.user_id))
    try:
        hits = _hits(database, index, search, visible)
    except TiaoliError as error:
        if search.failure is None or search.failure.message_en != error.message_en:
            with database.write() as connection:
                record_failure(connection, search, error)
        return False
    with database.read() as connection:
        changes = _changes(connection, search, hits, visible)
    with database.write() as connection:
        if not is_wanted(connection, search):
            return False
        forget_hits(connection, changes.gone)
        move_hits(connection, changes.moved)
        add_hits(connection, search.id, changes.added, news=search.looked_at is not None)
        record_run(connection, search.id, generation, scope_of(visible))
    return True


def query_of(connection: Connection, asked: SavedQuery, visible: Visible) -> Query:
    """The query of a saved search, for a person with these permissions. Raises InvalidQuery."""
    filters = filters_of(asked)
    return ask(connection, asked.query, visible, synonyms=asked.synonyms, filters=filters).query


def _hits(
    database: Database, index: SearchIndex, search: SavedSearch, visible: Visible
) -> Sequence[Hit]:
    filters = filters_of(search.asked)
    with database.read() as connection:
        check_filters(connection, filters, visible)
        query = query_of(connection, search.asked, visible)
    found = index.search(query, visible=visible, filters=filters, limit=MOST + 1)
    if found.total > MOST:
        raise TooManyHits(
            f"有 {found.total:,} 条结果，超过 {MOST:,} 条，无法逐条跟踪。请缩小范围后重新保存。",
            f"It finds {found.total:,} clauses; alerts work for searches with up to {MOST:,}. "
            "Narrow the search and save it again.",
        )
    return found.hits


@dataclass(slots=True)
class _Changes:
    """How the stored hits have to change."""

    added: list[FoundClause] = field(default_factory=list)
    moved: dict[int, FoundClause] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)


def _changes(
    connection: Connection, search: SavedSearch, hits: Iterable[Hit], visible: Visible
) -> _Changes:
    waiting = outbox.documents_waiting(connection)
    settled = {hit.clause_id: hit.document_id for hit in hits if hit.document_id not in waiting}
    found = _by_words(connection, settled, visible)
    changes = _Changes()
    for number, hit in known_hits(connection, search.id).items():
        now = found.pop((hit.document_id, hit.digest), None)
        if now is None and hit.document_id not in waiting:
            changes.gone.append(number)
        elif now is not None and now != hit:
            changes.moved[number] = now
    changes.added.extend(found.values())
    return changes


def _by_words(
    connection: Connection, documents: Mapping[str, int], visible: Visible
) -> dict[tuple[int, str], FoundClause]:
    """Document and digest → hit, of clauses by their ids with their documents.

    They are read each time: a version that was read again may have other words under an old id.
    """
    found: dict[tuple[int, str], FoundClause] = {}
    for name, clause in sorted(clauses_by_id(connection, documents, visible).items()):
        digest = _digest(clause)
        hit = FoundClause(documents[name], digest, clause.version_id, clause.order)
        found.setdefault((hit.document_id, digest), hit)
    return found


def _digest(clause: Clause) -> str:
    """A digest of a clause's words; its number, spaces, script and width make no difference."""
    words = "".join(fold(clause.heading + clause.body).split())
    return hashlib.sha256(words.encode()).hexdigest()[:32]
