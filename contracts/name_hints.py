"""Hints in names: "v2", 修订版 and 扫描件 tell a file's place among those of one contract."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from contracts.text import fold
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("name_hints.yaml")

_VERSION = re.compile(
    r"(?<![a-z0-9])(?:v|ver|version|rev)[ ._-]?\d{1,2}(?:\.\d{1,2})?(?![a-z0-9])"
    r"|第[一二三四五六七八九十\d]{1,2}[版稿]"
)
_DATE = re.compile(r"(?:19|20)\d{2}[-._年]?\d{1,2}[-._月]?\d{1,2}日?|(?:19|20)\d{2}年?(?!\d)")
_COUNT = re.compile(r"[((]\d{1,2}[))]|(?<=\W)\d{1,2}$")
KEPT = 50_000  # names of which the answer is known
_SIGNS = re.compile(r"[\W_]+")


class Role(StrEnum):
    """What a document is to the contract at the head of its family."""

    DRAFT = "draft"
    SCAN = "scan"
    AMENDMENT = "amendment"
    VERSION = "version"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class HintWords:
    """The words that hint at a role."""

    role: Role
    words: tuple[NonEmpty, ...]


@cache
def _patterns() -> Mapping[Role, re.Pattern[str]]:
    return {
        each.role: re.compile("|".join(map(_pattern, sorted(each.words, key=len, reverse=True))))
        for each in load_yaml(PATH, tuple[HintWords, ...])
    }


def _pattern(word: str) -> str:
    escaped = re.escape(fold(word))
    return rf"(?<![a-z]){escaped}(?![a-z])" if word.isascii() else escaped


@lru_cache(maxsize=KEPT)
def role_in_name(name: str) -> Role | None:
    """What a file's name or a title hints at, if anything."""
    folded = fold(name).replace("_", " ")
    for role, pattern in _patterns().items():
        if pattern.search(folded):
            return role
    return Role.VERSION if _VERSION.search(folded) else None


@lru_cache(maxsize=KEPT)
def bare_name(name: str) -> str:
    """The name without hints, versions, dates, counts and signs: what all of a family share."""
    bare = fold(name).replace("_", " ")
    for pattern in (*_patterns().values(), _VERSION, _DATE, _COUNT):
        bare = pattern.sub(" ", bare.strip())
    return _SIGNS.sub("", bare)
