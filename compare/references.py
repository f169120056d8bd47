"""References: whether a changed one only follows the clause it points at to its new number."""

import re
from collections.abc import Mapping, Sequence

from compare.alignment import Link
from compare.redline import Edit
from compare.tokens import Token, TokenKind
from contracts.clause import Clause
from contracts.structure.numerals import chinese_number, roman_value
from contracts.text import HANZI, fold

_ORDINAL = re.compile(rf"第(\d+(?:\.\d+)*|[{HANZI}]+?)([条款项章节目])")
_PARTS = re.compile(r"\d+|[ivx]+|[a-z]+")
_WORD = re.compile(r"^(?:sections?|clauses?|articles?|paragraphs?|exhibits?|schedules?)")
_GROUPS = "章节"  # they are counted apart from the articles in them

Address = tuple[str, ...]  # 章, then 3: chapter three; "", 5, 2: clause 5.2


class References:
    """The clauses that numbers stand for in both documents, and where each has gone."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], links: Sequence[Link]) -> None:
        self._old, self._new = _addresses(old), _addresses(new)
        self._became = {(i, j) for link in links for i in link.old for j in link.new}

    def follow(self, edit: Edit) -> bool:
        """Whether the edit only updates references to the new numbers of what they point at."""
        if len(edit.old) != len(edit.new) or not edit.old:
            return False
        return all(
            before.key == after.key or self._follows(before, after)
            for before, after in zip(edit.old, edit.new, strict=True)
        )

    def _follows(self, before: Token, after: Token) -> bool:
        kinds = (TokenKind.REFERENCE, TokenKind.NUMBER)
        if before.kind not in kinds or after.kind not in kinds:
            return False
        old, new = _find(before.key, self._old), _find(after.key, self._new)
        if old is None or new is None:
            return False
        return (old[0], new[0]) in self._became and old[1] == new[1]


def _addresses(clauses: Sequence[Clause]) -> dict[Address, int]:
    found: dict[Address, int] = {}
    for place, clause in enumerate(clauses):
        if clause.number_path:
            label = fold(clause.number_label)
            group = label[-1:] if label[-1:] in _GROUPS else ""
            found.setdefault((group, *map(fold, clause.number_path)), place)
    return found


def _find(cited: str, addresses: Mapping[Address, int]) -> tuple[int, Address] | None:
    """The clause that a reference points at or into, and the rest that points into it."""
    group, path = _cited(cited)
    for end in range(len(path), 0, -1):
        place = addresses.get((group, *path[:end]))
        if place is not None:
            return place, path[end:]
    return None


def _cited(key: str) -> tuple[str, Address]:
    """The path that a reference cites: 第三条第二款 is 3, "2款"; section 5.2(a) is 5, 2, a."""
    ordinals = _ORDINAL.findall(key)
    if ordinals:
        number, unit = ordinals[0]
        rest = tuple(number + unit for number, unit in ordinals[1:])
        return (unit if unit in _GROUPS else ""), (*_number(number), *rest)
    if key.startswith("附"):
        return "", (key,)
    return "", tuple(str(roman_value(part) or part) if key[:3] == "art" else part
                     for part in _PARTS.findall(_WORD.sub("", key)))  # fmt: skip


def _number(text: str) -> Address:
    if text[0].isdigit():
        return tuple(text.split("."))
    return (str(chinese_number(text) or text),)
