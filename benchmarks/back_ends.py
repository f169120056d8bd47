"""The search back ends as the benchmarks open them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.back_ends import EMBEDDED
from index.protocol import SearchIndex


@dataclass(frozen=True, slots=True)
class BackEnd:
    """How to open an index for a scratch folder, and how many bytes it takes."""

    opened: Callable[[Path], SearchIndex]
    size: Callable[[Path], int]


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


BACK_ENDS = {name: BackEnd(opened, _size_of) for name, opened in EMBEDDED.items()}
