"""``tag``: which tags the clauses of a document bear, and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from contracts.clause import Clause, Strength
from contracts.clause_types import CLAUSE_TYPES
from contracts.tag_reasons import TAG_REASONS
from ingest.tags.explaining import Explained, explain_tags
from ingest.tags.text_scoring import Encoder
from webapp.cli.basis import basis_name
from webapp.cli.progress import Bar
from webapp.cli.tagged_document import TaggedDocument, tagged_document
from webapp.cli.terminal import Terminal, as_json, plain, shorten

TITLE_COLUMNS = 72  # of a clause without a heading
STRENGTHS = {
    Strength.OPERATIVE: ("●", "有规定", "provides"),
    Strength.WEAK: ("◐", "仅涉及", "touches"),
    Strength.CANDIDATE: ("–", "不算", "rejected"),
}
SOURCES = {"rule": ("规则", "rule"), "model": ("编码器", "encoder"), "person": ("人工", "person")}


@click.command()
@click.argument("document", type=int)
@click.option(
    "--explain", is_flag=True,
    help="Say why each tag was given or rejected, with the words. 说明每个类型的理由和依据的文字。",
)  # fmt: skip
@as_json
@click.pass_obj
def tag(terminal: Terminal, document: int, explain: bool, json_: bool) -> None:
    """Show the tags of a document's clauses, and why. 显示文件各条款的类型和理由。"""
    with terminal.services() as services:
        found = tagged_document(terminal, services, document)
        encoder = services.encoder if explain else None
        explained = _explained(terminal, encoder, found.clauses, found.tags)
    if not explain:
        explained = [one for one in explained if one.tag.strength is not Strength.CANDIDATE]
    if json_:
        terminal.print_json(_tagged(found, explained))
        return
    click.echo(f"{click.style(plain(found.document.title), bold=True)}  #{document}")
    click.echo(basis_name(terminal, found.basis.weights))
    for clause in found.clauses:
        held = [one for one in explained if one.clause.id == clause.id]
        if held:
            _print_clause(terminal, clause, held, explain=explain)


def _explained(
    terminal: Terminal,
    encoder: Encoder | None,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Any]],
) -> list[Explained]:
    if encoder is None:
        return list(explain_tags(None, clauses, tags))
    total = sum(map(len, tags.values()))
    explained: list[Explained] = []
    with Bar(terminal.words("说明", "explaining"), terminal.language) as bar:
        for one in explain_tags(encoder, clauses, tags):
            explained.append(one)
            bar.show(len(explained), total)
    return explained


def _tagged(found: TaggedDocument, explained: Sequence[Explained]) -> dict[str, Any]:
    return {
        "document": found.document.id,
        "title": found.document.title,
        "weights": found.basis.name,
        "clauses": [
            {
                "id": clause.id,
                "number_label": clause.number_label,
                "heading": clause.heading,
                "text": clause.text,
                "tags": [_tag(one) for one in explained if one.clause.id == clause.id],
            }
            for clause in found.clauses
        ],
    }


def _tag(one: Explained) -> dict[str, Any]:
    reason = TAG_REASONS[one.tag.reason]
    return {
        "type": one.tag.clause_type,
        "score": round(one.tag.score, 3),
        "strength": one.tag.strength,
        "source": one.tag.source,
        "reason": one.tag.reason,
        "message_zh": reason.zh,
        "message_en": reason.en,
        "words": one.words,
    }


def _print_clause(
    terminal: Terminal, clause: Clause, held: Iterable[Explained], *, explain: bool
) -> None:
    name = plain(clause.heading) or shorten(clause.body, TITLE_COLUMNS)
    title = " ".join(filter(None, (clause.number_label, name)))
    click.echo(f"\n{click.style(title, bold=True)}")
    for one in held:
        mark, zh, en = STRENGTHS[one.tag.strength]
        definition = CLAUSE_TYPES[one.tag.clause_type]
        type_name = terminal.words(definition.name_zh, definition.name_en)
        source = terminal.words(*SOURCES[one.tag.source])
        strength = terminal.words(zh, en)
        click.echo(f"  {mark} {type_name}  {strength} {one.tag.score:.2f} · {source}")
        if explain:
            reason = TAG_REASONS[one.tag.reason]
            quotes = dict.fromkeys(
                plain(clause.text[start:end].strip()) for start, end in one.words
            )
            words = terminal.words("、", ", ").join(f"“{quote}”" for quote in quotes if quote)
            why = terminal.words(reason.zh, reason.en)
            click.echo(f"      {why}{terminal.words('：', ': ') if words else ''}{words}")
