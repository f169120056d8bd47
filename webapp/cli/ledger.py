"""``ledger``: what a list of contracts says of imported documents becomes their facts."""

from collections.abc import Mapping
from pathlib import Path

import click

from contracts.visibility import EVERYTHING
from ingest.ledger.applying import apply_ledger
from ingest.ledger.matching import Matching, Reason, match_rows
from ingest.ledger.reading import Field, Ledger, guess_fields, read_ledger
from webapp.acting import COMMAND_LINE
from webapp.cli.progress import Bar
from webapp.cli.terminal import FILE_TO_READ, Terminal, counted, plain
from webapp.indexing import follow_index

NOTHING = "-"
REASONS = {
    Reason.NONE: ("没有对应的文件", "no file fits"),
    Reason.SEVERAL: (
        "有几个文件都符合（加一列文件名即可指明）",
        "several files fit (a column with the file's name says which)",
    ),
    Reason.TAKEN: ("文件已对应另一行", "another row already has this file"),
}


def _mapping(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, Field | None]:
    """``COLUMN=FIELD`` pairs; "-" for a column that is left out."""
    mapped: dict[str, Field | None] = {}
    for value in values:
        title, _, name = value.rpartition("=")
        if not title or (name != NOTHING and name not in set(Field)):
            names = ", ".join(Field)
            raise click.BadParameter(f"{value}: COLUMN=FIELD, with one of {names} or {NOTHING}")
        mapped[title] = None if name == NOTHING else Field(name)
    return mapped


@click.command()
@click.argument("run", type=int)
@click.argument("file", type=FILE_TO_READ)
@click.option(
    "--map", "mapped", multiple=True, metavar="COLUMN=FIELD", callback=_mapping,
    help="What a column means, such as Amount=amount; - ignores it. 指定某列的含义。",
)  # fmt: skip
@click.option("--apply", "apply_", is_flag=True, help="Save the values. 写入这些值。")
@click.pass_obj
def ledger(
    terminal: Terminal,
    *,
    run: int,
    file: Path,
    mapped: Mapping[str, Field | None],
    apply_: bool,
) -> None:
    """Match a ledger FILE (CSV, XLSX) with an import RUN. 台账与导入的文件对应。

    Rows find their documents by file name or contract number. Without --apply it only says what
    each column is taken for, which rows and which files are left over. With it the values stand as
    if a person had typed them, and stay when a file is read again.
    """
    with terminal.services() as services:
        found = read_ledger(file.read_bytes(), file.name, services.parsers)
        fields = _fields(found, mapped)
        with services.database.read() as connection:
            matching = match_rows(connection, found, fields, run, EVERYTHING)
        _print_fields(found, fields)
        _print_matching(terminal, found, matching)
        if not apply_:
            terminal.note("尚未写入；加 --apply 写入。", "Nothing is written yet: add --apply.")
            return
        with Bar(terminal.words("写入", "writing"), terminal.language) as bar:
            applied = apply_ledger(
                services.database, found, fields, matching,
                applied_by=COMMAND_LINE, visible=EVERYTHING, may_edit=lambda connection, id: True,
                progress=bar.show,
            )  # fmt: skip
        follow_index(services)
    terminal.say(
        f"已更新 {applied.changed} 份文件。",
        f"New values for {counted(applied.changed, 'document')}.",
    )
    for misfit in applied.misfits:
        cell = plain(found.rows[misfit.row][misfit.column])
        title, number = plain(found.head[misfit.column]), plain(found.place(misfit.row))
        terminal.say(
            f"  第 {number} 行“{title}”的值“{cell}”不能用，未写入",
            f"  row {number}: “{cell}” cannot be the value of “{title}”, left out",
        )


def _fields(found: Ledger, mapped: Mapping[str, Field | None]) -> dict[int, Field]:
    fields = guess_fields(found.head)
    for title, field in mapped.items():
        if title not in found.head:
            titles = ", ".join(found.head)
            raise click.UsageError(f"There is no column {title}: {titles}. 没有这一列。")
        place = found.head.index(title)
        fields = {at: each for at, each in fields.items() if at != place and each is not field}
        if field is not None:
            fields[place] = field
    return fields


def _print_fields(found: Ledger, fields: Mapping[int, Field]) -> None:
    for place, title in enumerate(found.head):
        click.echo(f"  {plain(title)} → {fields.get(place, NOTHING)}")


def _print_matching(terminal: Terminal, found: Ledger, matching: Matching) -> None:
    if found.left_out:
        names = plain(", ".join(found.left_out))
        terminal.say(
            f"列不同、没有读的工作表：{names}", f"sheets with other columns, not read: {names}"
        )
    rows, matched = len(found.rows), len(matching.matches)
    terminal.say(
        f"{rows} 行 = 对应 {matched} + 未对应 {len(matching.rows_left)}；"
        f"另有 {len(matching.items_left)} 个文件没有对应的行。",
        f"{counted(rows, 'row')} = {matched} matched + {len(matching.rows_left)} left over;"
        f" without a row: {counted(len(matching.items_left), 'file')}.",
    )
    for left in matching.rows_left:
        number, cells = plain(found.place(left.row)), plain(" | ".join(found.rows[left.row]))
        zh, en = REASONS[left.reason]
        terminal.say(
            f"  第 {number} 行，{zh}：{cells}",
            f"  row {number}, {en}: {cells}",
        )
        for item in left.fitting:
            click.echo(f"    {plain(item.path)}")
    for item in matching.items_left:
        terminal.say(f"  文件没有对应的行：{plain(item.path)}", f"  no row: {plain(item.path)}")
