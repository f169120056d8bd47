"""``show``: a document's outline with the tags of its clauses."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import click

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document, Version
from contracts.errors import NotFound
from contracts.visibility import Visible
from ingest.basis import Basis
from store.database import Connection
from store.documents import get_document, newest_readable
from store.readings import clauses_of, tags_of
from webapp.cli.terminal import Terminal, as_json, plain, shorten
from webapp.cli.waiting import basis_name, read_by_encoder

EVERYTHING = Visible.everything()
OUTLINE_COLUMNS = 72  # of a clause without a heading


@click.command()
@click.argument("document", type=int)
@as_json
@click.pass_obj
def show(terminal: Terminal, document: int, json_: bool) -> None:
    """Show a document's outline with the tags of its clauses. 显示文件的条款结构和标签。

    What the encoder hasn't read yet it reads now.
    """
    with terminal.services() as services:
        with services.database.read() as connection:
            found = get_document(connection, document, EVERYTHING)
            version = readable_version(connection, found)
        basis = read_by_encoder(terminal, services, version)
        with services.database.read() as connection:
            clauses = clauses_of(connection, version.id, EVERYTHING)
            tags = tags_of(connection, version.id, EVERYTHING)
    if json_:
        terminal.print_json(_shown(found, basis, clauses, tags))
    else:
        _print_outline(terminal, found, basis, clauses, tags)


def readable_version(connection: Connection, document: Document) -> Version:
    """The newest version that could be read; NotFound where there is none."""
    version = newest_readable(connection, document.id, EVERYTHING)
    if version is None:
        raise NotFound(
            f"文件 #{document.id}“{document.title}”没有可读的版本，原因见它的网页。",
            f"Document #{document.id} ({document.title}) has no version that could be read; "
            "its page says why.",
        )
    return version


def _shown(
    document: Document,
    basis: Basis,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "language": document.language,
        "contract_type": document.contract_type,
        "weights": basis.name,
        "clauses": [_clause(clause, _kept(tags.get(clause.id, ()))) for clause in clauses],
    }


def _clause(clause: Clause, tags: Sequence[Tag]) -> dict[str, Any]:
    return {
        "id": clause.id,
        "parent": clause.parent,
        "number_label": clause.number_label,
        "number_path": clause.number_path,
        "heading": clause.heading,
        "text": clause.text,
        "page": clause.page,
        "tags": [
            {
                "type": tag.clause_type,
                "score": round(tag.score, 3),
                "source": tag.source,
                "weak": tag.weak,
            }
            for tag in tags
        ],
    }


def _kept(tags: Sequence[Tag]) -> list[Tag]:
    """The tags that a clause bears; candidates were rejected."""
    return [tag for tag in tags if tag.strength is not Strength.CANDIDATE]


def _print_outline(
    terminal: Terminal,
    document: Document,
    basis: Basis,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> None:
    by = basis_name(terminal, basis.weights)
    facts = " · ".join(filter(None, (document.contract_type, document.language, by)))
    click.echo(f"{click.style(plain(document.title), bold=True)}  #{document.id}\n{facts}\n")
    depths: dict[str | None, int] = defaultdict(int)
    for clause in clauses:
        depths[clause.id] = depths[clause.parent] + 1
        words = plain(clause.heading) or shorten(clause.body, OUTLINE_COLUMNS)
        names = ", ".join(_tag_name(terminal, tag) for tag in _kept(tags.get(clause.id, ())))
        line = " ".join(filter(None, (clause.number_label, words)))
        click.echo("  " * (depths[clause.id] - 1) + line + (f"  [{names}]" if names else ""))


def _tag_name(terminal: Terminal, tag: Tag) -> str:
    definition = CLAUSE_TYPES[tag.clause_type]
    return terminal.words(definition.name_zh, definition.name_en) + ("?" if tag.weak else "")
