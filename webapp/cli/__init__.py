"""The command line: ``tiaoli``. Every command is a thin call of what the pages call too.

Exit codes: 0 done; 1 an error, told in a sentence on standard error; 2 wrong usage. ``import``,
``review`` and ``recheck`` add a meaning of their own, told in their help and in docs/json.md.
"""

import errno
import gc
import io
import logging
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click

from contracts.errors import TiaoliError
from ingest.guarded.fork_server import MANY_FILES, ONE_FILE, started_fork_server
from webapp.cli.terminal import Terminal, language_of
from webapp.logs import configure_logging


class Listed(NamedTuple):
    """A command as ``tiaoli --help`` lists it."""

    place: str  # module of this package, attribute
    summary: str  # what the command's own help begins with


# Loaded when they are asked for: a search need not wait for what only a comparison imports, nor
# the list of commands for any. In them, what only some calls need is imported where it is needed.
COMMANDS: Mapping[str, Listed] = {
    "import": Listed(
        "importing:import_",
        "Import files and folders, and print a receipt. 导入文件和文件夹，并给出回执。",
    ),
    "runs": Listed("runs:runs", "Show recent imports and their progress. 最近的导入及其进度。"),
    "remedy": Listed(
        "remedies:remedy", "List files that could not be read, and fix them. 未能读取的文件及补救。"
    ),
    "families": Listed(
        "families:families_",
        "Group drafts, scans and amendments of the same contract. 归并同一合同的文件。",
    ),
    "ledger": Listed(
        "ledger:ledger",
        "Match a ledger FILE (CSV, XLSX) with an import RUN. 台账与导入的文件对应。",
    ),
    "receipt": Listed(
        "receipts:receipt",
        "Write the receipt of an import RUN, or verify one. 生成或核对导入回执。",
    ),
    "search": Listed(
        "searching:search", "Search clauses, as in the search box. 检索条款，写法与网页检索框相同。"
    ),
    "alike": Listed("alike:alike", "Find clauses by meaning. 按含义查找相似的条款。"),
    "saved": Listed("saved:saved", "List and run saved searches. 保存的检索。"),
    "folder": Listed(
        "folders:folder", "List and export folders of clauses and documents. 文件夹。"
    ),
    "clauses": Listed(
        "model_clauses:clauses", "Show and extend the clause library of preferred wording. 条款库。"
    ),
    "show": Listed(
        "outline:show",
        "Show the outline of a document (its number) or a file, with tags. 显示条款结构和标签。",
    ),
    "review": Listed(
        "reviewing:review",
        "Review a document (its number) or a file for missing clauses. 检查文件缺少哪些条款。",
    ),
    "decisions": Listed(
        "decisions:decisions", "Decide on findings, and sign off reviews. 决定、签核、列出。"
    ),
    "recheck": Listed(
        "rechecking:recheck_", "List reviews that must be checked again. 列出须复查的审查。"
    ),
    "checklists": Listed("checklists:checklists", "Show and edit checklists. 审查清单及其修改。"),
    "laws": Listed("laws:laws", "Show and edit the law register. 法律登记及其修改。"),
    "tag": Listed(
        "tagging:tag",
        "Show the tags of a document's clauses, and why. 显示文件各条款的类型和理由。",
    ),
    "retag": Listed(
        "retagging:retag",
        "Read documents with the encoder now, and retag them. 用编码器重新判定条款类型。",
    ),
    "facts": Listed(
        "facts:facts", "Read facts again, after an upgrade: all, or DOCUMENTS. 重新读取要素。"
    ),
    "compare": Listed(
        "comparing:compare", "Compare OLD with NEW clause by clause. 逐条比对两份文件或两个版本。"
    ),
    "deviations": Listed(
        "deviations:deviations",
        "Rank contracts by how far they deviate from TEMPLATE. 按偏离范本的程度列出合同。",
    ),
    "lessons": Listed(
        "lessons:lessons", "Learn from corrected tags: show, on or off. 从标签更正中学习。"
    ),
    "serve": Listed("serving:serve", "Start the web pages and the workers. 启动网页和后台处理。"),
    "worker": Listed(
        "serving:worker", "Run a worker without web pages, until stopped. 仅运行后台处理。"
    ),
    "watch": Listed(
        "serving:watch",
        "Import whatever is put into FOLDER, until stopped. 监视文件夹，放入的文件自动接收。",
    ),
    "token": Listed(
        "tokens:token", "Manage tokens for programs that upload files. 程序上传文件用的令牌。"
    ),
    "backup": Listed(
        "backup:backup",
        "Copy database and originals into FOLDER, also while people work. 备份数据库和原件。",
    ),
    "move-database": Listed(
        "moving:move_database",
        "Move the data folder's database into TIAOLI_DATABASE_URL. 把数据库迁到 PostgreSQL。",
    ),
    "check": Listed(
        "upkeep:check", "Compare originals, database and index. 核对原件、数据库和索引。"
    ),
    "repair": Listed(
        "upkeep:repair",
        "Repair what check finds; originals are never deleted. 修复 check 发现的问题。",
    ),
    "reindex": Listed(
        "upkeep:reindex", "Rebuild the search index from the database. 由数据库重建检索索引。"
    ),
    "retry": Listed(
        "upkeep:retry",
        "Retry files that could not be read: all, or VERSIONS. 重新读取未能读取的文件。",
    ),
    "demo": Listed(
        "importing:demo", "Load the demonstration contracts; safe to repeat. 装入演示合同。"
    ),
    "user": Listed("accounts:user", "Manage user accounts. 管理用户。"),
}
TAKING_A_FILE = ("show", "review")  # one, while somebody waits


class _Commands(click.Group):
    """Commands whose errors are told in a sentence; anything else is a bug and propagates."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return _load(name) if name in COMMANDS else None

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.summary) for name, listed in COMMANDS.items()])

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if any(map(os.path.isfile, args[1:])):
            one = args[0] in TAKING_A_FILE
            started_fork_server(ONE_FILE if one else MANY_FILES)  # loads while the command does
        return super().resolve_command(context, args)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except TiaoliError as error:
            terminal: Terminal = context.obj
            terminal.complain(error)
            context.exit(1)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            context.obj.note(
                "错误：磁盘已满，没有写完。请腾出空间后重试。",
                "Error: the disk is full, and not everything was written. Make room, then repeat.",
            )
            context.exit(1)


def _load(name: str) -> click.Command:
    module, attribute = COMMANDS[name].place.split(":")
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
    help="The data folder; default: TIAOLI_DATA, else ./data. 数据文件夹。",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    help="The language of messages; default: as LANG says. 提示信息的语言。",
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
