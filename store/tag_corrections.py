"""People's corrections of tags: they belong to the document, and outlive readings and versions.

Whoever changes them has the document's tags made anew: ``ingest/tags/correcting.py`` does both.
"""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert

from contracts.clause import Span
from contracts.clause_types import CLAUSE_TYPES
from contracts.corrections import CorrectionAction, TagCorrection
from contracts.errors import NotFound
from contracts.visibility import Visible
from store import audit
from store.columns import AnyRow, new_id
from store.documents import get_version, rows_on_document, rows_on_documents
from store.learning_tables import tag_corrections


def corrections_of(
    connection: Connection, document_id: int, visible: Visible
) -> tuple[TagCorrection, ...]:
    """What people said of a document's tags, oldest first; NotFound where it is hidden."""
    rows = rows_on_document(connection, tag_corrections, document_id, visible)
    return tuple(map(_correction, rows))


def every_correction(connection: Connection, visible: Visible) -> tuple[TagCorrection, ...]:
    """What people said of the tags of all documents that may be seen, oldest first."""
    return tuple(map(_correction, rows_on_documents(connection, tag_corrections, visible)))


def add_correction(
    connection: Connection,
    version_id: int,
    clause_type: str,
    action: CorrectionAction,
    passage: Span,
    *,
    user: str,
    visible: Visible,
) -> TagCorrection:
    """Record a person's word on a passage of this version.

    Raises NotFound where the version is hidden or there is no such type.
    """
    document_id = get_version(connection, version_id, visible).document_id
    if clause_type not in CLAUSE_TYPES:
        raise NotFound("没有这个条款类型。", "There is no such clause type.")
    made_at = datetime.now(UTC)
    result = connection.execute(
        insert(tag_corrections).values(
            document_id=document_id,
            version_id=version_id,
            clause_type=clause_type,
            action=action,
            start=passage.start,
            end=passage.end,
            exact=passage.exact,
            prefix=passage.prefix,
            suffix=passage.suffix,
            made_by=user,
            made_at=made_at,
        )
    )
    audit.record(connection, user, f"{action} tag {clause_type}", f"document {document_id}")
    return TagCorrection(
        new_id(result), document_id, version_id, clause_type, action, passage, user, made_at
    )


def undo_correction(
    connection: Connection, document_id: int, correction_id: int, user: str, visible: Visible
) -> TagCorrection:
    """Undo a correction; the audit still shows that it was made.

    NotFound where the document is hidden or has no such correction.
    """
    for correction in corrections_of(connection, document_id, visible):
        if correction.id == correction_id:
            is_this = tag_corrections.c.id == correction_id
            connection.execute(delete(tag_corrections).where(is_this))
            deed = f"undo {correction.action} tag {correction.clause_type}"
            audit.record(connection, user, deed, f"document {document_id}")
            return correction
    raise NotFound(
        "没有这条更正，可能已经撤销。请重新查看标签。",
        "There is no such correction; it may have been undone already. Look at the tags again.",
    )


def _correction(row: AnyRow) -> TagCorrection:
    return TagCorrection(
        id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        clause_type=row.clause_type,
        action=CorrectionAction(row.action),
        passage=Span(row.start, row.end, row.exact, row.prefix, row.suffix),
        made_by=row.made_by,
        made_at=row.made_at,
    )
