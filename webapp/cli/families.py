"""``families``: documents of one contract, offered and decided."""

import click

from compare.family_offers import (
    ROLES,
    decide,
    families,
    fingerprint_what_lacks_one,
    with_texts_compared,
)
from contracts.name_hints import Role
from contracts.visibility import EVERYTHING
from store.documents import get_document
from store.kinships import Fingerprinted
from webapp.acting import COMMAND_LINE
from webapp.cli.terminal import Terminal, plain

APART = "apart"


@click.group(invoke_without_command=True)
@click.pass_obj
@click.pass_context
def families_(context: click.Context, terminal: Terminal) -> None:
    """Group drafts, scans and amendments of the same contract. 归并同一合同的文件。

    Undecided groups come first, marked with a question mark.
    """
    if context.invoked_subcommand is not None:
        return
    with terminal.services() as services:
        fingerprint_what_lacks_one(services.database)
        with services.database.read() as connection:
            offers = families(connection, EVERYTHING)
            found = with_texts_compared(connection, offers, EVERYTHING)
    if not found:
        terminal.say("没有同族的文件。", "Nothing seems to belong together.")
    for offer in found:
        click.echo(_line(offer.head))
        for document, relative in offer.relatives:
            role = terminal.words(*ROLES[relative.role])
            click.echo(f"  {role}? {relative.likeness:.0%}  {_line(document)}")
        for document, kinship in offer.decided:
            if kinship.role is not None:
                click.echo(f"  {terminal.words(*ROLES[kinship.role])}  {_line(document)}")


@families_.command("decide")
@click.argument("head", type=int)
@click.argument("relative", type=int)
@click.argument("role", type=click.Choice([*(each.value for each in Role), APART]))
@click.pass_obj
def decide_(terminal: Terminal, head: int, relative: int, role: str) -> None:
    """Record how document RELATIVE relates to HEAD. 确认两份文件的关系，apart 为不是同一合同。"""
    with terminal.services() as services, services.database.write() as connection:
        for document_id in (head, relative):
            get_document(connection, document_id, EVERYTHING)
        decide(
            connection, [head, relative], head, relative,
            None if role == APART else Role(role), COMMAND_LINE,
        )  # fmt: skip
    terminal.say("已保存。", "Kept.")


def _line(document: Fingerprinted) -> str:
    return f"#{document.document_id} {plain(document.title)}  ({plain(document.file_name)})"
