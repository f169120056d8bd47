"""``retag``: tags recomputed with what the encoder reads."""

from collections.abc import Iterable

import click

from contracts.errors import NotFound, TiaoliError
from contracts.visibility import EVERYTHING
from ingest.pipeline import log_bug
from ingest.tags.scoring import score_version
from ingest.tags.text_scoring import Encoder
from store import score_jobs
from store.database import DatabaseUnavailable
from store.documents import versions_of
from store.jobs import Lane, exhausted
from store.tags import weights_of_versions
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, as_json, counted
from webapp.indexing import follow_index
from webapp.loading import score_what_waits
from webapp.services import Services

Retagged = tuple[int, list[int]]  # how many versions, and the ids of those the encoder failed on


@click.command()
@click.argument("documents", nargs=-1, type=int)
@click.option(
    "--all", "all_", is_flag=True,
    help="All documents, even those already tagged with the installed weights. 全部文件。",
)  # fmt: skip
@click.option(
    "--older-than-current", "older", is_flag=True,
    help="Those tagged by rules alone or earlier weights; the default. 尚未由当前权重判定的文件。",
)  # fmt: skip
@as_json
@click.pass_obj
@click.pass_context
def retag(
    context: click.Context,
    terminal: Terminal,
    documents: tuple[int, ...],
    all_: bool,
    older: bool,
    json_: bool,
) -> None:
    """Read documents with the encoder now, and retag them. 用编码器重新判定条款类型。

    If interrupted, the same command continues where it stopped.
    Corrections by people stay. The exit code is 1 where some could not be read by the encoder.
    """
    if (bool(documents), all_, older).count(True) > 1:
        raise click.UsageError("Name documents, or --all, or --older-than-current. 三者只能选一。")
    with terminal.services() as services:
        if services.encoder is None:
            raise NotFound(
                "未安装编码器权重，没有什么可重新判定：条款类型仅由规则判定。",
                "No encoder is installed: tags rest on rules alone, and there is nothing to redo.",
            )
        try:
            with Bar(terminal.words("判定", "tagging"), terminal.language) as bar:
                if documents:
                    done, given_up = _retag_named(services, services.encoder, documents, bar)
                else:
                    done, given_up = _retag_many(services, services.encoder, bar, everything=all_)
        except KeyboardInterrupt:
            terminal.note(
                "已停止。已判定的都已保存；再次运行 tiaoli retag 即可继续。",
                "Stopped. What was tagged is kept; run tiaoli retag again to go on.",
            )
            raise
    if json_:
        found = {"weights": services.weights, "versions": done, "given_up": given_up}
        terminal.print_json(found)
    else:
        terminal.say(
            f"{done} 个版本已由规则和编码器 {services.weights} 判定。",
            f"The tags of {counted(done, 'version')} rest on rules and {services.weights} now.",
        )
    if given_up:
        terminal.note(
            f"{len(given_up)} 个版本编码器未能判定，详见 tiaoli check。",
            f"The encoder failed on {counted(len(given_up), 'version')}; tiaoli check tells which.",
        )
        context.exit(1)


def _retag_named(
    services: Services, encoder: Encoder, documents: Iterable[int], bar: Bar
) -> Retagged:
    with services.database.read() as connection:
        read = weights_of_versions(connection, EVERYTHING)
        versions = [
            version.id
            for document in dict.fromkeys(documents)
            for version in versions_of(connection, document, EVERYTHING)
            if version.id in read
        ]
    failed: list[int] = []
    for done, version in enumerate(versions, start=1):
        try:
            score_version(services.database, encoder, version, EVERYTHING)
        except (TiaoliError, DatabaseUnavailable):
            raise
        except Exception as error:  # noqa: BLE001 - the encoder's: others are scored
            log_bug(version, error)
            failed.append(version)
        bar.show(done, len(versions))
    follow_index(services)
    return len(versions) - len(failed), failed


def _retag_many(services: Services, encoder: Encoder, bar: Bar, *, everything: bool) -> Retagged:
    with services.database.write() as connection:
        found = weights_of_versions(connection, EVERYTHING)
        chosen = [id for id, weights in found.items() if everything or weights != encoder.weights]
        score_jobs.enqueue(connection, chosen, anew=True)
    score_what_waits(services, encoder, bar.show)
    with services.database.read() as connection:
        now = weights_of_versions(connection, EVERYTHING)
        given_up = list(exhausted(connection, Lane.SCORES))
    return sum(now.get(id) == encoder.weights for id in chosen), given_up
