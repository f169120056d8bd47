"""``remedy``: what an import could not read, by cause, and what can be done about it."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import click

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from ingest.files.folder_files import name_of
from ingest.remedies import recognise, replace_file, skip, try_passwords
from ingest.run_control import reopen
from ingest.scans.recognition_lane import recognise_waiting
from ingest.troubles import Action, chosen, fit_for, troubles, version_ids
from ingest.upkeep.retry import retry
from store.import_items import ImportItem
from store.import_runs import items_of
from webapp.acting import COMMAND_LINE
from webapp.cli.progress import Bar
from webapp.cli.runs import say_counts
from webapp.cli.terminal import FILE_TO_READ, Terminal, plain
from webapp.services import Services, needed_recogniser

NO_LIMIT = float("inf")
SHOWN = 20


@click.group()
def remedy() -> None:
    """List files that could not be read, and fix them. 未能读取的文件及补救。"""


def _choice(command: Callable[..., Any]) -> Callable[..., Any]:
    """The import, and which of its files: one, those of one cause, or all."""
    command = click.option(
        "--cause-of", "like", type=int,
        help="Only items with the same cause as this one. 仅与此项原因相同的。",
    )(command)  # fmt: skip
    command = click.option("--item", type=int, help="Only this item. 仅此一项。")(command)
    return click.argument("run", type=int)(command)


@remedy.command("list")
@click.argument("run", type=int)
@click.pass_obj
def list_(terminal: Terminal, run: int) -> None:
    """List the files that need attention, by cause, with their item numbers. 按原因列出。"""
    with terminal.services() as services, services.database.read() as connection:
        found = troubles(items_of(connection, run, EVERYTHING))
    if not found:
        terminal.say("没有需要处理的文件。", "Nothing needs attention.")
    for trouble in found:
        click.echo(
            f"{len(trouble.items)} × "
            + terminal.words(trouble.failure.message_zh, trouble.failure.message_en)
        )
        actions = [*trouble.actions, *([Action.REPLACE] if len(trouble.items) == 1 else [])]
        terminal.say(f"  可用：{'、'.join(actions)}", f"  Remedies: {', '.join(actions)}")
        for item in trouble.items[:SHOWN]:
            click.echo(f"  {item.id}  {plain(item.path)}")
        if (more := len(trouble.items) - SHOWN) > 0:
            terminal.say(f"  另有 {more} 个", f"  and {more} more")


@remedy.command("retry")
@_choice
@click.pass_obj
def retry_(terminal: Terminal, run: int, item: int | None, like: int | None) -> None:
    """Read files again. 重新读取。"""
    with terminal.services() as services:
        versions = version_ids(_items(services, run, item, like))
        reopen(services.database, run)
        retry(services.database, versions, visible=EVERYTHING, asked_by=COMMAND_LINE)
        _read(terminal, services, run)


@remedy.command("passwords")
@_choice
@click.option(
    "--from", "source", type=click.File(encoding="utf-8"),
    help="A file with one password per line, or - for standard input; default: ask."
    " 密码文件，每行一个。",
)  # fmt: skip
@click.pass_obj
def passwords_(
    terminal: Terminal, run: int, item: int | None, like: int | None, source: Any
) -> None:
    """Try passwords on locked files. 用密码打开加密文件。

    Passwords are never an argument and are never stored. For each file that opens, an unlocked
    copy is kept beside the original and read.
    """
    if source is not None:
        passwords = [line for line in source.read().splitlines() if line]
    else:
        passwords = [click.prompt(terminal.words("密码", "Password"), hide_input=True, err=True)]
    with terminal.services() as services:
        locked = fit_for(Action.PASSWORDS, _items(services, run, item, like))
        tried = try_passwords(
            services.database, services.files, services.parsers, locked, passwords,
            tried_by=COMMAND_LINE, seconds=NO_LIMIT,
        )  # fmt: skip
        terminal.say(
            f"打开 {tried.opened} 个，{tried.locked} 个未能打开。",
            f"{tried.opened} opened; none of the passwords opens {tried.locked}.",
        )
        _read(terminal, services, run)


@remedy.command("recognise")
@_choice
@click.pass_obj
def recognise_(terminal: Terminal, run: int, item: int | None, like: int | None) -> None:
    """Recognise the text of scans, here and now. 识别扫描件的文字。"""
    with terminal.services() as services:
        recogniser = needed_recogniser(services.settings)
        scans = fit_for(Action.RECOGNISE, _items(services, run, item, like))
        recognise(services.database, version_ids(scans), COMMAND_LINE)
        recognise_waiting(
            services.database, services.files, services.parsers, recogniser,
            stop=Event(), until_idle=True,
        )  # fmt: skip
        _read(terminal, services, run)


@remedy.command("skip")
@_choice
@click.option("--reason", required=True, help="Why it can be skipped. 跳过的理由。")
@click.pass_obj
def skip_(terminal: Terminal, run: int, item: int | None, like: int | None, reason: str) -> None:
    """Skip a file; the receipt counts it as skipped. 跳过，并记入回执。"""
    with terminal.services() as services:
        skip(services.database, _items(services, run, item, like), reason, COMMAND_LINE)
        say_counts(terminal, services, run)


@remedy.command("replace")
@click.argument("run", type=int)
@click.argument("item", type=int)
@click.argument("file", type=FILE_TO_READ)
@click.pass_obj
def replace_(terminal: Terminal, run: int, item: int, file: Path) -> None:
    """Read FILE instead of the item's file. 用另一个文件替换。"""
    with terminal.services() as services, file.open("rb") as stream:
        (chosen_item,) = _items(services, run, item, None)
        replace_file(
            services.database, services.files, chosen_item, stream, name_of(file),
            replaced_by=COMMAND_LINE, size_limit=services.settings.upload_limit,
        )  # fmt: skip
        _read(terminal, services, run)


def _items(
    services: Services, run: int, one: int | None, like: int | None
) -> tuple[ImportItem, ...]:
    with services.database.read() as connection:
        found = chosen(items_of(connection, run, EVERYTHING), one=one, like=like)
    if not found:
        raise NotFound(
            f"没有这样的待处理文件。请看：tiaoli remedy list {run}",
            f"No such file needs attention. See: tiaoli remedy list {run}",
        )
    return found


def _read(terminal: Terminal, services: Services, run: int) -> None:
    from webapp.loading import read_waiting

    with Bar(terminal.words("读取", "reading  "), terminal.language) as bar:
        read_waiting(services, bar.show)
    say_counts(terminal, services, run)
