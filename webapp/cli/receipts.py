"""``receipt``: the receipt of an import as a file, and checking one that was handed over."""

from pathlib import Path

import click

from contracts.visibility import EVERYTHING
from store import audit
from webapp.acting import COMMAND_LINE
from webapp.cli.files import write_file
from webapp.cli.terminal import FILE_TO_READ, FILE_TO_WRITE, Terminal, plain
from webapp.receipts.files import FORMS, write_receipt
from webapp.receipts.statement import file_name, issue, statement, subject
from webapp.receipts.verifying import Checked, check_receipt


@click.command()
@click.argument("run", type=int, required=False)
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="html", show_default=True,
    help="A web page or a workbook. 网页或 Excel 工作簿。",
)  # fmt: skip
@click.option(
    "--output", type=FILE_TO_WRITE,
    help="The file to write; default: named after the import, in this folder. 写到这个文件。",
)  # fmt: skip
@click.option(
    "--verify", "received", type=FILE_TO_READ,
    help="Verify a receipt: is it unchanged, and does it add up? 核对一份回执。",
)  # fmt: skip
@click.pass_obj
@click.pass_context
def receipt(
    context: click.Context,
    terminal: Terminal,
    *,
    run: int | None,
    form: str,
    output: Path | None,
    received: Path | None,
) -> None:
    """Write the receipt of an import RUN, or verify one. 生成或核对导入回执。

    The receipt lists every path with its size, SHA-256, outcome and document, and bears a
    fingerprint. With --verify the exit code is 0 where no word was changed and the sum is right,
    else 1; in a data folder it also says whether the receipt was written there.
    """
    if (run is None) == (received is None):
        raise click.UsageError("Name an import, or a file with --verify. 请写导入编号或 --verify。")
    if received is not None:
        checked = check_receipt(received.read_bytes())
        _print_checked(terminal, checked)
        if not (checked.is_intact and checked.adds_up):
            context.exit(1)
    elif run is not None:
        _write(terminal, run, form, output)


def _write(terminal: Terminal, run: int, form: str, output: Path | None) -> None:
    with terminal.services() as services, services.database.write() as connection:
        stated = statement(connection, run, EVERYTHING, terminal.language)
        issue(connection, stated, COMMAND_LINE)
    path = output or Path(file_name(run, form, terminal.language))
    write_file(path, write_receipt(stated, form))
    terminal.say(
        f"回执已写入 {plain(str(path))}，指纹 {stated.fingerprint}",
        f"receipt written to {plain(str(path))}, fingerprint {stated.fingerprint}",
    )


def _print_checked(terminal: Terminal, checked: Checked) -> None:
    lines = len(checked.stated.rows)
    if checked.is_intact:
        terminal.say(
            f"完好：{lines} 行，没有改动。", f"Intact: {lines} lines, nothing was changed."
        )
    else:
        terminal.say(
            "已被改动：内容与指纹不符。请重新生成：tiaoli receipt 导入编号。",
            "Changed: the fingerprint is not that of its contents. Write it again with tiaoli"
            " receipt and the import's number.",
        )
    if checked.adds_up:
        terminal.say("各项之和与收到的数目相符。", "It adds up.")
    else:
        terminal.say("各项之和与收到的数目不符。", "It does not add up.")
    if terminal.has_data():
        _print_origin(terminal, checked)


def _print_origin(terminal: Terminal, checked: Checked) -> None:
    with terminal.services() as services, services.database.read() as connection:
        issued = audit.find(connection, "receipt", subject(checked.stated))
    if issued is None:
        terminal.say("这里没有生成过这份回执。", "It was not written here.")
    else:
        moment = f"{issued.at:%Y-%m-%d %H:%M} UTC"
        terminal.say(
            f"由这里生成：{moment}，{plain(issued.user)}。",
            f"It was written here: {moment}, {plain(issued.user)}.",
        )
