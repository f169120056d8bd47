"""A comparison as JSON: docs/json.md describes it, and a test compares the two."""

from collections.abc import Sequence
from typing import Any

from compare.comparison import Comparison
from compare.pairs import Flag, Pair
from compare.scan import Scan
from compare.side import Side
from compare.tables import CellChange, RowKind, Table, changed_tables
from contracts.clause import Clause
from review.checklist import ChecklistItem
from webapp.comparisons.advice import Advice


def compared_as_json(
    comparison: Comparison, old: Side, new: Side, advice: Advice | None
) -> dict[str, Any]:
    """The comparison; with ``advice`` each pair has the items of the checklist that it touches."""
    tables = changed_tables(comparison.pairs, old, new)
    pairs = []
    for number, pair in enumerate(comparison.pairs, 1):
        made = pair_as_json(pair, tables.get(number, ()), scanned=comparison.scan is not None)
        if advice is not None:
            made["checklist"] = items_as_json(advice.get(number, ()))
        pairs.append(made)
    return {
        "pairs": pairs,
        "counts": comparison.counts,
        "not_compared": [
            {"side": rest.side, "kind": rest.kind, "text": rest.text}
            for rest in comparison.not_compared
        ],
        "scan": _scan(comparison.scan) if comparison.scan else None,
    }


def pair_as_json(pair: Pair, tables: Sequence[Table], *, scanned: bool) -> dict[str, Any]:
    """A pair; of what was ``scanned`` each edit says whether it looks like a misreading."""
    return {
        "kind": pair.kind,
        "old": list(map(_clause, pair.old)),
        "new": list(map(_clause, pair.new)),
        "moved": Flag.MOVED in pair.flags,
        "renumbered": Flag.RENUMBERED in pair.flags,
        "material": Flag.MATERIAL in pair.flags,
        "flags": [flag for flag in Flag if flag in pair.flags],
        "moved_group": pair.group,
        "edits": [
            {
                "old": words.old_words(pair),
                "new": words.new_words(pair),
                **({"ocr_suspect": words.suspect} if scanned else {}),
            }
            for words in pair.edits
        ],
        "tables": [_rows(table, scanned=scanned) for table in tables],
    }


def items_as_json(items: Sequence[ChecklistItem]) -> list[dict[str, str]]:
    """Items of a checklist with the wording that they fall back on."""
    return [
        {
            "item": item.id,
            "level": item.level,
            "fallback_zh": item.fallback_wording.zh,
            "fallback_en": item.fallback_wording.en,
        }
        for item in items
    ]


def _clause(clause: Clause) -> dict[str, str]:
    return {
        "id": clause.id,
        "number_label": clause.number_label,
        "heading": clause.heading,
        "text": clause.text,
    }


def _rows(table: Table, *, scanned: bool) -> list[dict[str, Any]]:
    """The rows of a table that changed."""
    return [
        {"kind": row.kind, "cells": [_cell(cell, scanned=scanned) for cell in row.cells]}
        for row in table
        if row.kind is not RowKind.UNCHANGED
    ]


def _cell(cell: CellChange, *, scanned: bool) -> dict[str, Any]:
    suspect = bool(cell.edits) and all(words.suspect for words in cell.edits)
    return {
        "old": cell.old,
        "new": cell.new,
        **({"ocr_suspect": suspect} if scanned else {}),
    }


def _scan(scan: Scan) -> dict[str, Any]:
    return {
        "pages": [
            {
                "side": page.side,
                "page": page.number,
                "confidence": page.confidence,
                "lines_read_badly": page.badly_read,
                "reliable": page.reliable,
            }
            for page in scan.pages
        ],
        "numbers": [
            {
                "number": figure.text,
                "old": len(figure.old),
                "new": len(figure.new),
                "shown": figure.shown,
            }
            for figure in scan.figures
        ],
    }
