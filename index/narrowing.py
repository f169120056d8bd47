"""What a reader may see, and the filters that narrow it, as queries that all must match."""

from collections.abc import Iterable

from contracts.visibility import Visible
from index.engine import Engine, Q
from index.pieces import Pieces
from index.protocol import Filters


def seen_by(engine: Engine[Q], visible: Visible) -> list[Q]:
    """The clauses that may be seen; no query where all of them may."""
    seen = _narrowed(engine, [("collection_id", visible.collections)])
    if visible.moved_away:
        moved = engine.in_documents(sorted(visible.moved_away))
        return [engine.all_of(seen or [engine.every_clause()], but_not=[moved])]
    return seen


def narrowed_by(engine: Engine[Q], filters: Filters) -> list[Q]:
    """The clauses that the filters leave."""
    return _narrowed(engine, [
        ("clause_type", filters.clause_types or None),
        ("kind", filters.kinds or None),
        ("collection_id", filters.collections or None),
        ("year", filters.years or None),
        ("document_id", filters.documents or None),
    ])  # fmt: skip


def _narrowed(
    engine: Engine[Q], wanted: Iterable[tuple[str, Iterable[int | str] | None]]
) -> list[Q]:
    pieces = Pieces(engine)
    return [
        pieces.any_of([pieces.term(field, value) for value in values])
        for field, values in wanted
        if values is not None
    ]
