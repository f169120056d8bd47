"""``check``, ``repair``, ``reindex``, ``retry``: finding out what is wrong, and mending it."""

from collections.abc import Sequence

import click

from contracts.visibility import EVERYTHING
from ingest import indexer
from ingest.progress import unwatched
from ingest.upkeep.check import check as find_problems
from ingest.upkeep.problems import Problem
from ingest.upkeep.repair import repair as mend
from ingest.upkeep.retry import retry as read_again
from searching.meaning import catch_up_directions
from store.documents import get_version
from webapp.acting import COMMAND_LINE
from webapp.cli.terminal import Terminal, counted, plain
from webapp.cli.waiting import say_basis
from webapp.services import Services


@click.command()
@click.pass_obj
@click.pass_context
def check(context: click.Context, terminal: Terminal) -> None:
    """Compare originals, database and index. 核对原件、数据库和索引。

    Reads every original. The exit code is 0 if all is well, else 1.
    """
    with terminal.services() as services:
        problems = _problems(services)
        say_basis(terminal, services)
    _print_problems(terminal, problems)
    if problems:
        context.exit(1)
    terminal.say("没有问题。", "Nothing is wrong.")


@click.command()
@click.pass_obj
@click.pass_context
def repair(context: click.Context, terminal: Terminal) -> None:
    """Repair what check finds; originals are never deleted. 修复 check 发现的问题。

    The exit code is 0 if nothing is left for a person to do, else 1.
    """
    with terminal.services() as services:
        mended = mend(services.database, services.files, services.index, weights=services.weights)
        _read_waiting(services)
        left = _problems(services)
    terminal.say(f"已修复 {len(mended)} 处。", f"{len(mended)} mended.")
    _print_problems(terminal, mended)
    if left:
        terminal.say(f"\n仍有 {len(left)} 处需要人工处理：", f"\n{len(left)} left for a person:")
        _print_problems(terminal, left)
        context.exit(1)


@click.command()
@click.pass_obj
def reindex(terminal: Terminal) -> None:
    """Rebuild the search index from the database. 由数据库重建检索索引。

    Searches use the old index until the new one is ready.
    """
    with terminal.services() as services:
        documents = indexer.rebuild(services.database, services.index)
        services.directions.clear()
        catch_up_directions(services.database, services)
        _read_waiting(services)
    terminal.say(
        f"已重建索引：{documents} 份文件。", f"Reindexed {counted(documents, 'document')}."
    )


@click.command()
@click.argument("versions", nargs=-1, type=int)
@click.pass_obj
@click.pass_context
def retry(context: click.Context, terminal: Terminal, versions: tuple[int, ...]) -> None:
    """Retry files that could not be read: all, or VERSIONS. 重新读取未能读取的文件。

    Use it after an upgrade, or after restoring a lost original. The exit code is 0 where all can be
    read now, else 1.
    """
    with terminal.services() as services:
        chosen = read_again(services.database, versions, visible=EVERYTHING, asked_by=COMMAND_LINE)
        _read_waiting(services)
        with services.database.read() as connection:
            read = [get_version(connection, version, EVERYTHING) for version in chosen]
    failed = [(version, version.failure) for version in read if version.failure]
    terminal.say(
        f"重新读取 {len(read)} 个版本，{len(failed)} 个仍未能（完整）读取。",
        f"Read again: {len(read)}; still unread, wholly or in part: {len(failed)}.",
    )
    for version, failure in failed:
        message = terminal.words(failure.message_zh, failure.message_en)
        terminal.say(
            f"  版本 {version.id}（{plain(version.file_name)}）：{message}",
            f"  Version {version.id} ({plain(version.file_name)}): {message}",
        )
    if failed:
        context.exit(1)


def _read_waiting(services: Services) -> None:
    from webapp.loading import read_waiting

    read_waiting(services, unwatched)


def _problems(services: Services) -> list[Problem]:
    here = services
    return find_problems(here.database, here.files, here.index, weights=here.weights)


def _print_problems(terminal: Terminal, problems: Sequence[Problem]) -> None:
    for problem in problems:
        terminal.say(f"  {plain(problem.message_zh)}", f"  {plain(problem.message_en)}")
