"""``runs``: the imports and how they go; pausing, resuming, cancelling one."""

from pathlib import Path

import click

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from ingest.run_control import cancel, pause, progress_of, resume
from store.import_runs import ImportRun, RunState, counts_of, get_run, list_runs
from webapp.acting import COMMAND_LINE
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, plain
from webapp.durations import in_words
from webapp.services import Services

STATES = {
    RunState.RUNNING: ("进行中", "in progress"),
    RunState.PAUSED: ("已暂停", "paused"),
    RunState.CANCELLED: ("已取消", "cancelled"),
}
SHOWN = 20


@click.group(invoke_without_command=True)
@click.pass_obj
@click.pass_context
def runs(context: click.Context, terminal: Terminal) -> None:
    """Show recent imports and their progress. 最近的导入及其进度。"""
    if context.invoked_subcommand is None:
        with terminal.services() as services, services.database.read() as connection:
            for run in list_runs(connection, EVERYTHING, limit=SHOWN):
                counts = counts_of(connection, run.id, EVERYTHING)
                going = progress_of(connection, run, EVERYTHING)
                over = run.finished_at is not None and not counts.pending
                zh, en = ("已结束", "done") if over else STATES[run.state]
                line = f"{run.id}  {run.started_at:%Y-%m-%d %H:%M}  {terminal.words(zh, en)}  "
                line += f"{counts.received - counts.pending}/{max(counts.received, run.total or 0)}"
                if not over and run.state is RunState.RUNNING and going.seconds_left is not None:
                    zh, en = in_words(going.seconds_left)
                    line += terminal.words(f"  约剩 {zh}", f"  about {en} left")
                click.echo(f"{line}  {plain(run.label)}")


@runs.command("pause")
@click.argument("run", type=int)
@click.pass_obj
def pause_(terminal: Terminal, run: int) -> None:
    """Pause an import: nothing more is received or read. 暂停：不再接收和读取。"""
    with terminal.services() as services:
        pause(services.database, run, EVERYTHING, COMMAND_LINE)
    terminal.say(
        f"已暂停。继续：tiaoli runs resume {run}", f"Paused. To go on: tiaoli runs resume {run}"
    )


@runs.command("resume")
@click.argument("run", type=int)
@click.pass_obj
def resume_(terminal: Terminal, run: int) -> None:
    """Resume an import at the file where it stopped. 从停下的文件继续。

    The rest of the folder is received first, then everything waiting is read.
    """
    from webapp.loading import load_into, read_waiting

    with terminal.services() as services:
        with services.database.read() as connection:
            found = get_run(connection, run, EVERYTHING)
        resume(services.database, run, EVERYTHING, COMMAND_LINE)
        if found.finished_at is None and found.label != "upload":
            with Bar(terminal.words("接收", "receiving"), terminal.language) as bar:
                load_into(services, _paths(found), found.collection_id, bar.show)
        with Bar(terminal.words("读取", "reading  "), terminal.language) as bar:
            read_waiting(services, bar.show)
        say_counts(terminal, services, run)


@runs.command("cancel")
@click.argument("run", type=int)
@click.pass_obj
def cancel_(terminal: Terminal, run: int) -> None:
    """Cancel an import; files already received are kept, unread. 取消：收到的保存，不再读取。"""
    with terminal.services() as services:
        cancel(services.database, run, EVERYTHING, COMMAND_LINE)
        say_counts(terminal, services, run)


def _paths(run: ImportRun) -> list[Path]:
    paths = list(map(Path, run.label.split("\n")))
    lost = next((path for path in paths if not path.exists()), None)
    if lost is not None:
        raise NotFound(
            f"路径 {plain(str(lost))} 已不存在。请恢复后再继续，"
            f"或取消：tiaoli runs cancel {run.id}",
            f"The path {plain(str(lost))} is gone. Bring it back and resume, or cancel the import:"
            f" tiaoli runs cancel {run.id}",
        )
    return paths


def say_counts(terminal: Terminal, services: Services, run_id: int) -> None:
    """Say how a run's items add up."""
    with services.database.read() as connection:
        counts = counts_of(connection, run_id, EVERYTHING)
    terminal.say(
        f"收到 {counts.received}：已入库 {counts.indexed}，重复 {counts.duplicate}，"
        f"待处理 {counts.attention}，失败 {counts.failed}，已跳过 {counts.skipped}，"
        f"未完成 {counts.pending}",
        f"{counts.received} received: {counts.indexed} indexed, {counts.duplicate} duplicate,"
        f" {counts.attention} need attention, {counts.failed} failed, {counts.skipped} skipped,"
        f" {counts.pending} in progress",
    )
