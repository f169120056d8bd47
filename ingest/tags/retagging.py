"""Replacing the tags of versions that were read before; the index follows."""

from collections.abc import Mapping, Sequence

from contracts.clause import Clause, Tag
from contracts.visibility import EVERYTHING
from store import outbox
from store.database import Connection
from store.documents import get_version
from store.following import lock_documents
from store.readings import clauses_of
from store.tags import save_tags


def retag(
    connection: Connection,
    version_id: int,
    clauses: Sequence[Clause],
    tags: Mapping[str, tuple[Tag, ...]],
    *,
    weights: str,
) -> bool:
    """Replace the tags of a version that was read before; ``weights`` is what they rest on.

    False, and nothing saved, where the version doesn't consist of these clauses any more: it was
    read anew meanwhile. NotFound where it is gone.
    """
    version = get_version(connection, version_id, EVERYTHING)
    lock_documents(connection, version.document_id)
    if clauses_of(connection, version_id, EVERYTHING) != tuple(clauses):
        return False
    save_tags(connection, version_id, clauses, tags, weights=weights)
    outbox.add(connection, version.document_id)
    return True
