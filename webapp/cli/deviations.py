"""``deviations``: which contracts deviate from a template on one subject."""

from dataclasses import dataclass
from typing import Any

import click

from compare.deviating_contracts import (
    Deviating,
    KnownShares,
    Question,
    by_deviation,
    compare_next,
    contracts_to_compare,
    deviation_of,
    question_on,
)
from compare.deviation import deviating_pairs
from compare.pairs import Flag, Pair
from compare.side import Side
from contracts.clause_types import CLAUSE_TYPES, find_clause_type
from contracts.document import Version
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from review.checklist import ChecklistItem
from review.house_checklists import checklists_in_force
from store.database import Connection
from store.documents import get_document, get_version
from store.presence import DocumentPresence
from webapp.cli.compare_json import items_as_json, pair_as_json
from webapp.cli.compare_text import print_pair
from webapp.cli.named import collection_named
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, as_json, plain
from webapp.comparisons.advice import items_on, types_of
from webapp.comparisons.sides import side_of_version, version_to_compare


@dataclass(frozen=True, slots=True)
class _Listed:
    """A contract, what it says otherwise, and what the checklist falls back on."""

    found: Deviating
    version: Version
    pairs: tuple[Pair, ...]
    items: tuple[ChecklistItem, ...]


@click.command()
@click.argument("template", type=int)
@click.argument("clause_type")
@as_json
@click.option("--collection", help="Only contracts of this collection. 只看这个合同集。")
@click.pass_obj
def deviations(
    terminal: Terminal, *, template: int, clause_type: str, json_: bool, collection: str | None
) -> None:
    """Rank contracts by how far they deviate from TEMPLATE. 按偏离范本的程度列出合同。

    TEMPLATE is the number of a stored document, CLAUSE_TYPE a type of its clauses by its name or
    id (违约责任). All contracts of the template's type are compared.
    TEMPLATE 是文件编号，CLAUSE_TYPE 是条款类型的名称，如“违约责任”。
    """
    with terminal.services() as services, services.database.read() as connection:
        document = get_document(connection, template, EVERYTHING)
        version = version_to_compare(connection, template, None, EVERYTHING)
        side = side_of_version(connection, version, EVERYTHING)
        wanted = _clause_type(clause_type, side)
        place = collection_named(connection, collection) if collection else None
        question = question_on(side, version.id, wanted)
        contracts = contracts_to_compare(connection, document, place, EVERYTHING)
        checklists = checklists_in_force(connection)
        listed = [
            _Listed(
                each,
                get_version(connection, each.version_id, EVERYTHING),
                _pairs(connection, question, each),
                items_on(frozenset({wanted}), each.document, checklists),
            )
            for each in _compared(terminal, connection, question, contracts)
        ]
    if json_:
        contracts_json = list(map(_json, listed))
        found = {"template": template, "clause_type": wanted, "contracts": contracts_json}
        terminal.print_json(found)
        return
    for each in listed:
        _print(terminal, each)
    deviating = sum(bool(each.found.share) for each in listed)
    terminal.say(
        f"比较 {len(listed)} 份合同，{deviating} 份有偏离",
        f"{deviating} of {len(listed)} contracts deviate",
    )


def _clause_type(name: str, template: Side) -> str:
    held = types_of(template)
    found = find_clause_type(name)
    if found not in held:
        known = "、".join(CLAUSE_TYPES[each].name_zh for each in held)
        in_english = ", ".join(held)
        raise NotFound(
            f"范本中没有“{name}”类条款。范本中有：{known}。",
            f"The template has no clause of the type {name}. It has: {in_english}.",
        )
    return found


def _compared(
    terminal: Terminal,
    connection: Connection,
    question: Question,
    contracts: list[DocumentPresence],
) -> list[Deviating]:
    """All of the contracts, compared with a progress bar, those that deviate most first."""
    known = KnownShares()
    with Bar(terminal.words("比对", "compared"), terminal.language) as bar:
        for done in compare_next(connection, question, contracts, EVERYTHING, known):
            bar.show(done, len(contracts))
    return by_deviation(question, contracts, known)


def _pairs(connection: Connection, question: Question, found: Deviating) -> tuple[Pair, ...]:
    """What the contract says otherwise; nothing to look for where no word differs."""
    if not found.share:
        return ()
    version = get_version(connection, found.version_id, EVERYTHING)
    contract = side_of_version(connection, version, EVERYTHING)
    links = deviation_of(question, contract).links
    return deviating_pairs(question.template, contract, links)


def _json(listed: _Listed) -> dict[str, Any]:
    found = listed.found
    return {
        "document": found.document.id,
        "version": listed.version.number,
        "title": found.document.title,
        "share": round(found.share, 4),
        "material": sum(Flag.MATERIAL in pair.flags for pair in listed.pairs),
        "pairs": [pair_as_json(pair, (), scanned=False) for pair in listed.pairs],
        "checklist": items_as_json(listed.items),
    }


def _print(terminal: Terminal, listed: _Listed) -> None:
    document = listed.found.document
    click.echo(
        f"{listed.found.share:4.0%}  #{document.id} {click.style(plain(document.title), bold=True)}"
    )
    for pair in listed.pairs:
        print_pair(terminal, pair)
    for item in listed.items if listed.pairs else ():
        wording = item.fallback_wording.text(document.language)
        click.echo(f"    → {item.question.text(terminal.language)} {wording}")
