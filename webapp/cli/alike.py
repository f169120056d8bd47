"""``alike``: clauses found by meaning."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import click

from contracts.clause import Clause
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from searching.alike import Alike, like_clause, that_say
from searching.meaning import Reach, reach
from store.database import Connection
from store.documents import get_version
from store.readings import clauses_by_id
from webapp.cli.terminal import Terminal, as_json, plain, shorten
from webapp.services import Services

_CLAUSE_ID = re.compile(r"\d+\.\d+")
_WIDTH = 76  # hanzi: two lines of a wide terminal


@click.command()
@click.argument("wanted")
@as_json
@click.pass_obj
def alike(terminal: Terminal, wanted: str, json_: bool) -> None:
    """Find clauses by meaning. 按含义查找相似的条款。

    WANTED is a clause's id as search prints it (12.7), or what the clauses should say. Only what
    the encoder has read is found: the exact search finds everything.
    """
    with terminal.services() as services, services.database.read() as connection:
        found = _found(services, connection, wanted)
        read = reach(connection, services, EVERYTHING)
    if json_:
        terminal.print_json(_as_json(found, read))
        return
    for one in found:
        number = click.style(f"{one.likeness:.0%}", bold=True)
        place = " ".join(filter(None, (one.clause.number_label, one.clause.heading)))
        title = f"{plain(one.document.title)}  #{one.document.id}"
        click.echo(f"{number}  {title} · {plain(place)} · {one.clause.id}")
        click.echo(f"      {shorten(one.clause.body, _WIDTH)}")
    if not found:
        terminal.say("没有找到相似的条款。", "No clause is alike.")
    if read.found < read.documents:
        terminal.note(
            f"{read.documents} 份文件中，编码器已读 {read.found} 份，只在其中查找；"
            "tiaoli retag 可立即补读。",
            f"The encoder has read {read.found} of {read.documents} documents, and only these are "
            "looked through; tiaoli retag lets it read the others.",
        )


def _found(services: Services, connection: Connection, wanted: str) -> Sequence[Alike]:
    if services.sentences is None:
        raise NotFound(
            "未安装含义编码器的权重，无法按含义查找；请用 tiaoli search 按字词检索。",
            "No encoder of meaning is installed, so clauses can't be found by it; "
            "tiaoli search finds words.",
        )
    if not _CLAUSE_ID.fullmatch(wanted):
        return that_say(connection, services, wanted, EVERYTHING)
    clause = _clause(connection, wanted)
    document = get_version(connection, clause.version_id, EVERYTHING).document_id
    found = like_clause(connection, services, clause, document, EVERYTHING)
    if found is None:
        raise NotFound(
            f"编码器还没有读过条款 {wanted}，或者它的内容太少。补读请用 tiaoli retag。",
            f"The encoder has not read clause {wanted}, or it says too little. "
            "tiaoli retag lets it be read.",
        )
    return found


def _clause(connection: Connection, wanted: str) -> Clause:
    clause = clauses_by_id(connection, [wanted], EVERYTHING).get(wanted)
    if clause is None:
        raise NotFound(
            f"没有编号为 {wanted} 的条款；编号见 tiaoli search 的结果。",
            f"There is no clause {wanted}; tiaoli search prints the ids.",
        )
    return clause


def _as_json(found: Sequence[Alike], read: Reach) -> Mapping[str, Any]:
    return {
        "found": [
            {
                "document": one.document.id,
                "title": one.document.title,
                "clause": one.clause.id,
                "number_label": one.clause.number_label,
                "heading": one.clause.heading,
                "text": one.clause.text,
                "likeness": one.likeness,
                "by_word": one.by_word,
            }
            for one in found
        ],
        "documents": read.documents,
        "documents_read": read.found,
    }
