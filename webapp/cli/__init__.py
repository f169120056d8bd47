"""The command line: ``tiaoli``. Every command is a thin call of what the pages call too.

Exit codes: 0 done; 1 an error, told in a sentence on standard error; 2 wrong usage. ``import``,
``review`` and ``recheck`` add a meaning of their own, told in their help and in docs/json.md.
"""

import io
import logging
import sys
from pathlib import Path

import click

from contracts.errors import TiaoliError
from webapp.cli.accounts import user
from webapp.cli.alike import alike
from webapp.cli.comparing import compare
from webapp.cli.importing import demo, import_
from webapp.cli.ledger import ledger
from webapp.cli.lessons import lessons
from webapp.cli.reading import search, show
from webapp.cli.receipts import receipt
from webapp.cli.rechecking import recheck_
from webapp.cli.reviewing import review
from webapp.cli.runs import runs
from webapp.cli.serving import serve, watch, worker
from webapp.cli.tagging import retag, tag
from webapp.cli.terminal import Terminal, language_of
from webapp.cli.tokens import token
from webapp.cli.upkeep import check, reindex, repair, retry
from webapp.logs import configure_logging


class _Commands(click.Group):
    """Commands whose errors are told in a sentence; anything else is a bug and propagates."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except TiaoliError as error:
            terminal: Terminal = context.obj
            terminal.complain(error)
            context.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The data folder; else TIAOLI_DATA, else ./data. 数据文件夹。",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    help="The language of messages; else as LANG says. 提示信息的语言。",
)
@click.version_option(package_name="tiaoli", message="%(version)s")
@click.pass_context
def main(context: click.Context, data: Path | None, language: str | None) -> None:
    """Tiaoli: a contract repository with clause search and gap review.

    条理：可按条款检索、可查缺漏的合同库。
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack a character of a contract
    context.obj = Terminal(language or language_of(), data)
    configure_logging(logging.WARNING)


for command in (
    import_, runs, ledger, receipt,
    search, alike, show, review, recheck_, tag, retag, compare, lessons, serve, worker,
    watch, token, check, repair, reindex, retry, demo, user,
):  # fmt: skip
    main.add_command(command)
