"""The fields of the query language: what is typed behind each, and an example of it."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial

from contracts.amounts import chinese_amount
from contracts.clause_types import CLAUSE_TYPES, find_clause_type
from contracts.laws import SHIPPED_LAWS
from contracts.structure.numbering import cited_number
from contracts.text import fold
from index import query_errors as errors
from index.query import (
    Cites,
    ClauseType,
    Collection,
    ContractType,
    FieldText,
    Figure,
    HeldAgainst,
    Measure,
    Numbered,
    Or,
    Query,
    Reviewed,
    TextField,
)
from index.query_dates import parse_date_range
from index.query_figures import parse_figure

Read = Callable[[str, int], Query]  # value, its position → part of a query

VERDICTS = ("missing", "weak", "unacceptable", "present")
_ARTICLE = re.compile(
    r"(?P<law>.+?)》?\s*(?:第|§|art\.?|article)?\s*"
    r"(?P<article>\d+|(?<=第)[零〇一二三四五六七八九十百千]+)\s*条?"
)


def _of_types(value: str, position: int, about: Callable[[str], Query]) -> Query:
    """A query for the type of this name, else for all whose names hold it (付款, payment)."""
    if exact := find_clause_type(value):
        return about(exact)
    part = fold(value).strip()
    found = [
        type_.id
        for type_ in CLAUSE_TYPES.values()
        if len(part) > 1 and any(part in fold(name) for name in (type_.name_zh, type_.name_en))
    ]
    if not found:
        names = [name for type_ in CLAUSE_TYPES.values() for name in (type_.name_zh, type_.name_en)]
        close = get_close_matches(value, names, n=3, cutoff=0.3) or names[:4]
        raise errors.no_clause_type(value, close, position)
    return about(found[0]) if len(found) == 1 else Or(tuple(map(about, found)))


def _date_range(value: str, position: int) -> Query:
    try:
        return parse_date_range(value)
    except ValueError as error:
        raise errors.no_date(value, position) from error


def _figure(measure: Measure, examples: str) -> Read:
    def read(value: str, position: int) -> Figure:
        try:
            return parse_figure(measure, value)
        except ValueError as error:
            raise errors.no_figure(measure.value, value, examples, position) from error

    return read


def _verdict(verdict: str) -> Read:
    return lambda value, position: _of_types(value, position, partial(Reviewed, verdict))


def _cites(value: str, position: int) -> Query:
    if law := SHIPPED_LAWS.find(value):
        return Cites(law.name)
    match = _ARTICLE.fullmatch(" ".join(fold(value).split()))  # a page of spaces takes minutes
    law = SHIPPED_LAWS.find(match["law"]) if match else None
    if match is None or law is None:
        names = [name for law in SHIPPED_LAWS.laws for name in (*law.names, law.name_en)]
        close = get_close_matches(value, names, n=3, cutoff=0.3) or names[:3]
        raise errors.no_law(value, close, position)
    article = match["article"]
    return Cites(law.name, int(article if article.isdecimal() else chinese_amount(article) or 0))


def _numbered(value: str, position: int) -> Query:
    number = cited_number(value)
    if not number:
        raise errors.no_number(value, position)
    return Numbered(number)


FIELDS: Mapping[str, tuple[Read, str]] = {
    "clause": (lambda value, at: _of_types(value, at, ClauseType), "clause:违约责任"),
    "type": (lambda value, _: ContractType(value), "type:售后服务合同"),
    "party": (lambda value, at: FieldText(TextField.PARTY, value, at), "party:某某公司"),
    "title": (lambda value, at: FieldText(TextField.TITLE, value, at), "title:框架协议"),
    "collection": (Collection, "collection:采购部"),
    "date": (_date_range, "date:2023..2024-06"),
    "amount": (_figure(Measure.AMOUNT, ">=10万, 5000..20000, USD1000"), "amount:>=10万"),
    "duration": (_figure(Measure.DURATION, "30日, <=12个月, 24小时..48小时"), "duration:<=30日"),
    "percent": (_figure(Measure.PERCENT, "5%, >=0.5‰, 10..30"), "percent:>=5"),
    "law": (_cites, "law:民法典第585条"),
    "number": (_numbered, "number:第八条"),
    "checklist": (HeldAgainst, "checklist:售后服务"),
    **{verdict: (_verdict(verdict), f"{verdict}:保密") for verdict in VERDICTS},
}
