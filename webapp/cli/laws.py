"""``laws``: the register of laws, and the house's edits of it, at the terminal.

What is imported or set becomes a draft first, as on the page.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from contracts.errors import InvalidData
from contracts.laws import SHIPPED_LAWS, Law, LawRegister
from contracts.visibility import EVERYTHING
from review.house_changes import newly_affected, parts_edited
from review.house_checklists import checklists_in_force
from review.house_laws import LAW_DRAFTS, law_named, laws_in_force, laws_read, laws_text, unlike
from review.law_fields import LAW, law_edited, texts_of_law
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


@click.group()
def laws() -> None:
    """Show and edit the law register. 法律登记及其修改。"""


@laws.command("list")
@as_json
@click.pass_obj
def list_(terminal: Terminal, json_: bool) -> None:
    """List registered laws and drafts. 列出登记的法律和草稿。"""
    register, kept = rules_here(terminal).laws, versions_here(terminal, Kind.LAW)
    if json_:
        rows = [_json(law, kept.get(law.name, ())) for law in register.laws]
        terminal.print_json({"laws": rows})
        return
    for law in register.laws:
        end = law.repealed_on or law.renumbered_from
        mark = terminal.words("废止", "repealed") if law.repealed_on else "§"
        ended = f"  {mark} {end}" if end else ""
        said = state(terminal, kept.get(law.name, ()))
        click.echo(f"{plain(law.name)}  {law.in_force_from}{ended}  {said}".rstrip())
    for name in kept:
        if name not in register.by_name:
            terminal.say(f"{plain(name)}  仅有草稿", f"{plain(name)}  draft only")


def _json(law: Law, versions: Sequence[HouseVersion]) -> dict[str, Any]:
    return {
        "name": law.name,
        "name_en": law.name_en,
        "short_names": list(law.short_names),
        "in_force_from": _day(law.in_force_from),
        "articles": law.articles,
        "renumbered_from": _day(law.renumbered_from),
        "repealed_on": _day(law.repealed_on),
        "replaced_by": law.replaced_by if law.repealed_on else None,
        "source": str(law.source) if law.source else None,
        "checked_in": list(law.checked_in),
        "shipped": law.name in SHIPPED_LAWS.by_name,
        **version_numbers(versions),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@laws.command()
@click.argument("name", metavar="LAW")
@as_json
@click.pass_obj
def show(terminal: Terminal, name: str, json_: bool) -> None:
    """Show the entry for LAW, given any of its names. 显示一条法律登记。"""
    law = law_named(rules_here(terminal).laws, name)
    if json_:
        terminal.print_json({"law": _json(law, ())})
        return
    texts = texts_of_law(law, terminal.language)
    for field in LAW:
        if texts[field.name]:
            said = plain(texts[field.name].replace("\n", terminal.words("；", "; ")))
            click.echo(f"{field.title.text(terminal.language)}: {said}")


@laws.command()
@click.option(
    "--output",
    type=FILE_TO_WRITE,
    default=Path("laws.yaml"),
    show_default=True,
    help="The file. 写到哪个文件。",
)
@click.pass_obj
def export(terminal: Terminal, output: Path) -> None:
    """Export the register to a YAML file for editing. 导出法律登记。"""
    write_and_tell(terminal, output, laws_text(rules_here(terminal).laws.laws).encode())


@laws.command()
@EDITED_FILE
@click.pass_obj
def check(terminal: Terminal, file: Path) -> None:
    """Check FILE and show what it would change; save nothing. 检查文件会改什么，不保存。"""
    edited = unlike(laws_read(file.read_bytes(), file.name), rules_here(terminal).laws)
    if not terminal.has_data():
        _print_edits(terminal, SHIPPED_LAWS, edited)
        return
    with terminal.services() as services, services.database.read() as connection:
        _print_changes(terminal, connection, edited)


@laws.command("import")
@EDITED_FILE
@taking_over
@click.pass_obj
def import_(terminal: Terminal, file: Path, *, in_force: bool, replace: bool) -> None:
    """Save the changes in FILE as drafts, one per law. 把改动导入为草稿。"""
    read = laws_read(file.read_bytes(), file.name)
    with terminal.services() as services, services.database.write() as connection:
        edited = unlike(read, laws_in_force(connection))
        _keep(terminal, connection, edited, in_force=in_force, replace=replace)


@laws.command("set")
@click.argument("name", metavar="LAW")
@click.argument("fields", metavar="FIELD=VALUE", nargs=-1, required=True)
@taking_over
@click.pass_obj
def set_(
    terminal: Terminal, *, name: str, fields: Sequence[str], in_force: bool, replace: bool
) -> None:
    """Edit fields of LAW, or add a law: repealed_on=2027-01-01. 修改或新增一条登记。

    The fields are those of laws.yaml; FIELD= with no value empties it. 字段同导出，“字段=”为清空。
    """
    with terminal.services() as services, services.database.write() as connection:
        known = laws_in_force(connection).find(name)
        edited = law_edited(known, name, dict(map(_given, fields)))
        _keep(terminal, connection, [edited], in_force=in_force, replace=replace)


@laws.command("put-in-force")
@click.argument("name", metavar="LAW")
@click.pass_obj
def put_in_force(terminal: Terminal, name: str) -> None:
    """Put the draft of LAW in force. 启用草稿。"""
    with terminal.services() as services, services.database.write() as connection:
        put_draft_in_force(terminal, connection, LAW_DRAFTS, name)


@laws.command()
@click.argument("name", metavar="LAW")
@click.pass_obj
def end(terminal: Terminal, name: str) -> None:
    """Return to the shipped entry. 停用本单位的版本。"""
    end_version(terminal, LAW_DRAFTS, name)


def _given(typed: str) -> tuple[str, str]:
    """A field's name and text. Raises InvalidData naming the fields that there are."""
    name, sign, text = typed.partition("=")
    known = [field.name for field in LAW if field.name != "name"]
    if not sign or name not in known:
        raise InvalidData(
            f"“{typed}”不是“字段=值”。字段有：{'、'.join(known)}。",
            f"{typed!r} isn't FIELD=VALUE. The fields: {', '.join(known)}.",
        )
    return name, text


def _keep(
    terminal: Terminal,
    connection: Connection,
    edited: Sequence[Law],
    *,
    in_force: bool,
    replace: bool,
) -> None:
    _print_changes(terminal, connection, edited)
    for law in edited:
        keep_as_draft(
            terminal, connection, LAW_DRAFTS, law, "laws", in_force=in_force, replace=replace
        )


def _print_changes(terminal: Terminal, connection: Connection, edited: Sequence[Law]) -> None:
    _print_edits(terminal, laws_in_force(connection), edited)
    checklists = checklists_in_force(connection)
    today = date.today()
    reviews = {
        (affected.document.id, affected.checklist.id)
        for law in edited
        for affected in newly_affected(connection, EVERYTHING, today, checklists, law)
    }
    print_affected(terminal, len(reviews))


def _print_edits(terminal: Terminal, register: LawRegister, edited: Sequence[Law]) -> None:
    for law in edited:
        before = register.by_name.get(law.name)
        parts = f"  [{', '.join(parts_edited(before, law))}]" if before else ""
        mark = terminal.words("修改", "edited") if before else terminal.words("新增", "new")
        click.echo(f"{mark}  {plain(law.name)}{parts}")
    terminal.say(f"{len(edited)} 处改动。", f"{counted(len(edited), 'law')} changed.")
