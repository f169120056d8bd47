"""The search back ends as the benchmarks open them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.protocol import SearchIndex
from index.tantivy_index import TantivyIndex
from index.whoosh_index import WhooshIndex


@dataclass(frozen=True, slots=True)
class BackEnd:
    """How to open an index for a scratch folder, and how many bytes it takes."""

    opened: Callable[[Path], SearchIndex]
    size: Callable[[Path], int]


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


BACK_ENDS = {
    "tantivy": BackEnd(TantivyIndex, _size_of),
    "whoosh": BackEnd(WhooshIndex, _size_of),
}
