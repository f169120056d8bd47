"""``checklists``: what the house edits, at the terminal: list, export, check, import, put in force.

What is imported becomes a draft first, as on the page.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from contracts.visibility import EVERYTHING
from review.checklist import SHIPPED, Checklist, Checklists
from review.checklist_files import FORMS, checklist_file
from review.checklist_reading import read_checklist
from review.choice import named
from review.house_changes import Edit, ItemEdit, item_edits, newly_affected
from review.house_checklists import CHECKLIST_DRAFTS, checklists_in_force
from store.database import Connection
from store.house_versions import HouseVersion, Kind
from webapp.cli.files import write_and_tell
from webapp.cli.house_rules import (
    EDITED_FILE,
    end_version,
    keep_as_draft,
    print_affected,
    put_draft_in_force,
    state,
    taking_over,
    version_numbers,
    versions_here,
)
from webapp.cli.rules_here import rules_here
from webapp.cli.terminal import FILE_TO_WRITE, Terminal, as_json, counted, plain

EDITS = {
    Edit.ADDED: ("新增", "new"),
    Edit.REMOVED: ("移除", "gone"),
    Edit.CHANGED: ("修改", "edited"),
}


@click.group()
def checklists() -> None:
    """Show and edit checklists. 审查清单及其修改。"""


@checklists.command("list")
@as_json
@click.pass_obj
def list_(terminal: Terminal, json_: bool) -> None:
    """List the checklists in force, and the drafts. 列出在用的清单和草稿。"""
    known, kept = rules_here(terminal).checklists, versions_here(terminal, Kind.CHECKLIST)
    if json_:
        names = [*known, *(name for name in kept if name not in known)]
        rows = [_json(name, known, kept.get(name, ())) for name in names]
        terminal.print_json({"checklists": rows})
        return
    for checklist in known.values():
        said = state(terminal, kept.get(checklist.id, ()))
        name = plain(checklist.name(terminal.language))
        click.echo(f"{checklist.id:24} {len(checklist.items):3}  {name}  {said}")
    for name in kept:
        if name not in known:
            terminal.say(f"{name:24}      仅有草稿", f"{name:24}      draft only")


def _json(name: str, known: Checklists, versions: Sequence[HouseVersion]) -> dict[str, Any]:
    checklist = known.get(name)
    return {
        "id": name,
        "name_zh": checklist and checklist.name_zh,
        "name_en": checklist and checklist.name_en,
        "items": checklist and len(checklist.items),
        "shipped": name in SHIPPED,
        **version_numbers(versions),
    }


@checklists.command()
@click.argument("name", metavar="ID")
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), default="xlsx", show_default=True,
    help="A workbook to edit, or YAML. 工作簿或 YAML。",
)  # fmt: skip
@click.option("--version", "number", type=int, help="A version number, or draft. 某一版本或草稿。")
@click.option(
    "--output",
    type=FILE_TO_WRITE,
    help="The file; default: named after the checklist, in this folder. 写到哪个文件。",
)
@click.pass_obj
def export(
    terminal: Terminal, *, name: str, form: str, number: int | None, output: Path | None
) -> None:
    """Export checklist ID to a file for editing. 导出清单。"""
    if number is None:
        checklist = named(rules_here(terminal).checklists, name)
    else:
        with terminal.services() as services, services.database.read() as connection:
            checklist = CHECKLIST_DRAFTS.version_of(connection, name, number).content
    path = output or Path(f"{name}.{form}")
    write_and_tell(terminal, path, checklist_file(checklist, form, terminal.language))


@checklists.command()
@EDITED_FILE
@click.pass_obj
def check(terminal: Terminal, file: Path) -> None:
    """Check FILE and show what it would change; save nothing. 检查文件会改什么，不保存。"""
    edited = read_checklist(file.read_bytes(), file.name)
    if not terminal.has_data():
        _print_edits(terminal, item_edits(SHIPPED.get(edited.id), edited))
        return
    with terminal.services() as services, services.database.read() as connection:
        _print_changes(terminal, connection, edited)


@checklists.command("import")
@EDITED_FILE
@taking_over
@click.pass_obj
def import_(terminal: Terminal, file: Path, *, in_force: bool, replace: bool) -> None:
    """Save FILE as a draft of the checklist with its id. 导入为草稿。"""
    edited = read_checklist(file.read_bytes(), file.name)
    with terminal.services() as services, services.database.write() as connection:
        _print_changes(terminal, connection, edited)
        keep_as_draft(
            terminal, connection, CHECKLIST_DRAFTS, edited, "checklists",
            in_force=in_force, replace=replace,
        )  # fmt: skip


@checklists.command("put-in-force")
@click.argument("name", metavar="ID")
@click.pass_obj
def put_in_force(terminal: Terminal, name: str) -> None:
    """Put the draft of checklist ID in force. 启用草稿。"""
    with terminal.services() as services, services.database.write() as connection:
        put_draft_in_force(terminal, connection, CHECKLIST_DRAFTS, name)


@checklists.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def end(terminal: Terminal, name: str) -> None:
    """Return to the shipped version. 停用本单位的版本。"""
    end_version(terminal, CHECKLIST_DRAFTS, name)


def _print_changes(terminal: Terminal, connection: Connection, edited: Checklist) -> None:
    known = checklists_in_force(connection)
    _print_edits(terminal, item_edits(known.get(edited.id), edited))
    found = newly_affected(connection, EVERYTHING, date.today(), known, edited)
    print_affected(terminal, len(found))


def _print_edits(terminal: Terminal, edits: Sequence[ItemEdit]) -> None:
    for each in edits:
        parts = f"  [{', '.join(each.parts)}]" if each.parts else ""
        question = plain(each.item.question.text(terminal.language))
        click.echo(f"{terminal.words(*EDITS[each.edit])}  {each.item.id}  {question}{parts}")
    terminal.say(f"{len(edits)} 处改动。", f"{counted(len(edits), 'item')} changed.")
