"""``compare``: what changed between two versions, documents or files, clause by clause."""

import getpass
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from compare.comparison import ChangedWords, Comparison, Flag, Pair, PairKind
from compare.comparison import compare as compare_sides
from compare.names import FLAG_NAMES, KIND_NAMES
from contracts.clause import Clause
from contracts.visibility import Visible
from ingest.guard import GuardedParsers
from ingest.media_type import sniff_file
from review.checklist import ChecklistItem
from store.database import Connection
from webapp.cli.files import read_unstored, write_file
from webapp.cli.reviewed import document_of
from webapp.cli.terminal import Terminal, as_json, plain, shorten
from webapp.comparing import Compared, compared_version, side_of_reading, version_to_compare
from webapp.comparison_files import Outcome, comparison_file, file_name
from webapp.deviations import Advice, advice_on
from webapp.reports import FORMATS
from webapp.services import Services, open_parsers

EVERYTHING = Visible.everything()
_STORED = re.compile(r"(\d+)(?:@(\d+))?")
_COLUMNS = 100  # of words shown at the terminal
_CONTEXT = 16  # characters before an edit
MARKS = {
    PairKind.MODIFIED: ("~", "yellow"),
    PairKind.ADDED: ("+", "green"),
    PairKind.DELETED: ("-", "red"),
    PairKind.SPLIT: ("<", "cyan"),
    PairKind.MERGED: (">", "cyan"),
    PairKind.UNCHANGED: ("=", "white"),
}


@click.command()
@click.argument("old")
@click.argument("new")
@as_json
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Write a file; docx tracks changes in a copy of OLD. 写成文件；docx 在旧文件中标修订。",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="That file; else one named after OLD and NEW, here. 写到哪个文件；默认以两份文件命名。",
)
@click.option(
    "--template",
    is_flag=True,
    help="OLD is the house template: name the checklist's wording. OLD 是范本，附清单建议文字。",
)
@click.pass_obj
def compare(
    terminal: Terminal,
    *,
    old: str,
    new: str,
    json_: bool,
    form: str | None,
    output: Path | None,
    template: bool,
) -> None:
    """Compare OLD with NEW clause by clause. 逐条比对两份文件或两个版本。

    Each is a file, the number of a stored document (its newest readable version), or a number and a
    version: 12@1 is the first version of document 12. A file is read in a guarded process and not
    stored. 可以是文件、文件编号，或“编号@版本”。
    """
    if json_ and form:
        raise click.UsageError(
            terminal.words("--json 和 --format 只能选一个。", "Give --json or --format, not both.")
        )
    older, newer = _sides(terminal, (old, new))
    comparison = compare_sides(older.side, newer.side)
    if form:
        _write(terminal, Outcome(comparison, older, newer, getpass.getuser()), form, output)
        return
    advice = advice_on(comparison, older.side, newer.side, newer.document) if template else None
    if json_:
        terminal.print_json(_compared(comparison, advice))
    else:
        _print_comparison(terminal, comparison, advice or {})


def _write(terminal: Terminal, outcome: Outcome, form: str, output: Path | None) -> None:
    made = comparison_file(outcome, form, terminal.language)
    path = output or Path(file_name(outcome, form))
    write_file(path, made.data)
    for note in made.notes:
        terminal.note(plain(note), plain(note))
    terminal.say(f"已写入 {plain(str(path))}", f"written to {plain(str(path))}")


def _sides(terminal: Terminal, names: Sequence[str]) -> Iterator[Compared]:
    """What is compared; files are read side by side."""
    files = [name for name in names if not _STORED.fullmatch(name)]
    read: dict[str, Compared] = {}
    if files:
        with open_parsers(terminal.settings()) as parsers, ThreadPoolExecutor() as pool:
            sides = pool.map(lambda name: _read(terminal, parsers, Path(name)), files)
            read = dict(zip(files, sides, strict=True))
    if len(files) < len(names):
        with terminal.services() as services, services.database.read() as connection:
            for name in names:
                if match := _STORED.fullmatch(name):
                    read[name] = _stored(services, connection, *match.groups())
    return (read[name] for name in names)


def _read(terminal: Terminal, parsers: GuardedParsers, path: Path) -> Compared:
    reading = read_unstored(parsers, path)
    if reading.failure:
        terminal.note(
            f"{path.name}：{reading.failure.message_zh}",
            f"{path.name}: {reading.failure.message_en}",
        )
    with path.open("rb") as file:
        media_type = sniff_file(file, path.name)
    document = document_of({fact.field: fact.value for fact in reading.facts})
    return Compared(side_of_reading(reading), document, path.name, path, media_type)


def _stored(
    services: Services, connection: Connection, document: str, number: str | None
) -> Compared:
    version = version_to_compare(
        connection, int(document), int(number) if number else None, EVERYTHING
    )
    return compared_version(connection, services.files, version, EVERYTHING)


def _compared(comparison: Comparison, advice: Advice | None) -> dict[str, Any]:
    return {
        "pairs": [
            {
                "kind": pair.kind,
                "old": list(map(_clause, pair.old)),
                "new": list(map(_clause, pair.new)),
                "moved": Flag.MOVED in pair.flags,
                "renumbered": Flag.RENUMBERED in pair.flags,
                "material": Flag.MATERIAL in pair.flags,
                "edits": [
                    {"old": words.old_words(pair), "new": words.new_words(pair)}
                    for words in pair.edits
                ],
                **({} if advice is None else {"checklist": _advised(advice.get(number, ()))}),
            }
            for number, pair in enumerate(comparison.pairs, 1)
        ],
        "counts": comparison.counts,
        "not_compared": [
            {"side": rest.side, "kind": rest.kind, "text": rest.text}
            for rest in comparison.not_compared
        ],
    }


def _advised(items: Sequence[ChecklistItem]) -> list[dict[str, str]]:
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


def _print_comparison(terminal: Terminal, comparison: Comparison, advice: Advice) -> None:
    shown = [(n, pair) for n, pair in enumerate(comparison.pairs, 1) if pair.is_change]
    for number, pair in shown:
        _print_pair(terminal, pair)
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
    if rest := len(comparison.not_compared):
        terminal.note(
            f"另有 {rest} 段文字（页眉、页脚、目录等）不在条款中，未作比对。",
            f"{rest} pieces of text outside the clauses (headers, footers, contents) "
            "were not compared.",
        )


def _print_pair(terminal: Terminal, pair: Pair) -> None:
    mark, colour = MARKS[pair.kind]
    flags = [terminal.words(*FLAG_NAMES[flag]) for flag in Flag if flag in pair.flags]
    name = " · ".join([terminal.words(*KIND_NAMES[pair.kind]), *flags])
    click.echo(f"{click.style(f'{mark} {name}', fg=colour)}  {_place(pair)}")
    if not (pair.old and pair.new):
        click.echo(f"    {shorten(pair.old_text or pair.new_text, _COLUMNS)}")
        return
    for words in pair.edits:
        click.echo(f"    {_shown(pair, words)}")


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
    return "".join((
        "…" if start > _CONTEXT else "",
        before,
        click.style(f"[-{taken}-]", fg="red") if taken else "",
        click.style(f"{{+{put}+}}", fg="green") if put else "",
        " !" if words.material else "",
    ))  # fmt: skip
