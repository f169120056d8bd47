"""What is marked in a document's text, and where its facts stand."""

from collections.abc import Sequence

from flask import request

from contracts.clause import Clause
from contracts.document import Version
from searching.asked_words import asked_words
from store.facts import StoredFact
from webapp.pages.marking import Marks
from webapp.pages.tag_pane import TagPane


def marks_in_text(
    clauses: Sequence[Clause], facts: Sequence[StoredFact], version: Version
) -> Marks:
    """What to mark in the version's text: the words of a search, the evidence of a fact."""
    marks: list[tuple[int, int]] = []
    typed = request.args.get("q", "")
    if typed:
        found = asked_words(typed).marks([clause.text for clause in clauses])
        for clause, places in zip(clauses, found, strict=True):
            start = clause.span.start
            marks += [(start + a, start + b) for a, b in places]
    for fact in facts:
        if (
            fact.field == request.args.get("fact")
            and fact.evidence
            and fact.version_id == version.id
        ):
            marks.append((fact.evidence.start, fact.evidence.end))
    return marks


def words_of_tag(pane: TagPane) -> Marks:
    """What speaks for the tag that the address names."""
    shown = (*pane.tags, *pane.rejected)
    chosen = [one.tag for one in shown if one.tag.clause_type == pane.chosen]
    return [(span.start, span.end) for tag in chosen for span in tag.evidence]


def clauses_of_facts(
    facts: Sequence[StoredFact], version: Version, clauses: Sequence[Clause]
) -> dict[str, Clause]:
    """Field → the clause of this version in which the fact was read."""
    return {
        fact.field: clause
        for fact in facts
        if fact.evidence and fact.version_id == version.id
        for clause in clauses
        if clause.span.start <= fact.evidence.start < clause.span.end
    }
