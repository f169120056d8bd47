"""What editing checklists and editing laws have in common at the terminal."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import click

from review.drafts import Drafts
from store.database import Connection
from store.house_versions import HouseVersion, Kind, newest_versions
from webapp.acting import COMMAND_LINE
from webapp.cli.terminal import FILE_TO_READ, Terminal, counted, plain

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])


EDITED_FILE = click.argument("file", type=FILE_TO_READ)


def taking_over(command: Command) -> Command:
    """The options of a command that keeps a file as drafts."""
    in_force = click.option("--in-force", is_flag=True, help="Also put it in force. 并启用。")
    replace = click.option(
        "--replace",
        is_flag=True,
        help="Also replace another person's draft. 覆盖他人的草稿。",
    )
    return in_force(replace(command))


def versions_here(terminal: Terminal, kind: Kind) -> dict[str, tuple[HouseVersion, ...]]:
    """The house's versions in force and drafts by name; none where there is no data folder yet."""
    if not terminal.has_data():
        return {}
    with terminal.services() as services, services.database.read() as connection:
        return newest_versions(connection, kind)


def version_numbers(versions: Iterable[HouseVersion]) -> dict[str, int | None]:
    """The number of the version in force and of the draft, for JSON."""
    return {
        "version": next((each.number for each in versions if each.in_force), None),
        "draft": next((each.number for each in versions if each.draft), None),
    }


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


def print_affected(terminal: Terminal, reviews: int) -> None:
    """How many reviews would have to be looked at again."""
    terminal.say(
        f"启用后须复查的审查：{reviews} 份。",
        f"To be checked again once it is in force: {counted(reviews, 'review')}.",
    )


def keep_as_draft(
    terminal: Terminal,
    connection: Connection,
    drafts: Drafts[T],
    edited: T,
    command: str,
    *,
    in_force: bool,
    replace: bool,
) -> None:
    """Keep it as a draft and put it in force, or say by which ``command`` that is done."""
    drafts.take_over(connection, edited, COMMAND_LINE, replace=replace)
    name = drafts.name(edited)
    if in_force:
        put_draft_in_force(terminal, connection, drafts, name)
        return
    terminal.say(
        f"已存为草稿。启用：tiaoli {command} put-in-force {name}",
        f"kept as a draft; tiaoli {command} put-in-force {name} lets it count",
    )


def put_draft_in_force(
    terminal: Terminal, connection: Connection, drafts: Drafts[T], name: str
) -> None:
    """Put the draft of this name in force. Raises NotFound where there is none."""
    draft = drafts.require_draft(connection, name)
    drafts.put_in_force(connection, name, COMMAND_LINE, seen=draft.version.edits)
    terminal.say(f"{name} 已启用。", f"{name} is in force.")


def end_version(terminal: Terminal, drafts: Drafts[T], name: str) -> None:
    """End the house's version."""
    with terminal.services() as services, services.database.write() as connection:
        drafts.take_out_of_force(connection, name, COMMAND_LINE)
    terminal.say(f"{name}：本单位的版本已停用。", f"{name}: the house's version is out of force.")
