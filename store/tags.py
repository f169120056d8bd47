"""Tags as they are saved: what rules and encoder gave, and what people made of it.

What rules and encoder gave is kept where it differs from what came of it, so that lessons and
corrections can be undone without reading anything again.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, func, select, update

from contracts.clause import Clause, Strength, Tag, clause_id
from contracts.corrections import TagCorrection, apply_corrections
from contracts.document import READABLE
from contracts.passages import passages_of
from contracts.taught_tags import apply_lessons
from contracts.visibility import EVERYTHING, Visible
from store.collections import is_visible
from store.documents import get_version
from store.learning_tables import tag_corrections
from store.lessons import lessons_in_force
from store.summaries import forget_summaries
from store.tables import clauses, collections, documents, versions
from store.tag_corrections import corrections_of
from store.type_scores import known_vectors

TAGS = TypeAdapter(tuple[Tag, ...])
Tags = Mapping[str, Sequence[Tag]]  # by clause id


def corrected_tags(
    connection: Connection,
    version_id: int,
    read: Sequence[Clause],
    tags: Tags,
    *,
    also: Sequence[TagCorrection] = (),
) -> Tags:
    """The tags of a version as people want them, and with what was learned from people.

    ``tags`` are those of rules and encoder; ``also`` are corrections that are not made yet.
    """
    document_id = get_version(connection, version_id, EVERYTHING).document_id
    corrections = (*corrections_of(connection, document_id, EVERYTHING), *also)
    if corrections:
        tags = apply_corrections(tags, corrections, read)
    weights, lessons = lessons_in_force(connection)
    if lessons.taught:
        passages = passages_of(read)
        vectors = known_vectors(connection, weights, (passage.key for passage in passages))
        tags = apply_lessons(tags, read, passages, vectors, lessons)
    return tags


def corrected_documents(connection: Connection, document_ids: Collection[int]) -> Collection[int]:
    """Those of the documents whose tags differ from what rules and encoder gave."""
    if lessons_in_force(connection)[1].taught:
        return document_ids
    query = select(tag_corrections.c.document_id).distinct()
    found = query.where(tag_corrections.c.document_id.in_(document_ids))
    return frozenset(connection.execute(found).scalars())


def save_tags(
    connection: Connection,
    version_id: int,
    read: Sequence[Clause],
    tags: Tags,
    *,
    weights: str | None = None,
) -> None:
    """Replace the tags of a version that has been read, and what they make present.

    ``tags`` are those of rules and encoder; lessons and corrections are applied here. ``weights``
    name what they rest on, None where that is what it was.
    """
    corrected = corrected_tags(connection, version_id, read, tags)
    rows = [
        {"at": clause.order, **tag_values(tags.get(clause.id, ()), corrected.get(clause.id, ()))}
        for clause in read
    ]
    if rows:
        here = (clauses.c.version_id == version_id) & (clauses.c.order == bindparam("at"))
        connection.execute(update(clauses).where(here), rows)
    values = presence_values(corrected) | ({} if weights is None else {"weights": weights})
    connection.execute(update(versions).where(versions.c.id == version_id).values(**values))
    version = get_version(connection, version_id, EVERYTHING)
    forget_summaries(connection, version.document_id)


def documents_by_weights(connection: Connection, visible: Visible) -> dict[str, int]:
    """Weights ("" for rules alone) → how many documents have tags that rest on them."""
    held = documents.join(collections).join(
        versions, versions.c.id == documents.c.readable_version_id
    )
    query = select(versions.c.weights, func.count().label("documents")).select_from(held)
    query = query.where(is_visible(visible)).group_by(versions.c.weights)
    return {row.weights: row.documents for row in connection.execute(query)}


def weights_of_versions(connection: Connection, visible: Visible) -> dict[int, str]:
    """Version id → the weights that its tags rest on, for all that were read."""
    held = versions.join(documents, documents.c.id == versions.c.document_id).join(collections)
    query = select(versions.c.id, versions.c.weights).select_from(held)
    query = query.where(is_visible(visible), versions.c.status.in_(READABLE))
    return {row.id: row.weights for row in connection.execute(query.order_by(versions.c.id))}


def machine_tags_of(
    connection: Connection, version_id: int, visible: Visible
) -> dict[str, tuple[Tag, ...]]:
    """Clause id → tags as rules and encoder gave them; NotFound where the version is hidden."""
    get_version(connection, version_id, visible)
    columns = (clauses.c.order, clauses.c.tags, clauses.c.machine_tags)
    query = select(*columns).where(clauses.c.version_id == version_id)
    return {
        clause_id(version_id, order): TAGS.validate_json(machine or tags)
        for order, tags, machine in connection.execute(query.order_by(clauses.c.order))
        if machine or tags
    }


def tag_values(machine: Sequence[Tag], corrected: Sequence[Tag]) -> dict[str, Any]:
    """The columns of a clause that hold its tags."""
    same = tuple(machine) == tuple(corrected)
    return {
        "types": " ".join(sorted({tag.clause_type for tag in corrected if not tag.weak})),
        "tags": _json(corrected) if corrected else "",
        "machine_tags": "" if same else _json(machine),
    }


def presence_values(tags: Tags) -> dict[str, str]:
    """The columns of a version that say what its clauses provide and what they only touch."""
    held = [tag for found in tags.values() for tag in found]
    present = {tag.clause_type for tag in held if not tag.weak}
    touched = {tag.clause_type for tag in held if tag.strength is Strength.WEAK}
    return {"present": " ".join(sorted(present)), "weak": " ".join(sorted(touched - present))}


def _json(tags: Sequence[Tag]) -> str:
    return TAGS.dump_json(tuple(tags), exclude_defaults=True).decode()
