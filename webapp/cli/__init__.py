"""The command line: ``tiaoli``. Every command is a thin call of what the pages call too.

Exit codes: 0 done; 1 an error, told in a sentence on standard error; 2 wrong usage. ``import``,
``review`` and ``recheck`` add a meaning of their own, told in their help and in docs/json.md.
"""

import gc
import io
import logging
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

from contracts.errors import TiaoliError
from ingest.fork_server import started_fork_server
from webapp.cli.terminal import Terminal, language_of
from webapp.logs import configure_logging

# Loaded when they are asked for: a search need not wait for what only a comparison imports. Within
# them, what only some calls need is imported where it is needed.
COMMANDS: Mapping[str, str] = {  # name → module of this package, attribute
    "import": "importing:import_",
    "runs": "runs:runs",
    "remedy": "remedies:remedy",
    "families": "families:families_",
    "ledger": "ledger:ledger",
    "receipt": "receipts:receipt",
    "search": "searching:search",
    "alike": "alike:alike",
    "saved": "saved:saved",
    "folder": "folders:folder",
    "clauses": "model_clauses:clauses",
    "show": "outline:show",
    "review": "reviewing:review",
    "decisions": "decisions:decisions",
    "recheck": "rechecking:recheck_",
    "checklists": "checklists:checklists",
    "laws": "laws:laws",
    "tag": "tagging:tag",
    "retag": "retagging:retag",
    "compare": "comparing:compare",
    "deviations": "deviations:deviations",
    "lessons": "lessons:lessons",
    "serve": "serving:serve",
    "worker": "serving:worker",
    "watch": "serving:watch",
    "token": "tokens:token",
    "check": "upkeep:check",
    "repair": "upkeep:repair",
    "reindex": "upkeep:reindex",
    "retry": "upkeep:retry",
    "demo": "importing:demo",
    "user": "accounts:user",
}


class _Commands(click.Group):
    """Commands whose errors are told in a sentence; anything else is a bug and propagates."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return _load(name) if name in COMMANDS else None

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if any(map(os.path.isfile, args[1:])):
            started_fork_server()  # what reads the file loads while the command does
        return super().resolve_command(context, args)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except TiaoliError as error:
            terminal: Terminal = context.obj
            terminal.complain(error)
            context.exit(1)


def _load(name: str) -> click.Command:
    module, attribute = COMMANDS[name].split(":")
    gc.disable()  # what is loaded stays: looking for garbage in it takes a sixth of the time
    try:
        command: click.Command = getattr(import_module(f"webapp.cli.{module}"), attribute)
    finally:
        gc.enable()
    return command


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


def all_commands() -> dict[str, click.Command]:
    """Every command by its name."""
    return {name: _load(name) for name in COMMANDS}
