"""The parties of a contract, in the order in which it names them."""

import re
from itertools import chain

from contracts.parties.chinese import chinese_parties
from contracts.parties.columns import column_parties
from contracts.parties.english import english_parties
from contracts.parties.party import FoundParty

_TRANSLATED = {"Party A": "甲方", "Party B": "乙方", "Party C": "丙方", "Party D": "丁方"}


def find_parties(folded: str, printed: str) -> tuple[FoundParty, ...]:
    """The parties in the order they're named; each role and each name once.

    甲方 and Party A are one role, which a contract in two languages names twice. ``folded`` is a
    reading (contracts.text) and ``printed`` the same characters before folding: names keep their
    capitals. Only places where parties are introduced should be given, not the whole contract.
    """
    found: list[FoundParty] = []
    candidates = chain(
        chinese_parties(folded, printed),
        column_parties(folded, printed),
        english_parties(printed),
    )
    for candidate in sorted(candidates, key=lambda party: party.start):
        if not any(_same(candidate, party) for party in found):
            found.append(candidate)
    return tuple(found)


def _same(one: FoundParty, other: FoundParty) -> bool:
    """Whether they share a role or a name, or stand in the same place."""
    together = one.introduced == other.introduced >= 0
    if (
        _roles(one) & _roles(other) and not together
    ) or one.name.casefold() == other.name.casefold():
        return True
    return one.start < other.end and other.start < one.end


def _roles(party: FoundParty) -> set[str]:
    """甲方（买方） has two of them; so that 甲方 later in the text is the same party."""
    roles = re.split("[（）]", _TRANSLATED.get(party.role.title(), party.role))
    return {role.casefold() for role in roles if role}
