"""Facts as a person types them, and as they are stored."""

import json
import re
from typing import TYPE_CHECKING

from contracts.amounts import find_amounts
from contracts.dates import find_dates
from contracts.document import Party
from contracts.text import reading

if TYPE_CHECKING:  # a command that reads a file alone has no database to load
    from store.facts import StoredFact

FIELD_ORDER = (
    "title",
    "kind",
    "contract_type",
    "contract_number",
    "parties",
    "agreement_date",
    "effective_date",
    "expiration_date",
    "term",
    "renewal_term",
    "amount",
    "governing_law",
    "language",
)
DATES = frozenset({"agreement_date", "effective_date", "expiration_date"})


def is_reckoned(fact: "StoredFact") -> bool:
    """Whether a day was reckoned from the words it rests on, which don't name it themselves."""
    if fact.field not in DATES or fact.evidence is None:
        return False
    named = find_dates(reading(fact.evidence.exact).text)
    return all(found.value.isoformat() != fact.value for found in named)


def typed_value(field: str, typed: str) -> str:
    """A typed value in the form that is stored: parties, one a line, become a JSON list.

    A sum may be typed as contracts write it (128,000元, US$ 5 million).
    """
    if field == "amount":
        amounts = list(find_amounts(reading(typed).text))
        return str(amounts[0]) if len(amounts) == 1 else typed.strip()
    if field != "parties":
        return " ".join(typed.split())
    parties = []
    for line in typed.splitlines():
        role, colon, name = re.sub("：", ":", line, count=1).partition(":")
        if name.strip() or role.strip():
            parties.append(
                {"name": (name if colon else role).strip(), "role": role.strip() if colon else ""}
            )
    return json.dumps(parties, ensure_ascii=False) if parties else ""


def stored_parties(stored: str) -> tuple[Party, ...]:
    """The parties that a stored value holds."""
    return tuple(
        Party(party["name"], party.get("role", "")) for party in json.loads(stored or "[]")
    )


def party_lines(stored: str) -> str:
    """The stored parties as a person edits them: ``甲方：名称``, one a line."""
    return "\n".join(
        f"{party.role}：{party.name}" if party.role else party.name
        for party in stored_parties(stored)
    )
