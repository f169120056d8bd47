"""The checklists and laws that count where a command is given: the data folder's, else shipped."""

from contextlib import closing
from typing import NamedTuple

from contracts.document import Document
from contracts.errors import NotFound
from contracts.laws import SHIPPED_LAWS, LawRegister
from review.checklist import SHIPPED, Checklist, Checklists
from review.choice import choose_checklist, named
from webapp.cli.terminal import Terminal


class Rules(NamedTuple):
    """What documents are held against."""

    checklists: Checklists
    laws: LawRegister


def rules_here(terminal: Terminal) -> Rules:
    """The rules in force; those shipped where there is no data folder yet."""
    if not terminal.has_data():
        return Rules(SHIPPED, SHIPPED_LAWS)
    from review.house_checklists import checklists_in_force
    from review.house_laws import laws_in_force
    from store.database import Database
    from webapp.lost_database import upgrade_kept

    settings = terminal.settings()
    with closing(Database(settings.database_url)) as database:
        upgrade_kept(database, settings.originals)
        with database.read() as connection:
            return Rules(checklists_in_force(connection), laws_in_force(connection))


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
