"""``compare``: what changed between two versions, documents or files, clause by clause."""

import getpass
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from compare.comparison import compare as compare_sides
from compare.tables import changed_tables
from contracts.errors import NeedsOCR
from contracts.reading import Reading
from contracts.recognition import Recognised
from contracts.visibility import EVERYTHING
from ingest.files.media_type import sniff_file
from ingest.guarded.guard import GuardedParsers
from ingest.scans.recognition_lane import recognise_file
from store.database import Connection
from webapp.cli.compare_json import compared_as_json
from webapp.cli.compare_text import print_comparison
from webapp.cli.files import read_unstored, write_and_tell
from webapp.cli.rules_here import rules_here
from webapp.cli.tagged_file import document_of
from webapp.cli.terminal import FILE_TO_WRITE, Terminal, as_json, plain
from webapp.comparisons.advice import advice_on
from webapp.comparisons.files import Outcome, comparison_file, file_name
from webapp.comparisons.sides import Compared, compared_version, side_of_reading, version_to_compare
from webapp.installed import open_parsers
from webapp.reports.formats import FORMATS
from webapp.services import Services, open_recogniser

_STORED = re.compile(r"(\d+)(?:@(\d+))?")


@click.command()
@click.argument("old")
@click.argument("new")
@as_json
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="Write a file; docx: tracked changes in a copy of OLD. 写成文件；docx 在旧文件中标修订。",
)
@click.option(
    "--output",
    type=FILE_TO_WRITE,
    help="The file; default: named after OLD and NEW, in this folder. 写到哪个文件。",
)
@click.option(
    "--printed",
    is_flag=True,
    help="Report differences of script, width, spaces and quotes too. 书写形式的差异也算变更。",
)
@click.option(
    "--template",
    is_flag=True,
    help="OLD is your template: quote the checklist's wording. OLD 是范本，附清单建议文字。",
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
    printed: bool,
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
    comparison = compare_sides(older.side, newer.side, printed=printed)
    if form:
        _write(terminal, Outcome(comparison, older, newer, getpass.getuser()), form, output)
        return
    advice = None
    if template:
        checklists = rules_here(terminal).checklists
        advice = advice_on(comparison, older.side, newer.side, newer.document, checklists)
    if json_:
        terminal.print_json(compared_as_json(comparison, older.side, newer.side, advice))
    else:
        tables = changed_tables(comparison.pairs, older.side, newer.side)
        print_comparison(terminal, comparison, tables, advice or {})


def _write(terminal: Terminal, outcome: Outcome, form: str, output: Path | None) -> None:
    made = comparison_file(outcome, form, terminal.language)
    path = output or Path(file_name(outcome, form))
    for note in made.notes:
        terminal.note(plain(note), plain(note))
    write_and_tell(terminal, path, made.data)


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
    reading, recognised = _read_scans_too(terminal, parsers, path)
    if reading.failure:
        terminal.note(
            f"{path.name}：{reading.failure.message_zh}",
            f"{path.name}: {reading.failure.message_en}",
        )
    with path.open("rb") as file:
        media_type = sniff_file(file, path.name)
    document = document_of({fact.field: fact.value for fact in reading.facts})
    side = side_of_reading(reading, recognised)
    return Compared(side, document, path.name, path.name, path, media_type)


def _read_scans_too(
    terminal: Terminal, parsers: GuardedParsers, path: Path
) -> tuple[Reading, Recognised]:
    """A file; its scanned pages are recognised now, where that is installed."""
    recogniser = open_recogniser(terminal.settings())
    try:
        reading = read_unstored(parsers, path)
    except NeedsOCR:
        if recogniser is None:
            raise
    else:
        if recogniser is None or not reading.parsed.pages_without_text:
            return reading, {}
    terminal.note(
        f"{path.name}：正在识别扫描页，每页约需数秒……",
        f"{path.name}: recognising its scanned pages takes some seconds a page …",
    )
    recognised = recognise_file(parsers, recogniser, path.absolute())
    return read_unstored(parsers, path, recognised), recognised


def _stored(
    services: Services, connection: Connection, document: str, number: str | None
) -> Compared:
    version = version_to_compare(
        connection, int(document), int(number) if number else None, EVERYTHING
    )
    return compared_version(connection, services.files, version, EVERYTHING)
