"""The guides tell the truth: commands, settings, targets and paths they name exist."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path

import click

from webapp.cli import COMMANDS, all_commands
from webapp.variables import VARIABLES

ROOT = Path(__file__).parent.parent
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ROOMS = (
    "webapp",
    "ingest",
    "index",
    "contracts",
    "encoder",
    "store",
    "office",
    "review",
    "compare",
    "searching",
    "templates",
)
FOLDERS = (*ROOMS, "docs", "demo", "tests", "tools", "benchmarks")


def test_every_make_target_in_the_guides_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    used = {name for guide in GUIDES for name in re.findall(r"\bmake ([a-z]+)\b", code_of(guide))}
    assert used - targets == set()


def test_every_command_stands_in_the_operators_guide_and_every_one_there_exists() -> None:
    guide = code_of(ROOT / "docs" / "operators.md")
    used = set(re.findall(r"\btiaoli (?:--\S+ \S+ )*([a-z-]+)", guide))
    assert used == set(COMMANDS)


def test_every_command_of_a_group_stands_in_the_operators_guide_and_every_one_there_exists() -> (
    None
):
    guide = code_of(ROOT / "docs" / "operators.md")
    for name, command in all_commands().items():
        if isinstance(command, click.Group):
            assert set(re.findall(rf"\btiaoli {name} ([a-z-]+)", guide)) == set(command.commands)


def test_every_command_that_a_message_or_a_page_names_exists() -> None:
    commands = all_commands()
    for folder in ROOMS:
        for path in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.html")]:
            told = re.findall(
                r"\btiaoli ([a-z]+(?:-[a-z]+)*) ?([a-z-]*)", path.read_text(encoding="utf-8")
            )
            for name, of_group in told:
                command = commands[name]
                if isinstance(command, click.Group) and of_group:
                    assert of_group in command.commands, f"{path}: tiaoli {name} {of_group}"


def test_every_option_of_a_command_in_the_guides_exists() -> None:
    calls = [
        (words, call)
        for guide in GUIDES
        for call in re.findall(r"\btiaoli ([^`\n#]+)", code_of(guide))
        for words in [re.sub(r"^(--\S+ \S+ )+", "", call).split()]
        if words and words[0] in COMMANDS
    ]
    unknown = [call for words, call in calls if not options_in(words) <= options_of(*words[:2])]
    assert len(calls) > 80
    assert unknown == []


def test_every_setting_stands_in_the_operators_guide_with_its_default() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(TIAOLI_\w+)` \|([^|]*)\|", guide, re.MULTILINE)
    assert {name: default.strip(" `") for name, default in rows} == {
        variable.name: variable.default for variable in VARIABLES.values()
    }


def test_every_variable_named_in_the_guides_is_a_setting_or_one_of_the_tests() -> None:
    named = {
        name
        for guide in GUIDES
        for name in re.findall(r"\bTIAOLI_[A-Z_]+", guide.read_text(encoding="utf-8"))
    }
    servers = (ROOT / "tools" / "install_servers.sh").read_text(encoding="utf-8")
    of_the_tests = {"TIAOLI_SHARED", *re.findall(r"\bTIAOLI_TEST_[A-Z_]+", servers)}
    assert named - of_the_tests - {variable.name for variable in VARIABLES.values()} == set()


def test_every_path_named_in_the_guides_is_there() -> None:
    named = {
        path
        for guide in GUIDES
        for path in re.findall(r"(?<![\w./-])([a-z_]+/[\w./-]*\w)", code_of(guide))
        if path.split("/")[0] in FOLDERS
    }
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_link_in_the_guides_leads_to_a_file_and_a_heading() -> None:
    broken = [
        (guide.name, link)
        for guide in GUIDES
        for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", guide.read_text(encoding="utf-8"))
        if not leads_somewhere(guide, link)
    ]
    assert broken == []


def test_every_measurement_stands_in_the_guides() -> None:
    told = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    measurements = [
        path.relative_to(ROOT).as_posix()
        for folder in ("benchmarks", "tests/quality")
        for path in (ROOT / folder).rglob("*.py")
        if path.name.startswith("test_") or "__main__" in path.read_text(encoding="utf-8")
    ]
    assert [path for path in measurements if path not in told] == []


def test_every_function_named_in_the_guides_is_in_its_module() -> None:
    named = {
        found
        for guide in GUIDES
        for found in re.findall(r"`([\w/]+\.py)`\s+`(\w+)`", guide.read_text(encoding="utf-8"))
    }
    assert len(named) > 30  # the two walks
    defined = {
        (path, each.name)
        for path in {path for path, _ in named}
        for each in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(each, ast.FunctionDef | ast.ClassDef)
    }
    assert named - defined == set()


def options_in(words: Sequence[str]) -> set[str]:
    """The long options among a command's words."""
    return {word.split("=")[0] for word in words if word.startswith("--")}


def options_of(name: str, of_group: str = "") -> set[str]:
    """The options that the command takes, or the one of its group that is named after it."""
    command = all_commands()[name]
    if isinstance(command, click.Group):
        command = command.commands.get(of_group, command)
    return {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }


def code_of(guide: Path) -> str:
    """The guide's code: what stands in backquotes or in fenced blocks."""
    text = guide.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def leads_somewhere(guide: Path, link: str) -> bool:
    """Whether the file is there, and a heading with the anchor that GitHub gives it."""
    path, _, anchor = link.partition("#")
    target = (guide.parent / path).resolve() if path else guide
    return target.exists() and (not anchor or anchor in anchors_of(target))


def anchors_of(guide: Path) -> set[str]:
    """Each heading in lower case, with hyphens for its blanks and without its punctuation."""
    headings = re.findall(r"^#+ (.+)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
