"""What people do about files that could not be read: another file in their place, or none."""

from sqlalchemy import Connection, or_, select, update

from contracts.document import Failure, Version
from store import jobs
from store.columns import failure_values
from store.following import follow
from store.import_items import ImportItem, Outcome, Remedy, get_item, settle_items
from store.import_tables import import_items
from store.tables import versions


def put_in_place(
    connection: Connection, item: ImportItem, version: Version, remedy: Remedy
) -> ImportItem:
    """Read another version in place of an item's file, and of those that repeat it.

    Nothing changes where it is the item's version already. The item keeps the path, size and hash
    of what was received. The old file, received again later, is a duplicate of the new version.
    """
    if item.version_id == version.id:
        return item
    same = import_items.c.id == item.id
    if item.version_id is not None:
        jobs.remove(connection, item.version_id)
        same = or_(same, import_items.c.version_id == item.version_id)
        old = versions.c.id == item.version_id
        connection.execute(
            update(versions)
            .where(or_(old, versions.c.replaced_by_id == item.version_id))
            .values(replaced_by_id=version.id)
        )
    connection.execute(
        update(import_items)
        .where(same)
        .values(version_id=version.id, document_id=version.document_id, remedy=remedy)
    )
    if item.version_id is None:
        is_it = import_items.c.id == item.id
        connection.execute(update(import_items).where(is_it).values(outcome=Outcome.RECEIVED))
    settle_items(connection, [version.id])
    return get_item(connection, item.id)


def skip(connection: Connection, item: ImportItem, failure: Failure) -> None:
    """Do without what could not be read of an item; ``failure`` says who decided so, and why.

    What could be read of it stays as it is.
    """
    if item.version_id is None:
        connection.execute(
            update(import_items)
            .where(import_items.c.id == item.id)
            .values(outcome=Outcome.SKIPPED, **failure_values(failure))
        )
        return
    jobs.remove(connection, item.version_id)
    is_it = versions.c.id == item.version_id
    connection.execute(update(versions).where(is_it).values(**failure_values(failure)))
    document = select(versions.c.document_id).where(is_it)
    follow(connection, connection.execute(document).scalar_one())
    settle_items(connection, [item.version_id])
