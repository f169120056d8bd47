"""The queue of what to check again: reviews touched by an edit, or by a new version of their text.

Every decision and sign-off remembers the fingerprints of the items and laws that it rested on; they
are compared with today's. No text is read, so that thousands are checked in seconds. What a new
text changed in a review is known from its summary, as soon as that is made.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from contracts.decisions import Decision, SignOff, last_decisions
from contracts.document import Document
from contracts.laws import LawRegister
from contracts.visibility import Visible
from review.checklist import Checklist, Checklists
from review.fingerprints import fingerprints_of_laws
from review.house_laws import laws_in_force
from review.signing import Change, Reason, Rules, asked_items, changed_rules, rules_signed
from store.database import Connection
from store.decisions import every_decision, every_sign_off
from store.presence import presences
from store.summaries import Summary

One = TypeVar("One", Decision, SignOff)


@dataclass(frozen=True, slots=True)
class Affected:
    """A review that was decided on or signed off, and what changed under it.

    ``sign_off`` is the last one, None where nobody has signed yet.
    """

    document: Document
    checklist: Checklist
    changes: tuple[Change, ...]
    sign_off: SignOff | None


class _Today:
    """Today's fingerprints, made once for all documents with the same items."""

    def __init__(self, register: LawRegister) -> None:
        self._laws = fingerprints_of_laws(register.by_name, register)
        self._asked: dict[tuple[str | bool, ...], Mapping[str, str]] = {}

    def rules(self, checklist: Checklist, document: Document) -> Rules:
        if any(item.applies_when.asks_facts for item in checklist.items):
            return Rules(asked_items(checklist, document), self._laws)
        sort = (
            checklist.id, document.kind, document.contract_type, document.language,
            document.consumer_facing,
        )  # fmt: skip
        if sort not in self._asked:
            self._asked[sort] = asked_items(checklist, document)
        return Rules(self._asked[sort], self._laws)


def recheck(
    connection: Connection,
    visible: Visible,
    today: date,
    checklists: Checklists,
    summaries: Mapping[int, Summary] | None = None,
    *,
    register: LawRegister | None = None,
) -> list[Affected]:
    """The reviews to look at again, those that were signed off first, then by title.

    A waiver that has ended is among the changes. ``register`` is that in force unless one is given.
    """
    known = summaries or {}
    decisions = _by_review(every_decision(connection, visible))
    sign_offs = _by_review(every_sign_off(connection, visible))
    documents = {each.document.id: each.document for each in presences(connection, visible)}
    fingerprints = _Today(register or laws_in_force(connection))
    found = []
    for document_id, name in {**decisions, **sign_offs}:
        document, checklist = documents.get(document_id), checklists.get(name)
        if document is None or checklist is None:
            continue
        now = fingerprints.rules(checklist, document)
        signed = sign_offs.get((document_id, name), ())
        last = last_decisions(decisions.get((document_id, name), ()), name)
        changes = dict.fromkeys(_changes(signed[-1:], last.values(), now, today))
        changes |= dict.fromkeys(_told(known.get(document_id), name, changes))
        if changes:
            found.append(
                Affected(document, checklist, tuple(changes), signed[-1] if signed else None)
            )
    found.sort(key=lambda each: (each.sign_off is None, each.document.title, each.document.id))
    return found


def _changes(
    sign_offs: Sequence[SignOff], decisions: Iterable[Decision], now: Rules, today: date
) -> Iterator[Change]:
    for sign_off in sign_offs:
        yield from changed_rules(rules_signed(sign_off), now)
    for decision in decisions:
        item, basis = decision.deed.item, decision.basis
        if item not in now.items:
            continue
        if basis.item != now.items[item]:
            yield Change(Reason.ITEM_CHANGED, item)
        for law, fingerprint in basis.laws.items():
            if now.laws.get(law) != fingerprint:
                yield Change(Reason.LAW_CHANGED, law)
        if decision.deed.expires_on is not None and decision.deed.expires_on < today:
            yield Change(Reason.WAIVER_ENDED, item)


def _told(summary: Summary | None, checklist: str, known: Iterable[Change]) -> Iterator[Change]:
    """The changes that a summary tells beyond those already known."""
    if summary is None or summary.checklist != checklist:
        return
    subjects = {change.subject for change in known if change.subject}
    for reason, subject in summary.changes:
        if subject not in subjects:
            yield Change(Reason(reason), subject)


def _by_review(all_: Iterable[One]) -> dict[tuple[int, str], list[One]]:
    found: dict[tuple[int, str], list[One]] = defaultdict(list)
    for one in all_:
        found[one.review].append(one)
    return found
