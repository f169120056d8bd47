"""Model clauses as they are stored; every read leaves out sources that the reader may not see."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from contracts.document import Version
from contracts.errors import NotFound, TiaoliError
from contracts.model_clauses import Draft, Filing, ModelClause, ModelClauseVersion, Source
from contracts.visibility import EVERYTHING, Visible
from store import audit
from store.collections import is_visible
from store.columns import AnyRow, new_id
from store.documents import get_version
from store.saved_tables import model_clause_versions, model_clauses
from store.tables import collections, documents


class RevisedMeanwhile(TiaoliError):
    """Somebody else has put a newer version over the one that was read."""

    code = "revised_meanwhile"


def add_model_clause(
    connection: Connection, filing: Filing, draft: Draft, user: str, visible: Visible
) -> int:
    """A new model clause's id; NotFound where the clause it is taken from may not be seen."""
    source = get_version(connection, draft.clause.version_id, visible) if draft.clause else None
    number = new_id(connection.execute(insert(model_clauses).values(**_filed(filing))))
    _add_version(connection, number, 1, draft, user, source)
    audit.record(connection, user, "add model clause", f"model clause {number}")
    return number


def revise_model_clause(
    connection: Connection, number: int, filing: Filing, draft: Draft, user: str, *, seen: int
) -> None:
    """Add a new version; where only the filing changed, just change that.

    Raises RevisedMeanwhile where the newest is not version ``seen``.
    """
    newest = get_model_clause(connection, number, EVERYTHING).newest
    if newest.number != seen:
        raise RevisedMeanwhile(
            f"{newest.made_by} 已先行修改，您的文字没有保存。请返回复制您的文字，看过新版再改。",
            f"{newest.made_by} has revised it meanwhile; your wording was not saved. Go back, copy "
            "your wording, and read the new version first.",
        )
    change = update(model_clauses).where(model_clauses.c.id == number)
    connection.execute(change.values(**_filed(filing)))
    if (newest.text, newest.when_to_use) != (draft.text, draft.when_to_use):
        _add_version(connection, number, newest.number + 1, draft, user, None)
    audit.record(connection, user, "revise model clause", f"model clause {number}")


def withdraw_model_clause(
    connection: Connection, number: int, user: str, *, withdrawn: bool
) -> None:
    """Stop offering a model clause, or offer it again; its versions stay."""
    change = update(model_clauses).where(model_clauses.c.id == number)
    connection.execute(change.values(withdrawn=withdrawn))
    deed = "withdraw model clause" if withdrawn else "restore model clause"
    audit.record(connection, user, deed, f"model clause {number}")


def get_model_clause(connection: Connection, number: int, visible: Visible) -> ModelClause:
    """The model clause, also a withdrawn one, or NotFound."""
    query = select(model_clauses).where(model_clauses.c.id == number)
    for found in _with_versions(connection, connection.execute(query).all(), visible):
        return found
    raise NotFound("条款库中没有这一条。", "There is no such model clause.")


def list_model_clauses(
    connection: Connection,
    visible: Visible,
    *,
    clause_types: Collection[str] | None = None,
    language: str = "",
    withdrawn: bool = False,
) -> list[ModelClause]:
    """The model clauses of these types and this language, the last revised first."""
    query = select(model_clauses).where(model_clauses.c.withdrawn == withdrawn)
    if clause_types is not None:
        query = query.where(model_clauses.c.clause_type.in_(clause_types))
    if language:
        query = query.where(model_clauses.c.language == language)
    found = _with_versions(connection, connection.execute(query).all(), visible)
    return sorted(found, key=lambda each: each.newest.made_at, reverse=True)


def count_by_type(connection: Connection) -> dict[str, int]:
    """Clause type → how many model clauses are offered for it."""
    query = select(model_clauses.c.clause_type, func.count()).where(~model_clauses.c.withdrawn)
    rows = connection.execute(query.group_by(model_clauses.c.clause_type))
    return {row.clause_type: int(row[1]) for row in rows}


def _filed(filing: Filing) -> dict[str, Any]:
    return {
        "clause_type": filing.clause_type,
        "language": filing.language,
        "title": filing.title,
        "labels": json.dumps(filing.labels, ensure_ascii=False),
    }


def _add_version(
    connection: Connection,
    number: int,
    version: int,
    draft: Draft,
    user: str,
    source: Version | None,
) -> None:
    values: dict[str, Any] = {
        "model_clause_id": number,
        "number": version,
        "text": draft.text,
        "when_to_use": draft.when_to_use,
        "made_by": user,
        "made_at": datetime.now(UTC),
    }
    if source and draft.clause:
        values |= {
            "document_id": source.document_id,
            "version_id": source.id,
            "order": draft.clause.order,
            "number_label": draft.clause.number_label,
        }
    connection.execute(insert(model_clause_versions).values(**values))


def _with_versions(
    connection: Connection, rows: Sequence[AnyRow], visible: Visible
) -> list[ModelClause]:
    versions = defaultdict(list)
    for row in connection.execute(_versions_with_sources([row.id for row in rows], visible)):
        versions[row.model_clause_id].append(_version(row))
    return [
        ModelClause(
            row.id,
            Filing(row.clause_type, row.language, row.title, tuple(json.loads(row.labels))),
            row.withdrawn,
            tuple(versions[row.id]),
        )
        for row in rows
    ]


def _versions_with_sources(numbers: Sequence[int], visible: Visible) -> Any:
    """The versions, with the title of the contract where it may be seen."""
    seen = (
        select(documents.c.id, documents.c.title)
        .select_from(documents.join(collections))
        .where(is_visible(visible))
        .subquery()
    )
    return (
        select(model_clause_versions, seen.c.title)
        .outerjoin(seen, seen.c.id == model_clause_versions.c.document_id)
        .where(model_clause_versions.c.model_clause_id.in_(numbers))
        .order_by(model_clause_versions.c.number)
    )


def _version(row: AnyRow) -> ModelClauseVersion:
    source = None
    if row.title is not None:
        source = Source(row.document_id, row.title, row.version_id, row.order, row.number_label)
    return ModelClauseVersion(
        row.number, row.text, row.when_to_use, row.made_by, row.made_at, source
    )
