"""Clauses of a few rows, and the tags that rules give them."""

from contracts.clause import Clause, ClauseKind, Span, Tag
from contracts.tagging import tag_clauses


def outline(*rows: tuple[int | None, str, str]) -> list[Clause]:
    """Clauses from (parent's row, heading, text), one after the other with a line end between."""
    clauses: list[Clause] = []
    start = 0
    for order, (parent, heading, text) in enumerate(rows):
        clauses.append(
            Clause(
                id=f"1.{order}",
                version_id=1,
                parent=None if parent is None else f"1.{parent}",
                order=order,
                kind=ClauseKind.CLAUSE,
                number_label="",
                number_path=(),
                heading=heading,
                text=text,
                blocks=(order,),
                span=Span(start, start + len(text), text),
            )
        )
        start += len(text) + 1
    return clauses


def tags_of(*rows: tuple[int | None, str, str], row: int = -1) -> dict[str, Tag]:
    """The tags of one row of the outline, the last one if none is named, by type."""
    clauses = outline(*rows)
    return {tag.clause_type: tag for tag in tag_clauses(clauses)[clauses[row].id]}


def only(text: str) -> dict[str, Tag]:
    """The tags of a clause that stands alone."""
    return tags_of((None, "", text))
