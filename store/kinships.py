"""Kinships: fingerprints of documents, and what people decided about which belong together."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select

from contracts.document import DocumentKind, Party
from contracts.fingerprint import Fingerprint
from contracts.name_hints import Role
from contracts.visibility import Visible
from store import audit
from store.collections import is_visible
from store.tables import collections, documents, fingerprints, kinships, versions

APART = "apart"  # what is kept of two documents that a person told apart


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """A document that may be seen, and the fingerprint of its newest readable version."""

    document_id: int
    version_id: int
    collection_id: int
    title: str
    file_name: str
    parties: tuple[str, ...]
    agreement_date: date | None
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Kinship:
    """A person's decision: what a document is to the one at the head; None where they are apart."""

    head_id: int
    relative_id: int
    role: Role | None
    decided_by: str
    decided_at: datetime


def save_fingerprints(connection: Connection, found: Mapping[int, Fingerprint]) -> None:
    """Keep the fingerprints of versions, at least one, in the place of those before."""
    connection.execute(delete(fingerprints).where(fingerprints.c.version_id.in_(list(found))))
    rows = [
        {
            "version_id": version_id,
            "sketch": each.sketch,
            "numbers": " ".join(sorted(each.numbers)),
            "is_scan": each.is_scan,
        }
        for version_id, each in found.items()
    ]
    connection.execute(insert(fingerprints), rows)


def fingerprinted(connection: Connection, visible: Visible) -> tuple[Fingerprinted, ...]:
    """The documents that may be seen and have a fingerprint, by id; templates are left out."""
    held = (
        documents.join(collections, collections.c.id == documents.c.collection_id)
        .join(versions, versions.c.id == documents.c.readable_version_id)
        .join(fingerprints, fingerprints.c.version_id == versions.c.id)
    )
    query = (
        select(
            documents.c.id, documents.c.readable_version_id, documents.c.collection_id,
            documents.c.title, documents.c.parties,
            documents.c.agreement_date, versions.c.file_name, fingerprints.c.sketch,
            fingerprints.c.numbers, fingerprints.c.is_scan,
        )
        .select_from(held)
        .where(is_visible(visible), documents.c.kind != DocumentKind.TEMPLATE)
        .order_by(documents.c.id)
    )  # fmt: skip
    return tuple(
        Fingerprinted(
            row.id,
            row.readable_version_id,
            row.collection_id,
            row.title,
            row.file_name,
            tuple(Party(**party).name for party in json.loads(row.parties)),
            row.agreement_date,
            Fingerprint(row.sketch, frozenset(row.numbers.split()), row.is_scan),
        )
        for row in connection.execute(query)
    )


def versions_without_fingerprint(connection: Connection, limit: int) -> tuple[int, ...]:
    """Some of the newest readable versions that were read before fingerprints were introduced."""
    query = (
        select(documents.c.readable_version_id)
        .outerjoin(fingerprints, fingerprints.c.version_id == documents.c.readable_version_id)
        .where(documents.c.readable_version_id.is_not(None), fingerprints.c.version_id.is_(None))
        .order_by(documents.c.id)
        .limit(limit)
    )
    return tuple(connection.execute(query).scalars())


def decide(
    connection: Connection, head_id: int, relative_id: int, role: Role | None, decided_by: str
) -> None:
    """Record what a document is to another (None: not kin), replacing an earlier decision."""
    forget(connection, head_id, relative_id)
    values = {
        "head_id": head_id,
        "relative_id": relative_id,
        "role": role or APART,
        "decided_by": decided_by,
        "decided_at": datetime.now(UTC),
    }
    connection.execute(insert(kinships).values(**values))
    subject = f"documents {head_id} and {relative_id}"
    audit.record(connection, decided_by, f"family {role or APART}", subject)


def forget(connection: Connection, one: int, other: int) -> None:
    """Forget what was decided about two documents."""
    either = or_(
        and_(kinships.c.head_id == one, kinships.c.relative_id == other),
        and_(kinships.c.head_id == other, kinships.c.relative_id == one),
    )
    connection.execute(delete(kinships).where(either))


def kinships_among(connection: Connection, document_ids: Iterable[int]) -> tuple[Kinship, ...]:
    """What was decided about these documents, both of which must be among them; oldest first."""
    wanted = frozenset(document_ids)
    rows = connection.execute(select(kinships).order_by(kinships.c.decided_at))
    return tuple(
        Kinship(
            row.head_id,
            row.relative_id,
            None if row.role == APART else Role(row.role),
            row.decided_by,
            row.decided_at,
        )
        for row in rows
        if row.head_id in wanted and row.relative_id in wanted
    )


def relatives_of(connection: Connection, document_id: int, visible: Visible) -> tuple[Kinship, ...]:
    """The documents of one's family, told by their head; only those that may be seen."""
    seen = {document_id}
    found: dict[tuple[int, int], Kinship] = {}
    while True:
        query = select(kinships).where(
            kinships.c.role != APART,
            or_(kinships.c.head_id.in_(seen), kinships.c.relative_id.in_(seen)),
        )
        for row in connection.execute(query):
            found[row.head_id, row.relative_id] = Kinship(
                row.head_id, row.relative_id, Role(row.role), row.decided_by, row.decided_at
            )
        ids = {document_id, *(id_ for pair in found for id_ in pair)}
        query = (
            select(documents.c.id)
            .join(collections)
            .where(documents.c.id.in_(ids), is_visible(visible))
        )
        shown = set(connection.execute(query).scalars())
        found = {pair: each for pair, each in found.items() if set(pair) <= shown}
        if shown <= seen:
            return tuple(found.values())
        seen |= shown
