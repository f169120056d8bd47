"""People's decisions on findings, and sign-offs: added to, never overwritten, with an audit."""

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert

from contracts.decisions import Basis, Decision, DecisionKind, Deed, SignedItem, SignOff
from contracts.visibility import Visible
from store import audit
from store.columns import AnyRow, new_id
from store.documents import get_version, rows_on_document, rows_on_documents
from store.review_tables import decisions, sign_offs
from store.summaries import forget_summaries

BASIS = TypeAdapter(Basis)
ITEMS = TypeAdapter(dict[str, SignedItem])
LAWS = TypeAdapter(dict[str, str])


def decisions_of(
    connection: Connection, document_id: int, visible: Visible
) -> tuple[Decision, ...]:
    """Every decision ever made on a document, oldest first; NotFound where it is hidden."""
    return tuple(map(_decision, rows_on_document(connection, decisions, document_id, visible)))


def every_decision(connection: Connection, visible: Visible) -> tuple[Decision, ...]:
    """The decisions on all documents that may be seen, oldest first."""
    return tuple(map(_decision, rows_on_documents(connection, decisions, visible)))


def add_decision(
    connection: Connection, version_id: int, deed: Deed, basis: Basis, user: str, visible: Visible
) -> Decision:
    """Keep a decision on a version's finding; NotFound where the version is hidden."""
    document_id = get_version(connection, version_id, visible).document_id
    made_at = datetime.now(UTC)
    result = connection.execute(
        insert(decisions).values(
            document_id=document_id,
            version_id=version_id,
            checklist=deed.checklist,
            item=deed.item,
            kind=deed.kind,
            reason=deed.reason,
            approver=deed.approver,
            expires_on=deed.expires_on,
            basis=BASIS.dump_json(basis, exclude_defaults=True).decode(),
            made_by=user,
            made_at=made_at,
        )
    )
    subject = f"document {document_id}, {deed.checklist} {deed.item}"
    audit.record(connection, user, f"decide {deed.kind}", subject)
    forget_summaries(connection, document_id)
    return Decision(new_id(result), document_id, version_id, deed, basis, user, made_at)


def sign_offs_of(connection: Connection, document_id: int, visible: Visible) -> tuple[SignOff, ...]:
    """Every sign-off of a document's reviews, oldest first; NotFound where it is hidden."""
    return tuple(map(_sign_off, rows_on_document(connection, sign_offs, document_id, visible)))


def every_sign_off(connection: Connection, visible: Visible) -> tuple[SignOff, ...]:
    """The sign-offs of all documents that may be seen, oldest first."""
    return tuple(map(_sign_off, rows_on_documents(connection, sign_offs, visible)))


def add_sign_off(
    connection: Connection,
    version_id: int,
    checklist: str,
    items: Mapping[str, SignedItem],
    laws: Mapping[str, str],
    *,
    decision_id: int,
    user: str,
    visible: Visible,
) -> SignOff:
    """Keep a sign-off of a version's review; NotFound where the version is hidden."""
    document_id = get_version(connection, version_id, visible).document_id
    signed_at = datetime.now(UTC)
    result = connection.execute(
        insert(sign_offs).values(
            document_id=document_id,
            version_id=version_id,
            checklist=checklist,
            items=ITEMS.dump_json(dict(items)).decode(),
            laws=LAWS.dump_json(dict(laws)).decode(),
            decision_id=decision_id,
            signed_by=user,
            signed_at=signed_at,
        )
    )
    audit.record(connection, user, "sign off review", f"document {document_id}, {checklist}")
    forget_summaries(connection, document_id)
    return SignOff(
        new_id(result), document_id, version_id, checklist, items, laws, decision_id, user,
        signed_at,
    )  # fmt: skip


def _decision(row: AnyRow) -> Decision:
    return Decision(
        id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        deed=Deed(
            row.checklist,
            row.item,
            DecisionKind(row.kind),
            row.reason,
            row.approver,
            row.expires_on,
        ),
        basis=BASIS.validate_json(row.basis),
        made_by=row.made_by,
        made_at=row.made_at,
    )


def _sign_off(row: AnyRow) -> SignOff:
    return SignOff(
        id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        checklist=row.checklist,
        items=ITEMS.validate_json(row.items),
        laws=LAWS.validate_json(row.laws),
        decision_id=row.decision_id,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
    )
