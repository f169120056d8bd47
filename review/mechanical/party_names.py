"""Party names that drift: almost the name of a party, but not quite."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from contracts.clause import Clause
from contracts.document import Document
from contracts.text import HANZI, reading
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "party_names"
_BODY = re.compile(
    rf"[{HANZI}()]{{4,40}}?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|合伙企业)"
)
SHORTEST = 7  # characters of a name that can be told from another one
LIKE = 0.8
_SUFFIX = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|合伙企业)$")
_BRANCH = re.compile(r"分公司|子公司|关联公司")


def remarks(document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """The names that are almost those of a party, each once, where they stand first."""
    names = [reading(party.name).text for party in document.parties]
    names = [name for name in names if len(name) >= SHORTEST and _SUFFIX.search(name)]
    seen: set[str] = set()
    for clause in clauses:
        read = reading(clause.text)
        for match in _BODY.finditer(read.text):
            drift = _drift(match.group(), names)
            if drift is None or drift[0] in seen:
                continue
            seen.add(drift[0])
            start, end = read.span(match.end() - len(drift[0]), match.end())
            yield _remark(clause, start, end, drift[1])


def _drift(found: str, names: Sequence[str]) -> tuple[str, str] | None:
    """Words that are almost a party's name, with that name; None if they match one, or none."""
    if _BRANCH.search(found) or any(found.endswith(name) or name.endswith(found) for name in names):
        return None
    best: tuple[float, str, str] | None = None
    for name in names:
        for length in range(max(SHORTEST, len(name) - 2), min(len(found), len(name) + 2) + 1):
            tail = found[-length:]
            likeness = SequenceMatcher(None, _SUFFIX.sub("", tail), _SUFFIX.sub("", name)).ratio()
            if likeness >= LIKE and (best is None or likeness > best[0]):
                best = (likeness, tail, name)
    return best[1:] if best else None


def _remark(clause: Clause, start: int, end: int, name: str) -> Remark:
    words = clause.text[start:end].strip()
    return Remark(
        CHECK,
        Weight.NOTE,
        clause,
        sentence_around(clause.text, start, end),
        Wording(
            f"“{words}”与当事人名称“{name}”相近但不一致。请核对是否笔误。",
            f"“{words}” is close to the party's name “{name}” but differs. Check for a slip.",
        ),
    )
