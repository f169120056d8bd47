"""How far long work has come, told while it goes on."""

from collections.abc import Callable

Progress = Callable[[int, int], None]  # is told how many of how many are done


def unwatched(done: int, total: int) -> None:
    """For work that nobody watches."""
