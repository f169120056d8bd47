"""Fingerprints of what findings rest on: of a checklist's items, and of the laws behind them.

What only advises (guidance, fallback wording) and how a law may be written count for nothing: to
edit that leaves people's decisions alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from typing import Any

from contracts.laws import Law, laws_by_name
from review.checklist import Checklist, ChecklistItem
from review.checklist_text import plain

_ADVICE = ("guidance", "fallback_wording")
_STANDING = ("in_force_from", "articles", "repealed_on", "replaced_by")


@cache
def item_fingerprint(item: ChecklistItem) -> str:
    """What changes whenever an item asks, or judges, something else.

    What is as it is by default is left out, so that what a later program can ask as well leaves
    people's decisions alone.
    """
    return _hashed({name: part for name, part in plain(item).items() if name not in _ADVICE})


def checklist_fingerprint(checklist: Checklist) -> str:
    """What changes whenever any of a checklist's items does: its version, in a few digits."""
    return _hashed({item.id: item_fingerprint(item) for item in checklist.items})[:8]


def choice_fingerprint(checklists: Iterable[Checklist]) -> str:
    """What changes whenever a document may get another checklist."""
    return _hashed({each.id: plain(each.applies_when) for each in checklists})


@cache
def law_fingerprint(law: Law) -> str:
    """What changes whenever a law's standing does."""
    return _hashed({name: getattr(law, name) for name in _STANDING})


@cache
def laws_behind(item: ChecklistItem) -> Mapping[str, str]:
    """Law → fingerprint, of the laws in the register that an item is based on."""
    return fingerprints_of_laws(basis.law for basis in item.legal_basis)


def fingerprints_of_laws(names: Iterable[str]) -> dict[str, str]:
    """Law → fingerprint, as far as the laws stand in the register; by their official names."""
    known = laws_by_name()
    found = {known[name].name: known[name] for name in names if name in known}
    return {name: law_fingerprint(law) for name, law in sorted(found.items())}


def register_fingerprint() -> str:
    """What changes whenever anything in the law register does, also how a law is written."""
    return _hashed({name: asdict(law) for name, law in laws_by_name().items()})


def _hashed(parts: Mapping[str, Any]) -> str:
    written = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(written.encode(), digest_size=8).hexdigest()
