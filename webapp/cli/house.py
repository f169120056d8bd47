"""What editing checklists and editing laws have in common at the terminal."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import click

from contracts.errors import NotFound
from review.drafts import Drafts
from store.database import Connection
from store.house_versions import HouseVersion
from webapp.cli.terminal import Terminal, plain
from webapp.loading import BY

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])


def taking_over(command: Command) -> Command:
    """The options of a command that keeps a file as drafts."""
    in_force = click.option("--in-force", is_flag=True, help="And put it in force. 并启用。")
    replace = click.option(
        "--replace",
        is_flag=True,
        help="In place of a draft of another person's as well. 覆盖他人的草稿。",
    )
    return in_force(replace(command))


def state(terminal: Terminal, versions: Iterable[HouseVersion]) -> str:
    """Who drafts it, and which version of the house's is in force."""
    return plain(", ".join(_state(terminal, version) for version in versions))


def _state(terminal: Terminal, version: HouseVersion) -> str:
    if version.draft:
        return terminal.words(f"草稿（{version.made_by}）", f"draft by {version.made_by}")
    return terminal.words(
        f"第 {version.number} 版（{version.in_force_by} 启用）",
        f"version {version.number}, put in force by {version.in_force_by}",
    )


def put_draft_in_force(
    terminal: Terminal, connection: Connection, drafts: Drafts[T], name: str
) -> None:
    """Let the draft of this name count from now on. Raises NotFound where there is none."""
    draft = drafts.draft_of(connection, name)
    if draft is None:
        raise NotFound(
            f"{drafts.called.zh} {name} 没有草稿。", f"The {drafts.called.en} {name} has no draft."
        )
    drafts.put_in_force(connection, name, BY, seen=draft.version.edits)
    terminal.say(f"{name} 已启用。", f"{name} is in force.")


def end_version(terminal: Terminal, drafts: Drafts[T], name: str) -> None:
    """Let the house's version count no more."""
    with terminal.services() as services, services.database.write() as connection:
        drafts.take_out_of_force(connection, name, BY)
    terminal.say(f"{name}：本单位的版本已停用。", f"{name}: the house's version is out of force.")
