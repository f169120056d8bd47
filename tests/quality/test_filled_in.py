"""Facts of 71 short filled-in contracts, policies, letters and statutes; pytest -s prints them.

They are fictitious and stand in ``filled_in/``, each headed by ``=== name`` and what a lawyer reads
in it: alternatives are parted by |, "?" says that leaving it out is no mistake either, "computed"
that the text states no such date. ``later.txt`` was written after the rules were mended on the
others; docs/quality.md tells how they did when they were first read.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from contracts.document import document_text
from contracts.fact import Fact
from contracts.facts import read_facts
from contracts.structure.segmentation import segment
from contracts.text import fold
from ingest.parsers import text as plain_text

FOLDER = Path(__file__).with_name("filled_in")
FIELDS = (
    "title", "kind", "contract_type", "contract_number", "parties", "agreement_date",
    "effective_date", "expiration_date", "term", "amount", "governing_law",
)  # fmt: skip
KNOWN = {("en02", "amount", "missed")}  # a yearly charge

Outcome = tuple[str, str, str]  # document, field, verdict


def documents() -> Iterator[tuple[str, dict[str, str], str]]:
    """Name, expectation and text of each document."""
    for path in sorted(FOLDER.glob("*.txt")):
        for each in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
            head, text = each.split("\n---\n", 1)
            name, *lines = head.splitlines()
            expected = dict(line.split(":", 1) for line in lines)
            yield name.split()[0], {field: value.strip() for field, value in expected.items()}, text


def facts_in(text: str) -> dict[str, Fact]:
    blocks = plain_text.parse(text.encode()).blocks
    found = read_facts(segment(blocks, 1), document_text(blocks), "upload.txt")
    return {fact.field: fact for fact in found}


def bare(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def verdict(field: str, wanted: str, said: str) -> str:
    options = [bare(each) for each in wanted.removesuffix("computed").lstrip("?").split("|")]
    if not wanted:
        return "made up" if said else "rightly none"
    if not said:
        return "rightly none" if wanted.startswith("?") else "missed"
    inside = field == "governing_law" and any(option in bare(said) for option in options)
    return "right" if inside or bare(said) in options else "wrong"


def party_verdicts(wanted: str, said: str) -> Iterator[str]:
    """Each party wanted, and each that is nobody; a party must have one of its roles."""
    found = {bare(party["name"]): party["role"] for party in json.loads(said or "[]")}
    for each in filter(None, wanted.split(";")):
        name, role = each.strip().split("|")
        said_role = found.pop(bare(name), None)
        roles = [bare(part) for part in re.split("[（）]", role.removeprefix("the ")) if part]
        if said_role is None:
            yield "missed"
        else:
            yield "right" if not roles or any(r in bare(said_role) for r in roles) else "wrong"
    yield from ["made up"] * len(found)


def outcomes() -> Iterator[Outcome]:
    for name, expected, text in documents():
        found = facts_in(text)
        for field in FIELDS:
            wanted, said = expected.get(field, ""), found[field].value if field in found else ""
            if field == "parties":
                yield from ((name, field, each) for each in party_verdicts(wanted, said))
            elif field != "title" or wanted:
                yield name, field, verdict(field, wanted, said)


def test_what_a_filled_in_document_states_is_found_and_nothing_else() -> None:
    found = list(outcomes())
    print()
    for field in FIELDS:
        counts = Counter(outcome for _, other, outcome in found if other == field)
        print(
            f"{field:16}", ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
        )
    mistakes = {each for each in found if each[2] not in ("right", "rightly none")}
    assert mistakes == KNOWN
