"""A ledger's cells as facts of a document: dates, amounts and parties as the store keeps them."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

from contracts.amounts import find_amounts
from contracts.dates import find_dates
from contracts.text import fold, reading
from ingest.ledger.reading import Field

DATES = (Field.AGREEMENT_DATE, Field.EFFECTIVE_DATE, Field.EXPIRATION_DATE)
_BARE_DATE = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:\s.*)?")
_SERIAL = re.compile(r"[2-6]\d{4}")  # days since the last of 1899, in cells without a date's format
_FIRST_DAY = date(1899, 12, 30)
_BARE_NUMBER = re.compile(r"[¥￥]?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_UNITS = {"万": 10_000, "亿": 100_000_000}


def fact_value(field: Field, text: str, title: str, known_parties: str) -> str | None:
    """What a cell says as the store keeps it, None where it cannot be understood.

    ``title`` is the column's: 金额（万元） gives the unit. A counterparty joins the known parties,
    which are JSON, unless it is one of them.
    """
    if field in DATES:
        return _date(text)
    if field is Field.AMOUNT:
        return _amount(text, title)
    if field is Field.COUNTERPARTY:
        return _parties(text, known_parties)
    return text


def _date(text: str) -> str | None:
    found = next(find_dates(reading(text).text), None)
    if found is not None:
        return found.value.isoformat()
    if _SERIAL.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=int(text))).isoformat()
    bare = _BARE_DATE.fullmatch(text)
    if bare is None:
        return None
    try:
        return date(*map(int, bare.groups())).isoformat()
    except ValueError:
        return None


def _amount(text: str, title: str) -> str | None:
    found = next(find_amounts(reading(text).text), None)
    if found is not None:
        return str(found)
    bare = _BARE_NUMBER.fullmatch(fold(text))
    if bare is None:
        return None
    unit = next((factor for name, factor in _UNITS.items() if name in title), 1)
    return f"CNY {Decimal(bare[1].replace(',', '')) * unit:.2f}"


def _parties(name: str, known: str) -> str:
    parties = json.loads(known or "[]")
    if not any(fold(party["name"]) == fold(name) for party in parties):
        parties.append({"name": name, "role": ""})
    return json.dumps(parties, ensure_ascii=False)
