"""Facts of a document: read from its text by rule, corrected by people; a person's word wins.

A rule's facts belong to the version they were read from, a correction to the document, so it
outlives every re-reading. The columns of ``documents`` are derived from both.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from contracts.clause import Span
from contracts.document import DocumentKind
from contracts.errors import TiaoliError
from contracts.fact import Fact
from contracts.text import fold
from contracts.visibility import Visible
from store import audit, outbox
from store.columns import AnyRow
from store.documents import get_document
from store.summaries import forget_summaries
from store.tables import corrections, documents, facts

_SPAN = TypeAdapter(Span)
_AMOUNT = re.compile(r"[A-Z]{3} \d+(?:\.\d+)?")  # currency (ISO 4217) and decimal number
_DATES = ("agreement_date", "effective_date", "expiration_date")
_ALWAYS_KNOWN = ("title", "kind", "language")  # before it is read: from the file's name, or assumed
_FIELDS = (
    *_ALWAYS_KNOWN, "contract_type", "contract_number", "parties", *_DATES,
    "term", "renewal_term", "amount", "governing_law",
)  # fmt: skip

_WHICH: BindParameter[Sequence[int]] = bindparam("which", expanding=True)
_BY_RULE = (
    select(facts, documents.c.id.label("document_id"))
    .join(documents, documents.c.readable_version_id == facts.c.version_id)
    .where(documents.c.id.in_(_WHICH))
)
_BY_PERSON = select(corrections).where(corrections.c.document_id.in_(_WHICH))
_AS_IT_IS = select(documents.c.id, *(documents.c[name] for name in _ALWAYS_KNOWN)).where(
    documents.c.id.in_(_WHICH)
)


class InvalidFact(TiaoliError):
    """A value that the field cannot hold: 31 February, an unknown kind."""

    code = "invalid_fact"


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact and where it comes from: ``source`` is "rule" or "person".

    Evidence and version belong to a rule's fact, ``set_by`` and ``set_at`` to a person's.
    """

    field: str
    value: str
    evidence: Span | None
    source: str
    set_by: str
    set_at: datetime | None
    version_id: int | None


def facts_of(connection: Connection, document_id: int, visible: Visible) -> tuple[StoredFact, ...]:
    """What is known of a document, in the order of its fields; NotFound where it is hidden."""
    get_document(connection, document_id, visible)
    known = _known(connection, [document_id])[document_id]
    return tuple(known[field] for field in _FIELDS if field in known)


def correct_fact(
    connection: Connection, document_id: int, field: str, value: str, user: str, visible: Visible
) -> None:
    """Record a person's value, which survives re-reading; an empty value says there is none.

    Raises InvalidFact for a value the field cannot hold, NotFound where the document is hidden.
    """
    get_document(connection, document_id, visible)
    check_fact(field, value)
    is_this = (corrections.c.document_id == document_id) & (corrections.c.field == field)
    connection.execute(delete(corrections).where(is_this))
    connection.execute(
        insert(corrections).values(
            document_id=document_id,
            field=field,
            value=value,
            set_by=user,
            set_at=datetime.now(UTC),
        )
    )
    refresh_documents(connection, document_id)
    outbox.add(connection, document_id)
    audit.record(connection, user, f"correct {field}", f"document {document_id}")


def check_fact(field: str, value: str) -> None:
    """Raise InvalidFact for a value that the field cannot hold."""
    _column_value(field, value)


def add_facts(connection: Connection, found: Mapping[int, Iterable[Fact]]) -> None:
    """Save what was read by rule from versions whose facts are not stored (any more)."""
    rows = [
        {
            "version_id": version_id,
            "field": fact.field,
            "value": fact.value,
            "evidence": fact.evidence and _SPAN.dump_json(fact.evidence).decode(),
        }
        for version_id, read in found.items()
        for fact in read
    ]
    if rows:
        connection.execute(insert(facts), rows)


def rule_facts_of(connection: Connection, version_id: int) -> tuple[Fact, ...]:
    """What was read by rule from a version."""
    rows = connection.execute(select(facts).where(facts.c.version_id == version_id))
    return tuple(Fact(row.field, row.value, _evidence(row.evidence)) for row in rows)


def replace_facts(
    connection: Connection, document_id: int, version_id: int, found: Iterable[Fact]
) -> None:
    """Save what was read anew by rule from a version of a document, and derive its columns."""
    connection.execute(delete(facts).where(facts.c.version_id == version_id))
    add_facts(connection, {version_id: found})
    refresh_documents(connection, document_id)


def refresh_documents(connection: Connection, *document_ids: int) -> None:
    """Derive documents' columns from the facts of their newest readable versions and people's."""
    known = _known(connection, document_ids)
    rows = [
        {"which": row.id, **_columns(known[row.id], row)}
        for row in connection.execute(_AS_IT_IS, {"which": document_ids}).all()
    ]
    this = documents.c.id == bindparam("which")
    connection.execute(update(documents).where(this), rows)
    forget_summaries(connection, *document_ids)


def _columns(known: Mapping[str, StoredFact], as_it_is: AnyRow) -> dict[str, Any]:
    """A document's columns; what is always known stays as it is where nothing is stated."""
    values: dict[str, Any] = {name: getattr(as_it_is, name) for name in _ALWAYS_KNOWN}
    for field in _FIELDS:
        if field in known or field not in _ALWAYS_KNOWN:
            values[field] = _column_value(field, known[field].value if field in known else "")
    values["title"] = values["title"] or as_it_is.title
    names = [party["name"] for party in json.loads(values["parties"])]
    named = [values["title"], *names, values["contract_number"]]
    return values | {"folded": fold("\n".join(filter(None, named)))}


def _known(
    connection: Connection, document_ids: Sequence[int]
) -> defaultdict[int, dict[str, StoredFact]]:
    """The facts in force by document and field: its newest readable version's, then people's."""
    known: defaultdict[int, dict[str, StoredFact]] = defaultdict(dict)
    for row in connection.execute(_BY_RULE, {"which": document_ids}):
        known[row.document_id][row.field] = StoredFact(
            row.field,
            row.value,
            _evidence(row.evidence),
            "rule",
            "",
            None,
            row.version_id,
        )
    for row in connection.execute(_BY_PERSON, {"which": document_ids}):
        known[row.document_id][row.field] = StoredFact(
            row.field, row.value, None, "person", row.set_by, row.set_at, None
        )
    return known


def _evidence(stored: str | None) -> Span | None:
    return _SPAN.validate_json(stored) if stored else None


def _column_value(field: str, value: str) -> str | date | None:
    """The value as the column of ``documents`` holds it, or InvalidFact."""
    try:
        if field not in _FIELDS:
            raise ValueError(field)
        if field in _DATES:
            return date.fromisoformat(value) if value else None
        if field == "kind":
            return DocumentKind(value).value
        if field == "parties":
            return _parties(value)
        if field == "amount" and value and not _AMOUNT.fullmatch(value):
            raise ValueError(value)
    except (ValueError, TypeError, KeyError):
        raise InvalidFact(
            f"“{value}”不能作为“{field}”的值。日期请写成 2024-03-01，金额请写成 CNY 128000.00。",
            f"“{value}” cannot be the value of “{field}”. Write dates as 2024-03-01 and amounts as"
            " CNY 128000.00.",
        ) from None
    return value


def _parties(value: str) -> str:
    """Parties as JSON: a list of {"name", "role"}."""
    parties = [
        {"name": str(party["name"]), "role": str(party.get("role", ""))}
        for party in json.loads(value or "[]")
    ]
    return json.dumps(parties, ensure_ascii=False) if parties else "[]"
