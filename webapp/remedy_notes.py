"""What was done about an item whose file could not be read, in words, for page and receipt."""

from collections.abc import Iterable, Mapping

from contracts.document import Version
from ingest.troubles import version_ids
from store.database import Connection
from store.documents import get_versions
from store.import_items import ImportItem, Remedy


def remedy_notes(
    connection: Connection, items: Iterable[ImportItem]
) -> Mapping[int, tuple[str, str]]:
    """By item: the file that is read instead of the one received, in Chinese and in English."""
    mended = {item.id: item for item in items if item.remedy}
    files = get_versions(connection, version_ids(mended.values()))
    return {
        number: _note(item.remedy, files[item.version_id])
        for number, item in mended.items()
        if item.version_id is not None
    }


def _note(remedy: Remedy, file: Version) -> tuple[str, str]:
    by = file.received_by
    if remedy is Remedy.UNLOCKED:
        return f"已由 {by} 用密码打开。", f"Opened with a password by {by}."
    return (
        f"已由 {by} 用文件“{file.file_name}”替换（SHA-256 {file.sha256}）。",
        f"Replaced by {by} with the file {file.file_name} (SHA-256 {file.sha256}).",
    )
