"""What was done about an item whose file could not be read, in words, for page and receipt."""

from collections.abc import Iterable, Mapping

from store.database import Connection
from store.import_items import ImportItem, Remedy
from store.remedies import files_in_place


def remedy_notes(
    connection: Connection, items: Iterable[ImportItem]
) -> Mapping[int, tuple[str, str]]:
    """By item: the file that is read instead of the one received, in Chinese and in English."""
    items = [item for item in items if item.remedy]
    files = files_in_place(connection, items)
    return {
        item.id: _note(item.remedy, *files[item.version_id])
        for item in items
        if item.version_id in files
    }


def _note(remedy: Remedy, file_name: str, sha256: str, by: str) -> tuple[str, str]:
    if remedy is Remedy.UNLOCKED:
        return f"已由 {by} 用密码打开。", f"Opened with a password by {by}."
    return (
        f"已由 {by} 用文件“{file_name}”替换（SHA-256 {sha256}）。",
        f"Replaced by {by} with the file {file_name} (SHA-256 {sha256}).",
    )
