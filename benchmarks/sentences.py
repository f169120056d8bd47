"""Real sentences of contracts in three scripts, for made-up clauses that read like real ones."""

import re
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

_END = re.compile(r"(?<=[。；！？])|\n+|(?<=[.;]) (?=[A-Z(])")
_TRADITIONAL_SHARE = 5  # every fifth Chinese sentence


def sentences(shared: Path, most: int = 40_000) -> Iterator[str]:
    """Sentences of 8 to 200 characters: two Chinese (one in five traditional) to one English."""
    to_traditional = OpenCC("s2t")
    chinese = list(_sentences(sorted((shared / "data/zh/contracts").glob("*")), most * 2 // 3))
    for number, sentence in enumerate(chinese):
        traditional = number % _TRADITIONAL_SHARE == 0
        yield to_traditional.convert(sentence) if traditional else sentence
    yield from _sentences(sorted((shared / "data/cuad/txt").glob("*.txt")), most // 3)


def _sentences(paths: list[Path], most: int) -> Iterator[str]:
    count = 0
    for path in paths:
        if path.suffix not in {".txt", ".md"}:
            continue
        for sentence in _END.split(path.read_text(encoding="utf-8", errors="ignore")):
            if 8 <= len(sentence.strip()) <= 200:
                yield sentence.strip() + " " * sentence.isascii()
                count += 1
                if count == most:
                    return
