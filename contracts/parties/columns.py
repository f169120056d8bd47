"""Parties named in the columns of a table: roles in one row, names below, one column a party."""

import re
from collections.abc import Iterator
from itertools import pairwise

from contracts.parties.chinese import NAMED, named_at
from contracts.parties.party import FoundParty
from contracts.parties.roles import ENGLISH_ROLE, ROLE, ROLE_BESIDE

_ROLE_CELL = re.compile(
    rf"(?P<role>{ROLE})\s*(?:\(\s*(?P<also>{ROLE_BESIDE})\s*\))?\s*(?:\([^)]*[章字]\))?:?|(?P<english>{ENGLISH_ROLE}):?"
)
_NAME_CELL = re.compile(rf"\s*(?:{NAMED}):")
_OTHER_CELL = re.compile(r"\s*[^\s:]{2,10}:")  # 地址:
_BELOW = 2  # rows below the roles that may hold the names
_LEAST = 2  # columns


def column_parties(folded: str, printed: str) -> Iterator[FoundParty]:
    """The parties of tables whose cells are parted by tabs, in the reading and as printed."""
    lines = _lines(folded)
    for number, (start, line) in enumerate(lines):
        if "\t" not in line:
            continue
        roles = [_role(cell) for _, cell in _cells(start, line)]
        if sum(role is not None for role in roles) < _LEAST:
            continue
        for below_start, below in lines[number + 1 : number + 1 + _BELOW]:
            found = list(_named(roles, _cells(below_start, below), printed))
            if len(found) >= _LEAST or (found and _NAME_CELL.match(below)):
                yield from found
                break


def _lines(text: str) -> list[tuple[int, str]]:
    ends = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]
    return [(before + 1, text[before + 1 : end]) for before, end in pairwise(ends)]


def _cells(start: int, line: str) -> list[tuple[int, str]]:
    """Each cell of a row and where it begins."""
    cells = []
    for cell in line.split("\t"):
        cells.append((start, cell))
        start += len(cell) + 1
    return cells


def _role(cell: str) -> str | None:
    match = _ROLE_CELL.fullmatch(cell.strip())
    if match is None:
        return None
    if match["english"]:
        return match["english"].title()
    return f"{match['role']}（{match['also']}）" if match["also"] else match["role"]


def _named(
    roles: list[str | None], cells: list[tuple[int, str]], printed: str
) -> Iterator[FoundParty]:
    if len(cells) != len(roles):
        return
    for role, (start, cell) in zip(roles, cells, strict=True):
        label = _NAME_CELL.match(cell)
        if label is None and _OTHER_CELL.match(cell):
            continue
        begin = label.end() if label else 0
        place = named_at(cell[begin:], start + begin, printed, loose=True) if role else None
        if role and place:
            yield FoundParty(printed[slice(*place)], role, *place)
