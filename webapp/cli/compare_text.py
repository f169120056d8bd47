"""A comparison at the terminal: the changes, how far a scan can be relied on, the counts."""

from collections.abc import Mapping, Sequence

import click

from compare.comparison import Comparison
from compare.names import FLAG_NAMES, KIND_NAMES
from compare.pairs import ChangedWords, Flag, Pair, PairKind
from compare.scan_words import scan_lines
from compare.tables import CellChange, RowKind, Table
from webapp.cli.terminal import Terminal, plain, shorten
from webapp.comparisons.advice import Advice

_COLUMNS = 100  # of words shown at the terminal
_CONTEXT = 16  # characters before an edit
MARKS = {
    PairKind.MODIFIED: ("~", "yellow"),
    PairKind.ADDED: ("+", "green"),
    PairKind.DELETED: ("-", "red"),
    PairKind.SPLIT: ("<", "cyan"),
    PairKind.MERGED: (">", "cyan"),
    PairKind.MOVED_ONLY: ("^", "cyan"),
    PairKind.UNCHANGED: ("=", "white"),
}


def print_comparison(
    terminal: Terminal,
    comparison: Comparison,
    tables: Mapping[int, Sequence[Table]],
    advice: Advice,
) -> None:
    """Print the pairs that changed, with rows of their tables and the checklist's wording, and
    what was counted.
    """
    shown = [(n, pair) for n, pair in enumerate(comparison.pairs, 1) if pair.is_change]
    for number, pair in shown:
        print_pair(terminal, pair)
        for table in tables.get(number, ()):
            _print_table(table)
        for item in advice.get(number, ()):
            question = item.question.text(terminal.language)
            click.echo(f"    → {question} {item.fallback_wording.text(terminal.language)}")
    counts = comparison.counts
    kinds = [(zh, en, counts[kind]) for kind, (zh, en) in KIND_NAMES.items()]
    flags = [(zh, en, counts[flag]) for flag, (zh, en) in FLAG_NAMES.items() if counts[flag]]
    before = "\n" if shown else ""
    terminal.say(
        before + "，".join(f"{zh} {count}" for zh, _en, count in (*kinds, *flags)),
        before + ", ".join(f"{count} {en}" for _zh, en, count in (*kinds, *flags)),
    )
    for zh, en in zip(*(scan_lines(comparison.scan, each) for each in ("zh", "en")), strict=True):
        terminal.say(zh, en)
    if rest := len(comparison.not_compared):
        terminal.note(
            f"另有 {rest} 段文字（页眉、页脚、目录等）不在条款中，未作比对。",
            f"{rest} pieces of text outside the clauses (headers, footers, contents) "
            "were not compared.",
        )


def print_pair(terminal: Terminal, pair: Pair) -> None:
    """Print what became of a clause, and its edits."""
    mark, colour = MARKS[pair.kind]
    flags = [terminal.words(*FLAG_NAMES[flag]) for flag in Flag if flag in pair.flags]
    name = " · ".join([terminal.words(*KIND_NAMES[pair.kind]), *flags])
    click.echo(f"{click.style(f'{mark} {name}', fg=colour)}  {_place(pair)}")
    if not (pair.old and pair.new):
        click.echo(f"    {shorten(pair.old_text or pair.new_text, _COLUMNS)}")
        return
    for words in pair.edits:
        click.echo(f"    {_shown(pair, words)}")


def _print_table(table: Table) -> None:
    """The rows of a table that changed, cell by cell."""
    for row in table:
        if row.kind is not RowKind.UNCHANGED:
            click.echo(f"    | {' | '.join(map(_shown_cell, row.cells))} |")


def _shown_cell(cell: CellChange) -> str:
    if not (cell.old and cell.new):
        return _marked(_one_line(cell.old), _one_line(cell.new))
    shown: list[str] = []
    position = 0
    for words in cell.edits:
        edit = words.edit
        taken, put = (
            cell.old[edit.old_start : edit.old_end],
            cell.new[edit.new_start : edit.new_end],
        )
        shown.append(_one_line(cell.new[position : edit.new_start]))
        shown.append(_marked(_one_line(taken), _one_line(put), grey=words.suspect))
        position = edit.new_end
    return "".join((*shown, _one_line(cell.new[position:])))


def _one_line(text: str) -> str:
    return plain(" ".join(text.split("\n")))


def _marked(taken: str, put: str, *, grey: bool = False) -> str:
    """Words taken out and put in; ``grey`` where they look like an error of recognition."""
    return "".join((
        click.style(f"[-{taken}-]", fg="bright_black" if grey else "red") if taken else "",
        click.style(f"{{+{put}+}}", fg="bright_black" if grey else "green") if put else "",
    ))  # fmt: skip


def _place(pair: Pair) -> str:
    sides = [
        plain(" + ".join(" ".join((c.number_label, c.heading)).strip() for c in clauses))
        for clauses in (pair.old, pair.new)
    ]
    return " → ".join(filter(None, dict.fromkeys(sides)))


def _shown(pair: Pair, words: ChangedWords) -> str:
    start = words.edit.old_start
    before = plain(" ".join(pair.old_text[max(0, start - _CONTEXT) : start].split("\n")))
    taken = shorten(words.old_words(pair), _COLUMNS)
    put = shorten(words.new_words(pair), _COLUMNS)
    more = " ~" if words.suspect else " !" if words.material else ""
    cut = "…" if start > _CONTEXT else ""
    return f"{cut}{before}{_marked(taken, put, grey=words.suspect)}{more}"
