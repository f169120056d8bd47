"""``clauses``: the library of model clauses."""

from pathlib import Path

import click

from contracts.clause_types import CLAUSE_TYPES, find_clause_type
from contracts.errors import NotFound
from contracts.model_clauses import Draft, Filing, ModelClause
from contracts.visibility import EVERYTHING
from store.model_clauses import add_model_clause, get_model_clause, list_model_clauses
from webapp.acting import COMMAND_LINE
from webapp.cli.terminal import FILE_TO_READ, Terminal, as_json, plain, shorten

QUOTE_COLUMNS = 72  # of a wording in the list


@click.group()
def clauses() -> None:
    """Show and extend the clause library of preferred wording. 条款库。"""


@clauses.command("list")
@click.option("--type", "typed", help="A clause type, by id or name. 条款类型。")
@as_json
@click.pass_obj
def list_(terminal: Terminal, typed: str | None, json_: bool) -> None:
    """List the model clauses in use. 列出在用的范本条款。"""
    wanted = [_type(typed)] if typed else None
    with terminal.services() as services, services.database.read() as connection:
        found = list_model_clauses(connection, EVERYTHING, clause_types=wanted)
    if json_:
        terminal.print_json([_as_json(each) for each in found])
        return
    for each in found:
        name = CLAUSE_TYPES[each.filing.clause_type].name(terminal.language)
        title, text = plain(each.filing.title), shorten(each.newest.text, QUOTE_COLUMNS)
        click.echo(f"{each.id}  {name}  {title}  {text}")


@clauses.command()
@click.argument("number", type=int)
@click.pass_obj
def show(terminal: Terminal, number: int) -> None:
    """Print a model clause, when to use it, and its versions. 显示范本条款。"""
    with terminal.services() as services, services.database.read() as connection:
        found = get_model_clause(connection, number, EVERYTHING)
    click.echo(click.style(plain(found.filing.title), bold=True))
    click.echo(plain(found.newest.text))
    if found.newest.when_to_use:
        terminal.say(
            f"何时使用：{plain(found.newest.when_to_use)}",
            f"When to use it: {plain(found.newest.when_to_use)}",
        )
    for version in found.versions[::-1]:
        source = f" ← {plain(version.source.title)}" if version.source else ""
        day = f"{version.made_at:%Y-%m-%d}"
        click.echo(f"  {version.number}  {day}  {plain(version.made_by)}{source}")


@clauses.command()
@click.argument("file", type=FILE_TO_READ)
@click.option("--type", "typed", required=True, help="Its clause type. 条款类型。")
@click.option("--title", required=True, help="Its title. 标题。")
@click.option("--in", "text_language", type=click.Choice(["zh", "en"]), default="zh",
              show_default=True, help="Its language. 文字的语言。")  # fmt: skip
@click.option("--label", "labels", multiple=True, help="A label. 标签。")
@click.pass_obj
def add(
    terminal: Terminal,
    file: Path,
    typed: str,
    title: str,
    text_language: str,
    labels: tuple[str, ...],
) -> None:
    """Add the wording in FILE (UTF-8) to the library. 收入文件中的文字。"""
    filing = Filing(_type(typed), text_language, title, labels)
    draft = Draft(file.read_text(encoding="utf-8-sig").strip())
    with terminal.services() as services, services.database.write() as connection:
        number = add_model_clause(connection, filing, draft, COMMAND_LINE, EVERYTHING)
    terminal.say(f"已收入条款库，编号 {number}。", f"Added as model clause {number}.")


def _type(typed: str) -> str:
    found = find_clause_type(typed)
    if found is None:
        raise NotFound(
            f"没有条款类型“{typed}”。类型列在 contracts/clause_types.yaml。",
            f"There is no clause type {typed}. They are listed in contracts/clause_types.yaml.",
        )
    return found


def _as_json(found: ModelClause) -> dict[str, object]:
    newest = found.newest
    return {
        "id": found.id,
        "type": found.filing.clause_type,
        "language": found.filing.language,
        "title": found.filing.title,
        "labels": found.filing.labels,
        "text": newest.text,
        "when_to_use": newest.when_to_use,
        "version": newest.number,
        "made_by": newest.made_by,
        "made_at": newest.made_at.isoformat(),
    }
