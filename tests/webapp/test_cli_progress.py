"""The bar at the terminal tells how long work will take, once that can be known."""

from collections.abc import Callable

import pytest

from webapp.cli.progress import Bar


@pytest.fixture
def told_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Bar, float, int], str]:
    """What a bar has told at a terminal when so many of 100 were done at that second."""
    lines: list[str] = []
    monkeypatch.setattr("webapp.cli.progress.sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("webapp.cli.progress.click.echo", lambda line="", **_: lines.append(line))

    def tell(bar: Bar, second: float, done: int) -> str:
        monkeypatch.setattr("webapp.cli.progress.time.monotonic", lambda: second)
        bar.show(done, 100)
        return lines[-1].rpartition("/100 ")[2].removesuffix("\x1b[K")

    return tell


def test_loading_is_not_taken_for_slow_work(told_at: Callable[[Bar, float, int], str]) -> None:
    bar = Bar("reading")
    assert told_at(bar, 0, 10) == ""
    assert told_at(bar, 20, 10) == ""  # what reads files is loaded
    assert told_at(bar, 21, 11) == ""
    assert told_at(bar, 23, 13) == ""  # too soon to say
    assert told_at(bar, 31, 21) == "1.0 a second, about a minute left"


def test_the_pace_is_that_of_lately(told_at: Callable[[Bar, float, int], str]) -> None:
    bar = Bar("读取", "zh")
    told_at(bar, 0, 0)
    for second in range(1, 11):
        told_at(bar, second, second)
    assert told_at(bar, 10, 10) == "每秒 1.0，约剩 2 分钟"
    assert told_at(bar, 100, 11) == ""  # a long file was read; how it goes on isn't known
    assert told_at(bar, 110, 31) == "每秒 2.0，约剩 1 分钟以内"
