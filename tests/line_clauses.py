"""Clauses of a line each, for tests of what reads their text."""

from contracts.clause import Clause, ClauseKind, Span, clause_id


def clauses_of_lines(*texts: str, kind: ClauseKind = ClauseKind.CLAUSE) -> tuple[Clause, ...]:
    """One clause a text, one behind the other."""
    found, start = [], 0
    for order, text in enumerate(texts):
        span = Span(start, start + len(text), text)
        name = clause_id(3, order)
        found.append(Clause(name, 3, None, order, kind, "", (), "", text, (order,), span))
        start += len(text) + 1
    return tuple(found)
