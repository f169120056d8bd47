"""Summaries: what the review of each document comes to, kept for pages on thousands of them.

A summary is forgotten in the transaction that changes what it rests on. Making one begins with an
empty row: where that row is gone at the end, the summary is out of date and is not kept.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from contracts.visibility import Visible
from store.collections import is_visible
from store.review_tables import summaries
from store.tables import collections, documents


@dataclass(frozen=True, slots=True)
class Summary:
    """Item → verdict by the checklist that is made for the document ("" where none is).

    ``closed`` are the days on which people closed gaps, by item; ``repealed`` are the laws cited
    that are no longer in force; ``changes`` say why something is to be decided or signed again,
    each with the item or law it is about. ``holds_until`` is the last day before a waiver ends.
    ``figures`` are the values that are judged worst, by "item.parameter", in the parameter's unit.
    """

    document_id: int
    checklist: str
    verdicts: Mapping[str, str]
    closed: Mapping[str, date]
    repealed: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    signed: bool
    holds_until: date | None
    figures: Mapping[str, Decimal] = field(default_factory=dict)


Rules = Mapping[str, str]  # checklist → the fingerprint of what its summaries rest on


def summaries_in_force(
    connection: Connection, visible: Visible, rules: Rules, today: date
) -> dict[int, Summary]:
    """Document id → summary, for the documents that may be seen and have one that still holds."""
    held = summaries.join(documents).join(collections)
    query = select(summaries).select_from(held)
    query = query.where(is_visible(visible), _holds(rules, today))
    return {
        row.document_id: Summary(
            document_id=row.document_id,
            checklist=row.checklist,
            verdicts=json.loads(row.verdicts),
            closed=_days(row.closed),
            repealed=_list(row.repealed),
            changes=tuple((reason, subject) for reason, subject in _list(row.changes)),
            signed=row.signed,
            holds_until=row.holds_until,
            figures=_figures(row.figures),
        )
        for row in connection.execute(query)
    }


def verdicts_in_force(
    connection: Connection, visible: Visible, rules: Rules, today: date, verdict: str
) -> Iterator[tuple[int, str, Mapping[str, str]]]:
    """Document id, checklist and verdicts by item, of documents with an item of this verdict."""
    held = summaries.join(documents).join(collections)
    columns = (summaries.c.document_id, summaries.c.checklist, summaries.c.verdicts)
    query = select(*columns).select_from(held)
    query = query.where(is_visible(visible), _holds(rules, today), summaries.c.checklist != "")
    with_verdict = query.where(summaries.c.verdicts.contains(json.dumps(verdict), autoescape=True))
    for document_id, checklist, verdicts in connection.execute(with_verdict):
        yield document_id, checklist, json.loads(verdicts)


def documents_held_against(
    connection: Connection, visible: Visible, rules: Rules, today: date, checklists: Iterable[str]
) -> frozenset[int]:
    """Documents that may be seen whose summary in force is by one of these checklists."""
    held = summaries.join(documents).join(collections)
    query = select(summaries.c.document_id).select_from(held)
    query = query.where(is_visible(visible), _holds(rules, today))
    return frozenset(
        connection.execute(query.where(summaries.c.checklist.in_(tuple(checklists)))).scalars()
    )


def count_with_verdict(
    connection: Connection, visible: Visible, rules: Rules, today: date, verdicts: Iterable[str]
) -> tuple[int, int]:
    """How many documents are summarised by a checklist, and how many of them have a verdict."""
    held = summaries.join(documents).join(collections)
    has = or_(
        *(summaries.c.verdicts.contains(json.dumps(each), autoescape=True) for each in verdicts)
    )
    query = select(func.count(), func.coalesce(func.sum(case((has, 1), else_=0)), 0))
    query = query.select_from(held).where(
        is_visible(visible), _holds(rules, today), summaries.c.checklist != ""
    )
    count, with_verdict = connection.execute(query).one()
    return int(count), int(with_verdict)


def count_without_summary(
    connection: Connection, visible: Visible, rules: Rules, today: date
) -> int:
    """How many documents that may be seen and were read have no summary in force."""
    query = (
        select(func.count())
        .select_from(documents.join(collections).outerjoin(summaries))
        .where(is_visible(visible), documents.c.readable_version_id.is_not(None))
        .where(or_(summaries.c.document_id.is_(None), ~_holds(rules, today)))
    )
    return connection.execute(query).scalar_one()


def documents_without(
    connection: Connection,
    rules: Rules,
    today: date,
    *,
    most: int,
    without: Collection[int] = (),
) -> Sequence[int]:
    """Documents that have been read but have no summary in force; at most ``most``, by id."""
    query = (
        select(documents.c.id)
        .outerjoin(summaries)
        .where(documents.c.readable_version_id.is_not(None), documents.c.id.not_in(without))
        .where(or_(summaries.c.document_id.is_(None), ~_holds(rules, today)))
        .order_by(documents.c.id)
        .limit(most)
    )
    return connection.execute(query).scalars().all()


def begin_summaries(
    connection: Connection, rules: Rules, today: date, *, most: int, without: Collection[int]
) -> Sequence[int]:
    """Begin the summaries of documents that have none in force; ``most`` at once, by id."""
    wanted = documents_without(connection, rules, today, most=most, without=without)
    if wanted:
        connection.execute(delete(summaries).where(summaries.c.document_id.in_(wanted)))
        rows = [{"document_id": id_, "made": False, "checklist": "", "rules": ""} for id_ in wanted]
        connection.execute(insert(summaries), rows)
    return wanted


def save_summary(connection: Connection, summary: Summary, rules: str) -> bool:
    """Keep a summary that was begun; False, and nothing kept, where it was forgotten meanwhile."""
    closed = {item: day.isoformat() for item, day in summary.closed.items()}
    begun = (summaries.c.document_id == summary.document_id) & ~summaries.c.made
    saved = connection.execute(
        update(summaries)
        .where(begun)
        .values(
            made=True,
            checklist=summary.checklist,
            rules=rules,
            holds_until=summary.holds_until,
            signed=summary.signed,
            verdicts=json.dumps(summary.verdicts),
            figures=json.dumps({name: str(value) for name, value in summary.figures.items()}),
            closed=json.dumps(closed),
            repealed=json.dumps(summary.repealed, ensure_ascii=False),
            changes=json.dumps(summary.changes, ensure_ascii=False),
        )
    )
    return saved.rowcount == 1


def forget_summaries(connection: Connection, *document_ids: int) -> None:
    """Forget the summaries of these documents: what their reviews come to may have changed."""
    connection.execute(delete(summaries).where(summaries.c.document_id.in_(document_ids)))


def _days(written: str) -> dict[str, date]:
    if written == "{}":  # nearly always, of thousands
        return {}
    return {item: date.fromisoformat(day) for item, day in json.loads(written).items()}


def _figures(written: str) -> dict[str, Decimal]:
    if written == "{}":
        return {}
    return {name: Decimal(value) for name, value in json.loads(written).items()}


def _list(written: str) -> tuple[Any, ...]:
    return () if written == "[]" else tuple(json.loads(written))


def _holds(rules: Rules, today: date) -> ColumnElement[bool]:
    by_rules = [
        (summaries.c.checklist == name) & (summaries.c.rules == rule)
        for name, rule in rules.items()
    ]
    ends = summaries.c.holds_until
    return and_(summaries.c.made, or_(false(), *by_rules), or_(ends.is_(None), ends >= today))
