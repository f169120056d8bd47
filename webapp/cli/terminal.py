"""What a command works with at the terminal: the reader's language, the data folder, printing."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate, takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import click

from contracts.errors import NotFound, TiaoliError
from webapp.settings import Settings
from webapp.visible_text import plain

if TYPE_CHECKING:
    from webapp.services import Services

__all__ = [
    "FILE_TO_READ", "FILE_TO_WRITE", "Terminal", "as_json", "language_of", "plain", "shorten",
]  # fmt: skip


_MARKERS = ("tiaoli.sqlite", "files")  # one of these is in every data folder that was used


@dataclass(frozen=True, slots=True)
class Terminal:
    """Standard output carries the answer alone; everything else goes to standard error."""

    language: str  # "zh" or "en"
    data: Path | None  # None: as the environment says

    def settings(self) -> Settings:
        """The settings, with the data folder given on the command line."""
        return Settings.from_environment(self.data)

    def has_data(self) -> bool:
        """Whether the data folder has been used before."""
        return any((self.settings().data / name).exists() for name in _MARKERS)

    @contextmanager
    def services(self, *, create: bool = False) -> Iterator["Services"]:
        """The services of the data folder; NotFound where there is none yet and ``create`` is no.

        A mistyped path should not leave an empty repository behind.
        """
        settings = self.settings()
        if not create and not self.has_data():
            raise NotFound(
                f"{settings.data} 不是数据文件夹。请用 --data 指明，或先导入：tiaoli import。",
                f"{settings.data} is not a data folder. Name it with --data, "
                "or import files first with tiaoli import.",
            )
        # Loaded when it is wanted: a command that takes a file need not wait for all of it.
        with import_module("webapp.services").open_services(settings) as services:
            yield services

    def words(self, zh: str, en: str) -> str:
        """The sentence in the reader's language."""
        return zh if self.language == "zh" else en

    def say(self, zh: str, en: str) -> None:
        """Print an answer."""
        click.echo(self.words(zh, en))

    def note(self, zh: str, en: str) -> None:
        """Print something beside the answer, to standard error."""
        click.echo(self.words(zh, en), err=True)

    def complain(self, error: TiaoliError) -> None:
        """Print what is wrong and what to do."""
        click.echo(self.words("错误：", "Error: ") + error.message(self.language), err=True)

    def point_at(self, text: str, position: int) -> None:
        """Print a line of what was typed with a caret under the spot; a hanzi is two wide."""
        click.echo(f"  {text}\n  {' ' * _columns(text[:position])}^", err=True)

    def print_json(self, value: object) -> None:
        """Print the answer as UTF-8 JSON, whatever the terminal's encoding is."""
        click.echo((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode(), nl=False)


def counted(number: int, noun: str) -> str:
    """``1 clause``, ``2 clauses``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shorten(text: str, columns: int) -> str:
    """The text in one line, cut to so many columns of a terminal."""
    words = plain(" ".join(text.split()))
    if _columns(words) <= columns:
        return words
    widths = accumulate(map(_columns, words))
    return words[: sum(1 for _ in takewhile(columns.__gt__, widths))] + "…"


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the locale variables ask for: Chinese, or English for all others."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "zh" if locale.startswith("zh") else "en"


FILE_TO_READ = click.Path(exists=True, dir_okay=False, path_type=Path)
FILE_TO_WRITE = click.Path(dir_okay=False, path_type=Path)
as_json = click.option(
    "--json", "json_", is_flag=True, help="Print JSON (docs/json.md). 输出 JSON。"
)
