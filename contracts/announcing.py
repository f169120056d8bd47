"""What the headings of a document announce: the clause types that stand below them."""

import re
from collections import Counter
from collections.abc import Sequence

from contracts.clause import Clause
from contracts.cue_hits import announced_by
from contracts.privacy import is_privacy_policy

Announced = dict[str, frozenset[str]]  # clause id → types

_NEARLY_ALL = 0.8  # of a document's clauses, under a heading that is its title
_FEW = 10  # clauses that may well all stand under one heading
# An old form ends an article's title with a full stop; words of duty make it a provision.
_ARTICLE = re.compile(r"第[^条]{1,8}条")
_TITLE_WITH_STOP = re.compile(
    r"(?!.*(?:[应须由得是为按以免归]|不(?!可抗)))[\u3400-\u9fff、()]{2,12}。"
)


def announced_types(clauses: Sequence[Clause]) -> dict[str, frozenset[str]]:
    """The types that the heading over each clause announces, by clause id: its own, else those of
    the next one above it.
    """
    return announced(clauses, privacy=is_privacy_policy(clause.text for clause in clauses))[1]


def announced(clauses: Sequence[Clause], *, privacy: bool) -> tuple[Announced, Announced]:
    """What each clause's own heading announces, and what is announced over it.

    ``privacy``: whether the document is a privacy policy.
    """
    own = {clause.id: announced_by(_title(clause), privacy=privacy) for clause in clauses}
    own |= dict.fromkeys(_over_nearly_all(clauses), frozenset())
    over: Announced = {}
    for clause in clauses:
        over[clause.id] = own[clause.id] or over.get(clause.parent or "", frozenset())
    return own, over


def _over_nearly_all(clauses: Sequence[Clause]) -> list[str]:
    """The clauses, by id, that most others stand under: a title says what a document is, not what
    its clauses provide.
    """
    if len(clauses) < _FEW:
        return []
    above = {clause.id: clause.parent for clause in clauses}
    below: Counter[str] = Counter()
    for clause in clauses:
        parent = clause.parent
        while parent:
            below[parent] += 1
            parent = above.get(parent)
    return [found for found, count in below.items() if count >= _NEARLY_ALL * len(clauses)]


def _title(clause: Clause) -> str:
    """The heading, or all that an article says, where that is a title: 第三十七条 不可抗力。"""
    if clause.heading or not _ARTICLE.fullmatch(clause.number_label):
        return clause.heading
    body = clause.body.strip()
    return body if _TITLE_WITH_STOP.fullmatch(body) else ""
