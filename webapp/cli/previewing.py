"""``import --dry-run``: what an import would come to; nothing is stored."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from contracts.visibility import EVERYTHING
from ingest.files.kind_names import short_name
from ingest.preview import Preview, preview
from store.collections import find_collection
from store.import_items import Outcome
from store.reception import find_copy
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, counted, plain
from webapp.durations import in_words
from webapp.installed import open_parsers

SHOWN = 20  # paths of one cause
OUTCOMES = {
    Outcome.ATTENTION: ("待处理", "would need attention"),
    Outcome.FAILED: ("失败", "would fail"),
}


def foresee(terminal: Terminal, paths: Sequence[Path], collection: str) -> Preview:
    """Look into all files under the paths; the data folder is only asked for duplicates."""
    settings = terminal.settings()
    with (
        open_parsers(settings) as parsers,
        _known(terminal, collection) as is_known,
        Bar(terminal.words("查看", "looking"), terminal.language) as bar,
    ):
        return preview(
            paths,
            parsers,
            is_known=is_known,
            size_limit=settings.upload_limit,
            processes=settings.parser_processes,
            progress=bar.show,
        )


@contextmanager
def _known(terminal: Terminal, collection: str) -> Iterator[Callable[[str], bool]]:
    """Whether a hash is in the collection; there may be neither collection nor data folder yet."""
    if not terminal.has_data():
        yield lambda sha256: False
        return
    with terminal.services() as services, services.database.read() as connection:
        found = find_collection(connection, collection, EVERYTHING)
        yield (
            lambda sha256: (
                found is not None and find_copy(connection, sha256, found.id, None) is not None
            )
        )


def foreseen_json(found: Preview) -> dict[str, Any]:
    """The preview as docs/json.md describes it."""
    return {
        "files": len(found.files) - found.count(Outcome.UNPACKED),
        "indexed": found.count(Outcome.INDEXED),
        "duplicate": found.count(Outcome.DUPLICATE),
        "attention": found.count(Outcome.ATTENTION),
        "failed": found.count(Outcome.FAILED),
        "unpacked": found.count(Outcome.UNPACKED),
        "seconds": None if found.seconds is None else round(found.seconds),
        "kinds": dict(found.kinds()),
        "items": [
            {
                "path": file.path,
                "sha256": file.sha256 or None,
                "size": file.size,
                "kind": file.media_type or None,
                "outcome": file.outcome,
                "cause": file.failure.code if file.failure else None,
            }
            for file in found.files
        ],
    }


def print_preview(terminal: Terminal, found: Preview) -> None:
    """The preview in words."""
    files = len(found.files) - found.count(Outcome.UNPACKED)
    size = sum(file.size for file in found.files) / 1e6
    indexed, duplicate = found.count(Outcome.INDEXED), found.count(Outcome.DUPLICATE)
    attention, failed = found.count(Outcome.ATTENTION), found.count(Outcome.FAILED)
    terminal.say(
        f"仅查看，未保存任何内容。共 {files} 个文件（{size:.1f} MB）= 可入库 {indexed} + 重复"
        f" {duplicate} + 待处理 {attention} + 失败 {failed}",
        f"Preview only, nothing was stored. {counted(files, 'file')} ({size:.1f} MB) = {indexed}"
        f" would be indexed + {duplicate} duplicate + {attention} would need attention"
        f" + {failed} would fail",
    )
    if unpacked := found.count(Outcome.UNPACKED):
        terminal.say(
            f"其中的文件有些来自 {unpacked} 个压缩包。", f"Some are from {unpacked} archives."
        )
    if found.seconds is not None:
        terminal.say(
            f"导入约需 {in_words(found.seconds)[0]}。",
            f"The import would take about {in_words(found.seconds)[1]}.",
        )
    kinds = [(terminal.words(*short_name(kind)), count) for kind, count in found.kinds()]
    click.echo("  " + " · ".join(f"{plain(name)} {count}" for name, count in kinds))
    for outcome, failure, of_cause in found.causes():
        zh, en = OUTCOMES[outcome]
        count = len(of_cause)
        heading = terminal.words(
            f"{count} 个{zh}（{failure.code}）", f"{count} {en} ({failure.code})"
        )
        click.echo(f"\n{click.style(heading, bold=True)}")
        click.echo(f"  {terminal.words(failure.message_zh, failure.message_en)}")
        for file in of_cause[:SHOWN]:
            click.echo(f"    {plain(file.path)}")
        if count > SHOWN:
            terminal.say(f"    另有 {count - SHOWN} 个", f"    and {count - SHOWN} more")
