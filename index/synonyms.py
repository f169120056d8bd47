"""Synonyms: a query widened by other words for the same thing, and what was added.

第八条 and 第8条 are the same too, whatever the number.

They are applied to the query tree, so that every back end and the highlights follow.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from contracts.structure.numerals import CHINESE_NUMERALS, chinese, chinese_number
from contracts.text import fold
from contracts.yaml_data import NonEmpty, load_yaml
from index.analysis import joined_runs
from index.query import And, InDocument, Not, Or, Query, Text

PATH = Path(__file__).with_name("synonyms.yaml")
_NUMBERED = re.compile(rf"第([0-9]{{1,4}}|[{CHINESE_NUMERALS}]{{1,7}})([编章节条款项])")
_GROUPS = load_yaml(PATH, tuple[tuple[NonEmpty, ...], ...])


def _key(text: str) -> str:
    return joined_runs(fold(text))


_OTHERS: Mapping[str, tuple[str, ...]] = {
    _key(term): tuple(other for other in group if other != term)
    for group in _GROUPS
    for term in group
}


def with_synonyms(query: Query) -> Query:
    """The query with other words for each text beside it; the same query where there are none."""
    match query:
        case Text(text):
            others = (*_OTHERS.get(_key(text), ()), *_in_other_numerals(text))
            return (
                Or((query, *(replace(query, text=other) for other in others))) if others else query
            )
        case And(parts):
            return And(tuple(map(with_synonyms, parts)))
        case Or(parts):
            return Or(tuple(dict.fromkeys(_alternatives(parts))))
        case Not(part):
            return Not(with_synonyms(part))
        case InDocument(part):
            return InDocument(with_synonyms(part))
    return query


def _in_other_numerals(text: str) -> Iterator[str]:
    """第8条 for 第八条, and the other way round."""
    match = _NUMBERED.fullmatch(_key(text).replace(" ", ""))
    if match is None:
        return
    digits, unit = match.groups()
    if not digits.isdecimal():
        yield f"第{chinese_number(digits)}{unit}"
    elif 0 < int(digits) < 10_000:
        yield f"第{chinese(int(digits))}{unit}"


def added_synonyms(query: Query) -> tuple[str, ...]:
    """The words that ``with_synonyms`` adds."""
    typed = set(map(_key, _texts(query)))
    widened = dict.fromkeys(_texts(with_synonyms(query)))
    return tuple(text for text in widened if _key(text) not in typed)


def _alternatives(parts: tuple[Query, ...]) -> Iterator[Query]:
    """Flatten an OR within an OR, so that its texts weigh alike."""
    for part in map(with_synonyms, parts):
        yield from part.parts if isinstance(part, Or) else (part,)


def _texts(query: Query) -> Iterator[str]:
    match query:
        case Text(text):
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from _texts(part)
        case Not(part) | InDocument(part):
            yield from _texts(part)
