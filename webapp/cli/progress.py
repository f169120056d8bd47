"""A progress bar at the terminal."""

import sys
import time
from types import TracebackType
from typing import Self

import click

from webapp.durations import in_words

TELLING_AFTER = 3.0  # seconds: before, a rate says nothing


class Bar:
    """A progress bar on standard error, while that is a terminal; one plain line otherwise."""

    def __init__(self, label: str, language: str = "en") -> None:
        self._label = label
        self._language = language
        self._shown = (0, 0)
        self._live = sys.stderr.isatty()
        self._first: tuple[float, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        done, total = self._shown
        if self._live:
            click.echo(err=True)
        else:
            click.echo(f"{self._label} {done}/{total}", err=True)

    def show(self, done: int, total: int) -> None:
        """Say that so many of so many are done, how fast it goes and how long it will take."""
        self._shown = (done, total)
        if self._live:
            filled = 40 * done // total if total else 40
            bar = "█" * filled + "·" * (40 - filled)
            line = f"\r{self._label} {bar} {done}/{total} {self._pace(done, total)}"
            click.echo(f"{line}\x1b[K", nl=False, err=True)

    def _pace(self, done: int, total: int) -> str:
        now = time.monotonic()
        began, before = self._first = self._first or (now, done)
        if now - began < TELLING_AFTER or done <= before:
            return ""
        a_second = (done - before) / (now - began)
        zh, en = in_words((total - done) / a_second)
        if self._language == "zh":
            return f"每秒 {a_second:.1f}，约剩 {zh}"
        return f"{a_second:.1f} a second, about {en} left"
