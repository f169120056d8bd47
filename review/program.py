"""The program that reviews, known by what it is made of.

A version's name would have to be raised by somebody; a rule that is changed changes its file.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGES = ("contracts", "review", "store")  # all that a review is made by
_FORMS = frozenset({".py", ".yaml", ".txt"})  # rules, words, tables


@cache
def program_fingerprint() -> str:
    """A fingerprint of the code and rules that reviews are made by, read once in each process."""
    house = Path(__file__).parents[1]
    return folders_fingerprint(house / name for name in PACKAGES)


def folders_fingerprint(folders: Iterable[Path]) -> str:
    """A fingerprint of the modules and data in the folders: their names and what they say."""
    digest = blake2b(digest_size=8)
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _FORMS):
            name, data = path.relative_to(folder.parent).as_posix().encode(), path.read_bytes()
            digest.update(b"%d %s %d " % (len(name), name, len(data)))
            digest.update(data)
    return digest.hexdigest()
