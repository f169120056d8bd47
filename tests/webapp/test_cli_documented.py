"""Every command says what it does, in both languages, and docs/json.md knows those with --json."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from webapp.cli import COMMANDS, all_commands

DOCS = Path(__file__).parents[2] / "docs"


def commands(
    group: Mapping[str, click.Command], path: str = "tiaoli"
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command.commands, f"{path} {name}")


@pytest.mark.parametrize(("path", "command"), [*commands(all_commands())], ids=str)
def test_every_command_has_help_in_both_languages(path: str, command: click.Command) -> None:
    texts = [command.help or ""]
    texts += [o.help or "" for o in command.params if isinstance(o, click.Option)]
    for text in texts:
        assert re.search("[a-z]{3}", text), f"{path}: no English in {text!r}"
        assert re.search("[\u4e00-\u9fff]", text), f"{path}: no Chinese in {text!r}"


def test_the_list_of_commands_says_what_each_command_says_of_itself() -> None:
    for name, command in all_commands().items():
        assert (command.help or "").split("\n\n")[0] == COMMANDS[name].summary


def test_the_list_of_commands_loads_no_command() -> None:
    listed = subprocess.run(  # in a process of its own: this one has loaded them all
        [sys.executable, "-X", "importtime", "-m", "webapp.cli", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "deviations" in listed.stdout
    assert not {"sqlalchemy", "webapp.services", "webapp.cli.importing"} & {
        line.rpartition("|")[2].strip() for line in listed.stderr.splitlines()
    }


def with_subcommands(commands: Mapping[str, click.Command]) -> dict[str, click.Command]:
    groups = {name: each for name, each in commands.items() if isinstance(each, click.Group)}
    inner = {
        f"{name} {sub}": each
        for name, group in groups.items()
        for sub, each in group.commands.items()
    }
    return {**commands, **inner}


def test_json_commands_are_those_documented() -> None:
    takes_json = {
        name
        for name, command in with_subcommands(all_commands()).items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## ([\w ]+)$", page, re.MULTILINE))
    assert sections == takes_json


def test_what_pages_and_commands_both_say_speaks_of_no_page_to_reload() -> None:
    """A use case's error is told at a terminal too, where there is nothing to reload."""
    house = DOCS.parent
    for package in ("contracts", "store", "index", "review", "compare", "ingest", "searching"):
        for module in (house / package).rglob("*.py"):
            assert not re.search("[Rr]eload (the|its) page|重新载入", module.read_text("utf-8")), (
                module
            )


def test_every_choice_is_written_as_its_command_takes_it() -> None:
    """click offers an enumeration by its members' names, which nobody types."""
    for path, command in commands(all_commands()):
        for each in command.params:
            if isinstance(each.type, click.Choice):
                assert all(type(choice) is str for choice in each.type.choices), path
