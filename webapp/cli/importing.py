"""``import`` and ``demo``: files become searchable, with a receipt that adds up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from contracts.visibility import EVERYTHING
from ingest.run import Cause, Receipt, receipt
from store.import_items import ImportItem, Outcome
from store.import_runs import RunState, items_of
from webapp.cli.previewing import foresee, foreseen_json, print_preview
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, as_json, counted, plain
from webapp.cli.waiting import note_what_waits
from webapp.demo import FOLDER, receive_demo
from webapp.loading import load_paths, load_version, read_waiting

DEFAULT_COLLECTION = "默认"
OUTCOMES = {
    Outcome.ATTENTION: ("待处理", "need attention"),
    Outcome.FAILED: ("失败", "failed"),
    Outcome.DUPLICATE: ("重复，而原有的那份未能读取", "duplicate, of files that cannot be read"),
}


def _named(context: click.Context, parameter: click.Parameter, name: str) -> str:
    """The name without blanks around it; there must be one."""
    if not name.strip():
        raise click.BadParameter("A collection has a name. 合同集要有名称。")
    return name.strip()


into_collection = click.option(
    "--collection", default=DEFAULT_COLLECTION, show_default=True, callback=_named,
    help="The collection to import into; created if needed. 导入到的合同集，没有则新建。",
)  # fmt: skip


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@into_collection
@click.option(
    "--version-of", "document", type=int,
    help="Import the file as a new version of this document. 作为这份文件的新版本导入。",
)  # fmt: skip
@click.option(
    "--dry-run", "dry", is_flag=True,
    help="Check every file and say what would happen to it; store nothing. 仅查看，不导入。",
)  # fmt: skip
@as_json
@click.pass_obj
@click.pass_context
def import_(
    context: click.Context,
    terminal: Terminal,
    *,
    paths: tuple[Path, ...],
    collection: str,
    document: int | None,
    dry: bool,
    json_: bool,
) -> None:
    """Import files and folders, and print a receipt. 导入文件和文件夹，并给出回执。

    If interrupted, the same command continues where it stopped. The exit code is 0 where every
    file is indexed or a duplicate, 1 where some need attention or failed, now or before.
    """
    if document is not None and (len(paths) != 1 or paths[0].is_dir()):
        raise click.UsageError("--version-of takes one file. --version-of 只能导入一个文件。")
    if dry:
        found = foresee(terminal, paths, collection)
        if json_:
            terminal.print_json(foreseen_json(found))
        else:
            print_preview(terminal, found)
        return
    try:
        result, items = _load(terminal, paths, collection, document)
    except KeyboardInterrupt:
        terminal.note(
            "已停止。收到的文件都已保存；再次运行同一命令即可继续。",
            "Stopped. What was received is kept; run the same command again to go on.",
        )
        raise
    if json_:
        terminal.print_json(_received(result, items))
    else:
        _print_receipt(terminal, result)
    if result.causes or result.counts.pending:
        context.exit(1)


def _load(
    terminal: Terminal, paths: Sequence[Path], collection: str, document: int | None
) -> tuple[Receipt, Sequence[ImportItem]]:
    with terminal.services(create=document is None) as services:
        if document is not None:
            run = load_version(services, paths[0], document)
        else:
            with Bar(terminal.words("接收", "receiving"), terminal.language) as bar:
                run = load_paths(services, paths, collection, bar.show)
        with Bar(terminal.words("读取", "reading  "), terminal.language) as bar:
            read_waiting(services, bar.show)
        note_what_waits(terminal, services)
        with services.database.read() as connection:
            items = items_of(connection, run.id, EVERYTHING)
            return receipt(connection, run.id, EVERYTHING), items


def _received(result: Receipt, items: Sequence[ImportItem]) -> dict[str, Any]:
    counts = result.counts
    return {
        "received": counts.received,
        "indexed": counts.indexed,
        "duplicate": counts.duplicate,
        "attention": counts.attention,
        "failed": counts.failed,
        "skipped": counts.skipped,
        "pending": counts.pending,
        "unpacked": counts.unpacked,
        "items": [
            {
                "path": item.path,
                "sha256": item.sha256,
                "outcome": item.outcome,
                "document": item.document_id,
                "version": item.version_id,
                "cause": item.failure.code if item.failure else None,
            }
            for item in items
        ],
    }


def _print_receipt(terminal: Terminal, result: Receipt) -> None:
    counts = result.counts
    pending, skipped = counts.pending, counts.skipped
    terminal.say(
        f"收到 {counts.received} = 已入库 {counts.indexed} + 重复 {counts.duplicate}"
        f" + 待处理 {counts.attention} + 失败 {counts.failed}"
        + (f" + 已跳过 {skipped}" if skipped else "")
        + (f" + 未完成 {pending}" if pending else ""),
        f"{counts.received} received = {counts.indexed} indexed + {counts.duplicate} duplicate"
        f" + {counts.attention} need attention + {counts.failed} failed"
        + (f" + {skipped} skipped" if skipped else "")
        + (f" + {pending} in progress" if pending else ""),
    )
    if counts.unpacked:
        terminal.say(
            f"其中的文件有些来自压缩包：已展开 {counts.unpacked} 个，压缩包本身不计入收到的文件。",
            f"Unpacked archives: {counts.unpacked}. The files in them are counted.",
        )
    if pending and result.run.state is RunState.PAUSED:
        terminal.say(
            f"导入已暂停。继续：tiaoli runs resume {result.run.id}",
            f"The import is paused. To go on: tiaoli runs resume {result.run.id}",
        )
    elif pending:
        terminal.say(
            "未完成的文件已保存，尚未编入索引：tiaoli check 会说明原因。",
            "Files in progress are kept but not in the index yet: tiaoli check says why.",
        )
    for cause in result.causes:
        _print_cause(terminal, cause)
    if result.causes:
        terminal.note(
            f"\n补救办法：tiaoli remedy list {result.run.id}",
            f"\nRemedies: tiaoli remedy list {result.run.id}",
        )


def _print_cause(terminal: Terminal, cause: Cause) -> None:
    count, code = len(cause.items), cause.failure.code
    zh, en = OUTCOMES[cause.outcome]
    heading = terminal.words(f"{count} 个{zh}（{code}）", f"{count} {en} ({code})")
    click.echo(f"\n{click.style(heading, bold=True)}")
    sentence = terminal.words(cause.failure.message_zh, cause.failure.message_en)
    click.echo(f"  {sentence}")
    for item in cause.items:
        click.echo(f"    {plain(item.path)}")


@click.command()
@click.option(
    "--from", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=FOLDER,
    help="The folder with manifest.yaml; default: the one shipped. 含 manifest.yaml 的文件夹。",
)  # fmt: skip
@click.pass_obj
def demo(terminal: Terminal, folder: Path) -> None:
    """Load the demonstration contracts; safe to repeat. 装入演示合同。"""
    with terminal.services(create=True) as services:
        with Bar(terminal.words("接收", "receiving"), terminal.language) as bar:
            received = receive_demo(services, folder, bar.show)
        with Bar(terminal.words("读取", "reading  "), terminal.language) as bar:
            read_waiting(services, bar.show)
        note_what_waits(terminal, services)
    terminal.say(
        f"演示合同：新装入 {received.new} 个文件，已有 {received.known} 个。",
        f"Demonstration: {counted(received.new, 'file')} loaded, {received.known} there already.",
    )
