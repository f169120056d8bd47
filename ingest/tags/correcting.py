"""Correcting tags: a person's word is recorded, and the document's tags follow it at once."""

from contracts.clause import Span
from contracts.corrections import CorrectionAction, TagCorrection
from contracts.visibility import EVERYTHING, Visible
from store import outbox
from store.database import Connection
from store.documents import get_version, versions_of
from store.following import lock_documents
from store.readings import clauses_of, tags_of
from store.tag_corrections import add_correction, undo_correction
from store.tags import corrected_tags, machine_tags_of, save_tags


def correct_tag(
    connection: Connection,
    version_id: int,
    clause_type: str,
    action: CorrectionAction,
    passage: Span,
    *,
    user: str,
    visible: Visible,
) -> TagCorrection:
    """Say that a passage of this version provides a type, or that it doesn't.

    Raises NotFound where the version is hidden or there is no such type.
    """
    lock_documents(connection, get_version(connection, version_id, visible).document_id)
    correction = add_correction(
        connection, version_id, clause_type, action, passage, user=user, visible=visible
    )
    tag_anew(connection, correction.document_id)
    return correction


def undo(
    connection: Connection, document_id: int, correction_id: int, user: str, visible: Visible
) -> TagCorrection:
    """Take a correction back; NotFound where the document is hidden or has no such correction."""
    lock_documents(connection, document_id)
    correction = undo_correction(connection, document_id, correction_id, user, visible)
    tag_anew(connection, document_id)
    return correction


def tag_anew(connection: Connection, document_id: int) -> bool:
    """Recompute the tags of every version from what rules and encoder gave.

    The index follows. False, and nothing written, where they are the same as before.
    """
    changed = False
    for version in versions_of(connection, document_id, EVERYTHING):
        clauses = clauses_of(connection, version.id, EVERYTHING)
        machine = machine_tags_of(connection, version.id, EVERYTHING)
        corrected = corrected_tags(connection, version.id, clauses, machine)
        held = {clause_id: tags for clause_id, tags in corrected.items() if tags}
        if held != tags_of(connection, version.id, EVERYTHING):
            save_tags(connection, version.id, clauses, machine)
            changed = True
    if changed:
        outbox.add(connection, document_id)
    return changed
