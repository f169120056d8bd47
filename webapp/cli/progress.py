"""A progress bar at the terminal."""

import sys
from types import TracebackType
from typing import Self

import click


class Bar:
    """A progress bar on standard error, while that is a terminal; one plain line otherwise."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = (0, 0)
        self._live = sys.stderr.isatty()

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
        """Say that so many of so many are done."""
        self._shown = (done, total)
        if self._live:
            filled = 40 * done // total if total else 40
            bar = "█" * filled + "·" * (40 - filled)
            click.echo(f"\r{self._label} {bar} {done}/{total} ", nl=False, err=True)
