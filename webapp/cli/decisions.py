"""``decisions``: what people made of findings: listing it, deciding, and signing off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import click

from contracts.decisions import Decision, DecisionKind, Deed
from contracts.document import Document
from contracts.errors import Forbidden
from contracts.visibility import EVERYTHING, Visible
from review import reviewing
from review.checklist import Checklist
from review.house_checklists import checklists_in_force
from review.reviewing import Review, Seen, review_of
from store.database import Connection
from store.decisions import decisions_of, every_decision
from store.documents import get_document
from store.presence import presences
from store.users import User, may_edit
from webapp.cli.decisions_text import (
    decided_json,
    decision_line_json,
    print_decided,
    print_decisions,
)
from webapp.cli.named import owner_named
from webapp.cli.rules_here import checklist_for
from webapp.cli.terminal import Terminal, as_json

Function = TypeVar("Function", bound=Callable[..., object])


@click.group()
def decisions() -> None:
    """Decide on findings, and sign off reviews. 决定、签核、列出。"""


def _who_and_which(command: Function) -> Function:
    by = click.option(
        "--by", "name", required=True, help="The user who decides. 由谁决定：账户名。"
    )
    which = click.option(
        "--checklist",
        "checklist_id",
        metavar="ID",
        help="The checklist; default: by contract type. 审查清单。",
    )
    return by(which(command))


@decisions.command("list")
@click.argument("document", type=int, required=False)
@as_json
@click.pass_obj
def list_(terminal: Terminal, document: int | None, json_: bool) -> None:
    """List the latest decision on each item, of DOCUMENT or of all. 列出每一项的最后决定。

    For one document, also show whether each still holds and what is open.
    """
    with terminal.services() as services, services.database.read() as connection:
        if document is not None:
            reviews = _reviews(connection, document)
        else:
            lines = _last_of_all(connection)
    if document is None and json_:
        terminal.print_json({"decisions": [decision_line_json(*each) for each in lines]})
    elif document is None:
        print_decisions(terminal, lines)
    elif json_:
        terminal.print_json({"reviews": [decided_json(each) for each in reviews]})
    else:
        for review in reviews:
            print_decided(terminal, review)


@decisions.command()
@click.argument("document", type=int)
@click.argument("item")
@click.argument("kind", type=click.Choice([each.value for each in DecisionKind]))
@click.option("--reason", default="", help="The reason; required for a waiver. 理由；豁免必填。")
@click.option("--approver", default="", help="Who approved a waiver. 豁免的批准人。")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day of a waiver. 豁免到期日。",
)
@_who_and_which
@click.pass_obj
def add(
    terminal: Terminal,
    *,
    document: int,
    item: str,
    kind: str,
    reason: str,
    approver: str,
    until: datetime | None,
    name: str,
    checklist_id: str | None,
) -> None:
    """Decide on ITEM of DOCUMENT's current review. 对某一项作决定。"""
    with terminal.services() as services, services.database.write() as connection:
        asked = _asked(connection, document, name, checklist_id)
        review = asked.review(connection)
        finding = review.finding(item)
        last = finding.decision.id if finding.decision else 0
        reviewing.decide(
            connection,
            document,
            asked.checklist,
            Deed(
                asked.checklist.id, item, DecisionKind(kind), reason.strip(), approver.strip(),
                until.date() if until else None,
            ),
            seen=Seen(review.version.id, last, finding.found),
            user=asked.user.name,
            visible=asked.visible,
            today=date.today(),
        )  # fmt: skip
        decided = asked.review(connection)
    print_decided(terminal, decided, only=item)


@decisions.command()
@click.argument("document", type=int)
@_who_and_which
@click.pass_obj
def sign(terminal: Terminal, document: int, name: str, checklist_id: str | None) -> None:
    """Sign off DOCUMENT's review as a second person. 作为第二人签核。"""
    with terminal.services() as services, services.database.write() as connection:
        asked = _asked(connection, document, name, checklist_id)
        review = asked.review(connection)
        reviewing.sign_off(
            connection,
            document,
            asked.checklist,
            seen=Seen(review.version.id, review.newest_decision),
            user=asked.user.name,
            visible=asked.visible,
            today=date.today(),
        )
    terminal.say(f"{name} 已签核。", f"signed off by {name}.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who decides on what, with what that person may see."""

    document: Document
    user: User
    visible: Visible
    checklist: Checklist

    def review(self, connection: Connection) -> Review:
        """The review as it stands."""
        return review_of(connection, self.document.id, self.checklist, self.visible, date.today())


def _asked(connection: Connection, number: int, name: str, checklist_id: str | None) -> _Asked:
    """Raises NotFound, and Forbidden where the person may not edit the document's collection."""
    user, visible = owner_named(connection, name)
    document = get_document(connection, number, visible)
    if not may_edit(connection, user, document.collection_id):
        raise Forbidden(
            f"{name} 对这个合同集没有编辑权限。",
            f"{name} may not edit this document's collection.",
        )
    checklist = checklist_for(document, checklist_id, checklists_in_force(connection))
    return _Asked(document, user, visible, checklist)


def _reviews(connection: Connection, number: int) -> list[Review]:
    """The reviews of a document that somebody decided on; else the one made for it."""
    document = get_document(connection, number, EVERYTHING)
    checklists = checklists_in_force(connection)
    decided = {each.deed.checklist for each in decisions_of(connection, number, EVERYTHING)}
    wanted = [each for name, each in checklists.items() if name in decided]
    return [
        review_of(connection, number, each, EVERYTHING, date.today())
        for each in wanted or [checklist_for(document, None, checklists)]
    ]


def _last_of_all(connection: Connection) -> list[tuple[Document, Decision]]:
    """Document and last decision of each item that was decided on, withdrawn ones left out."""
    documents = {each.document.id: each.document for each in presences(connection, EVERYTHING)}
    last = {
        (each.document_id, each.deed.checklist, each.deed.item): each
        for each in sorted(every_decision(connection, EVERYTHING), key=lambda one: one.id)
    }
    return [
        (documents[each.document_id], each)
        for each in last.values()
        if each.kind is not DecisionKind.WITHDRAWN and each.document_id in documents
    ]
