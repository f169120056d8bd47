"""The parties of a contract, in the order in which it names them."""

from itertools import chain

from contracts.parties.chinese import chinese_parties
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
    candidates = chain(chinese_parties(folded, printed), english_parties(printed))
    for candidate in sorted(candidates, key=lambda party: party.start):
        known = ({_role(party) for party in found} | {party.name for party in found}) - {""}
        if _role(candidate) not in known and candidate.name not in known:
            found.append(candidate)
    return tuple(found)


def _role(party: FoundParty) -> str:
    return _TRANSLATED.get(party.role.title(), party.role)
