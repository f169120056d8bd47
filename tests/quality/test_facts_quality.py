"""How often facts are right, wrong or missed in CUAD's English contracts; pytest -s prints it.

CUAD also lists dates that a lawyer computed ("one year from the Effective Date"); dates that are
reckoned here (their evidence holds none) are counted by themselves: right where CUAD marks the same
words.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from shared_material import SHARED

from contracts.dates import find_dates
from contracts.fact import Fact
from contracts.facts import read_facts
from contracts.text import reading

CUAD = SHARED / "data" / "cuad"
DATES = {
    "agreement_date": "Agreement Date",
    "effective_date": "Effective Date",
    "expiration_date": "Expiration Date",
}
WORDS = {"governing_law": "Governing Law", "renewal_term": "Renewal Term"}

Spans = Mapping[str, Sequence[str] | None]


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).lower().strip()


def alike(said: str, true: str) -> bool:
    one, other = plain(said), plain(true)
    return one == other or (len(min(one, other, key=len)) > 5 and (one in other or other in one))


def dates_of(fact: Fact) -> set[str]:
    """The dates in the words that a fact rests on."""
    words = reading(fact.evidence.exact).text if fact.evidence else ""
    return {found.value.isoformat() for found in find_dates(words)}


def verdict(said: bool, true: bool, right: bool) -> str:
    if said and true:
        return "right" if right else "wrong"
    return "made up" if said else "missed" if true else "rightly none"


def compare(facts: Mapping[str, Fact], spans: Spans, table: dict[str, Counter[str]]) -> None:
    def count(field: str, outcome: str) -> None:
        table.setdefault(field, Counter())[outcome] += 1

    names = spans.get("Document Name") or []
    title = facts["title"]
    right = any(plain(n) in plain(title.value) or plain(title.value) in plain(n) for n in names)
    count("title", verdict(title.evidence is not None, bool(names), right))
    for field, category in DATES.items():
        true = {
            found.value.isoformat()
            for span in spans.get(category) or []
            for found in find_dates(reading(span).text)
        }
        said = facts.get(field)
        if said is not None and said.value not in dates_of(said):
            words = plain(said.evidence.exact) if said.evidence else ""
            marked = any(
                words in plain(span) or plain(span) in words for span in spans.get(category) or []
            )
            count(
                f"{field}, reckoned",
                "the same words" if marked else "other words" if true else "none",
            )
            continue
        count(field, verdict(said is not None, bool(true), said is not None and said.value in true))
    for field, category in WORDS.items():
        stated = spans.get(category) or []
        said = facts.get(field)
        right = said is not None and any(plain(said.value) in plain(span) for span in stated)
        count(field, verdict(said is not None, bool(stated), right))
    parties = json.loads(facts["parties"].value) if "parties" in facts else []
    for party in parties:
        right = any(alike(party["name"], span) for span in spans.get("Parties") or [])
        count("party name", "right" if right else "wrong")
    count("two parties or more", "right" if len(parties) > 1 else "missed")


@pytest.mark.skipif(not CUAD.is_dir(), reason="needs CUAD: set TIAOLI_SHARED")
def test_what_is_said_is_mostly_right() -> None:
    table: dict[str, Counter[str]] = {}
    for line in (CUAD / "spans.jsonl").read_text(encoding="utf-8").splitlines():
        contract = json.loads(line)
        text = (CUAD / "txt" / f"{contract['id']}.txt").read_text(encoding="utf-8")
        found = read_facts((), text, f"{contract['id']}.txt")
        compare({fact.field: fact for fact in found}, contract["spans"], table)
    print()
    for field, counts in table.items():
        print(f"{field:20}", ", ".join(f"{name} {n}" for name, n in sorted(counts.items())))
    for field in ("title", "party name", "governing_law"):
        counts = table[field]
        assert counts["right"] >= 0.9 * (counts["right"] + counts["wrong"] + counts["made up"])
    for field in DATES:
        counts = table[field]
        assert counts["right"] >= 0.85 * (counts["right"] + counts["wrong"] + counts["made up"])
