"""``show``: the outline of a document or a file, with the tags of its clauses."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from contracts.clause import RULES, Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document
from webapp.cli.basis import basis_name
from webapp.cli.tagged_file import being_read, tagged
from webapp.cli.terminal import Terminal, as_json, plain, shorten

OUTLINE_COLUMNS = 72  # of a clause without a heading


@click.command()
@click.argument("document_or_file")
@as_json
@click.pass_obj
def show(terminal: Terminal, document_or_file: str, json_: bool) -> None:
    """Show the outline of a document (its number) or a file, with tags. 显示条款结构和标签。

    Whatever the encoder has not read yet is read now. A file is not stored.
    """
    if document_or_file.isdecimal():
        shown = _stored(terminal, int(document_or_file))
    else:
        shown = _file(terminal, Path(document_or_file))
    if json_:
        terminal.print_json(_json(shown))
    else:
        _print_outline(terminal, shown)


@dataclass(frozen=True, slots=True)
class Outline:
    """What is shown: ``number`` is None for a file not stored, ``weights`` "" for rules alone."""

    number: int | None
    document: Document
    weights: str
    clauses: Sequence[Clause]
    tags: Mapping[str, Sequence[Tag]]


def _stored(terminal: Terminal, number: int) -> Outline:
    from webapp.cli.tagged_document import tagged_document

    with terminal.services() as services:
        found = tagged_document(terminal, services, number)
    return Outline(number, found.document, found.basis.weights, found.clauses, found.tags)


def _file(terminal: Terminal, path: Path) -> Outline:
    with being_read(terminal, path) as file:
        found = tagged(terminal, file)
    return Outline(None, found.document, found.weights, found.reading.clauses, found.tags)


def _json(shown: Outline) -> dict[str, Any]:
    return {
        "document": shown.number,
        "title": shown.document.title,
        "language": shown.document.language,
        "contract_type": shown.document.contract_type,
        "weights": shown.weights or RULES,
        "clauses": [
            _clause(clause, _kept(shown.tags.get(clause.id, ()))) for clause in shown.clauses
        ],
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


def _print_outline(terminal: Terminal, shown: Outline) -> None:
    document = shown.document
    by = basis_name(terminal, shown.weights)
    facts = " · ".join(filter(None, (document.contract_type, document.language, by)))
    number = f"  #{shown.number}" if shown.number else ""
    click.echo(f"{click.style(plain(document.title), bold=True)}{number}\n{facts}\n")
    depths: dict[str | None, int] = defaultdict(int)
    for clause in shown.clauses:
        depths[clause.id] = depths[clause.parent] + 1
        words = plain(clause.heading) or shorten(clause.body, OUTLINE_COLUMNS)
        names = ", ".join(_tag_name(terminal, tag) for tag in _kept(shown.tags.get(clause.id, ())))
        line = " ".join(filter(None, (clause.number_label, words)))
        click.echo("  " * (depths[clause.id] - 1) + line + (f"  [{names}]" if names else ""))


def _tag_name(terminal: Terminal, tag: Tag) -> str:
    definition = CLAUSE_TYPES[tag.clause_type]
    return terminal.words(definition.name_zh, definition.name_en) + ("?" if tag.weak else "")
