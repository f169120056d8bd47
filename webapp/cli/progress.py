"""A progress bar at the terminal."""

import sys
import time
from collections import deque
from types import TracebackType
from typing import Self

import click

from webapp.durations import in_words

TELLING_AFTER = 3.0  # seconds: before, a rate says nothing
LATELY = 60.0  # seconds that the rate is told from


class Bar:
    """A progress bar on standard error, while that is a terminal; one plain line otherwise."""

    def __init__(self, label: str, language: str = "en") -> None:
        self._label = label
        self._language = language
        self._shown = (0, 0)
        self._live = sys.stderr.isatty()
        self._steps: deque[tuple[float, int]] = deque()  # when so many were done

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
        if not self._steps or done > self._steps[-1][1]:
            self._steps.append((now, done))
        while len(self._steps) > 2 and now - self._steps[1][0] > LATELY:
            self._steps.popleft()
        # Time counts from the first step: what is loaded before it is no work on files.
        began, before = self._steps[min(1, len(self._steps) - 1)]
        if now - began < TELLING_AFTER or done <= before:
            return ""
        a_second = (done - before) / (now - began)
        zh, en = in_words((total - done) / a_second)
        if self._language == "zh":
            return f"每秒 {a_second:.1f}，约剩 {zh}"
        return f"{a_second:.1f} a second, about {en} left"
