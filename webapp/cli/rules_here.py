"""The checklists and laws that count where a command is given: the data folder's, else shipped."""

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from contracts.document import Document
from contracts.errors import NotFound
from contracts.laws import SHIPPED_LAWS, LawRegister
from review.checklist import SHIPPED, Checklist, Checklists
from review.choice import choose_checklist
from review.house_checklists import checklists_in_force, named
from review.house_laws import laws_in_force
from store.database import Connection, Database
from webapp.cli.terminal import Terminal

T = TypeVar("T")


def checklists_here(terminal: Terminal) -> Checklists:
    """The checklists in force; those shipped where there is no data folder yet."""
    return _here(terminal, checklists_in_force, SHIPPED)


def laws_here(terminal: Terminal) -> LawRegister:
    """The law register in force; the shipped one where there is no data folder yet."""
    return _here(terminal, laws_in_force, SHIPPED_LAWS)


def _here(terminal: Terminal, in_force: Callable[[Connection], T], shipped: T) -> T:
    if not terminal.has_data():
        return shipped
    with closing(Database(terminal.settings().database_url)) as database:
        database.upgrade()
        with database.read() as connection:
            return in_force(connection)


def checklist_for(document: Document, asked: str | None, checklists: Checklists) -> Checklist:
    """The checklist that was asked for, else the one made for the document. Raises NotFound."""
    if asked is not None:
        return named(checklists, asked)
    chosen = choose_checklist(document, checklists)
    if chosen is None:
        names = ", ".join(checklists)
        raise NotFound(
            f"“{document.title}”不是合同，没有适用的审查清单。可用 --checklist 指定：{names}。",
            f"{document.title} is not a contract: no checklist is made for it. "
            f"Name one with --checklist: {names}.",
        )
    return chosen
