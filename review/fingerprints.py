"""Fingerprints of what findings rest on: of a checklist's items, and of the laws behind them.

What only advises (guidance, fallback wording), what an item is called and how a law may be written
are left out: editing them leaves people's decisions alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

from contracts.laws import Law, LawRegister
from contracts.plain_values import plain
from review.checklist import Checklist, ChecklistItem

_ADVICE = ("guidance", "fallback_wording", "label")
_STANDING = ("in_force_from", "articles", "repealed_on", "replaced_by")
_LATER = ("renumbered_from",)  # of the law's standing as well, counted where it is known
_LAWS_BEHIND = 2_000  # items and registers, of which a few are in use at a time


@cache
def item_fingerprint(item: ChecklistItem) -> str:
    """A fingerprint that changes when an item asks for, or judges by, something else.

    Defaults are left out, so that fields added by a later program leave people's decisions alone.
    """
    return _hashed({name: part for name, part in plain(item).items() if name not in _ADVICE})


def checklist_fingerprint(checklist: Checklist) -> str:
    """A fingerprint that changes when any item does: the checklist's version, in a few digits."""
    return _hashed({item.id: item_fingerprint(item) for item in checklist.items})[:8]


def choice_fingerprint(checklists: Iterable[Checklist]) -> str:
    """A fingerprint that changes when a document may get another checklist."""
    return _hashed({each.id: plain(each.applies_when) for each in checklists})


@cache
def law_fingerprint(law: Law) -> str:
    """A fingerprint that changes when a law is repealed, replaced or renumbered."""
    later = {name: getattr(law, name) for name in _LATER if getattr(law, name) is not None}
    return _hashed({name: getattr(law, name) for name in _STANDING} | later)


@lru_cache(maxsize=_LAWS_BEHIND)
def laws_behind(item: ChecklistItem, register: LawRegister) -> Mapping[str, str]:
    """Law → fingerprint, of the laws in the register that an item is based on."""
    return fingerprints_of_laws((basis.law for basis in item.legal_basis), register)


def fingerprints_of_laws(names: Iterable[str], register: LawRegister) -> dict[str, str]:
    """Official name → fingerprint, of those of the laws that are in the register."""
    known = register.by_name
    found = {known[name].name: known[name] for name in names if name in known}
    return {name: law_fingerprint(law) for name, law in sorted(found.items())}


def register_fingerprint(register: LawRegister) -> str:
    """A fingerprint that changes with anything in the law register, the names of laws included."""
    return _hashed({law.name: asdict(law) for law in register.laws})


def _hashed(parts: Mapping[str, Any]) -> str:
    written = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(written.encode(), digest_size=8).hexdigest()
