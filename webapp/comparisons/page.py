"""A comparison as a web page of its own: it can be mailed, kept and printed."""

from datetime import datetime

from compare.comparison import Comparison
from compare.names import FLAG_NAMES, KIND_NAMES, in_words
from compare.pairs import Flag, PairKind
from compare.scan_words import scan_lines, side_name
from webapp.comparisons.rows import is_change, rows_of
from webapp.reports.page import report_template

_TONES = {
    PairKind.MODIFIED: "warning",
    PairKind.ADDED: "good",
    PairKind.DELETED: "grave",
    PairKind.SPLIT: "note",
    PairKind.MERGED: "note",
    PairKind.MOVED_ONLY: "note",
    PairKind.UNCHANGED: "plain",
}


def write_comparison_page(
    comparison: Comparison, names: tuple[str, str], by: str, moment: datetime, language: str
) -> bytes:
    """The list of changes and both texts beside each other, as HTML that needs no other file."""
    rows = rows_of(comparison)
    page = report_template("comparison.html").render(
        language=language,
        say=lambda zh, en: in_words((zh, en), language),
        old_name=names[0],
        new_name=names[1],
        by=by,
        moment=moment,
        rows=rows,
        changes=[row for row in rows if is_change(row)],
        counts=comparison.counts,
        kinds=sorted(PairKind, key=lambda kind: kind is PairKind.UNCHANGED),
        flags=list(Flag),
        kind_name=lambda kind: in_words(KIND_NAMES[kind], language),
        flag_name=lambda flag: in_words(FLAG_NAMES[flag], language),
        tones=_TONES,
        not_compared=comparison.not_compared,
        scan=comparison.scan,
        scan_lines=scan_lines(comparison.scan, language),
        side_name=lambda side: side_name(side, language),
    )
    return page.encode()
