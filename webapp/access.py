"""What a view works with: the services, the person who asks, and what that person may see."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from flask import current_app
from flask_login import current_user

from contracts.document import Document
from contracts.errors import Forbidden, NotFound
from contracts.visibility import Visible
from store.database import Connection
from store.documents import get_document
from store.import_runs import ImportRun, get_run
from store.users import User, may_edit, visible_to
from webapp.services import Services


@dataclass(frozen=True, slots=True)
class Access:
    """A connection, the person who asks, and the collections that person may see."""

    connection: Connection
    user: User
    visible: Visible

    def may_edit(self, collection_id: int) -> bool:
        """Whether the person may add to and correct this collection."""
        return may_edit(self.connection, self.user, collection_id)

    def editable_document(self, document_id: int) -> Document:
        """A document that the person may edit. Raises NotFound where hidden, else Forbidden."""
        document = get_document(self.connection, document_id, self.visible)
        self.require_editor(document.collection_id)
        return document

    def editable_run(self, run_id: int) -> ImportRun:
        """An import that the person may act on. Raises NotFound where hidden, else Forbidden."""
        run = get_run(self.connection, run_id, self.visible)
        self.require_editor(run.collection_id)
        return run

    def require_editor(self, collection_id: int) -> None:
        """Raise NotFound where the collection is hidden, Forbidden where it may only be read."""
        if not self.visible.includes(collection_id):
            raise NotFound("没有这个合同集。", "There is no such collection.")
        if not self.may_edit(collection_id):
            raise Forbidden(
                "您只能阅读这个合同集。请管理员给您编辑权限。",
                "You may only read this collection. Ask an administrator for the editor's role.",
            )


def services() -> Services:
    """The services of the running app."""
    return cast(Services, current_app.extensions["tiaoli"])


def person() -> User | None:
    """The person who is logged in, or None."""
    return cast(User, current_user.user) if current_user.is_authenticated else None


def administrators_only() -> None:
    """Hide a blueprint from everyone but administrators; to be called before its requests."""
    user = person()
    if user is None or not user.administrator:
        raise NotFound("没有这个页面。", "There is no such page.")


@contextmanager
def reading() -> Iterator[Access]:
    """One consistent view of the database for a page."""
    with services().database.read() as connection:
        yield _access(connection)


@contextmanager
def writing() -> Iterator[Access]:
    """One transaction for a change: all of it or nothing."""
    with services().database.write() as connection:
        yield _access(connection)


def _access(connection: Connection) -> Access:
    user = person()
    if user is None:
        raise NotFound("请先登录。", "Please log in first.")
    return Access(connection, user, visible_to(connection, user))
