"""``serve``, ``worker`` and ``watch``: the server, its working halves alone, a watched folder."""

import signal
from dataclasses import replace
from pathlib import Path
from threading import Event

import click

from contracts.errors import TiaoliError
from ingest.watching import Watch
from store.database import DatabaseUnavailable
from store.files import StorageFull
from webapp.acting import COMMAND_LINE
from webapp.cli.importing import into_collection
from webapp.cli.terminal import Terminal, counted
from webapp.loading import ensure_collection
from webapp.processes import recogniser as recogniser_process
from webapp.processes import scorer as scorer_process
from webapp.processes import serve as server
from webapp.processes import worker as worker_process
from webapp.services import open_recogniser


class NoRecogniser(TiaoliError):
    """Scanned pages can't be read here: RapidOCR isn't installed."""

    code = "no_recogniser"


@click.command()
@click.option("--host", help="Address to listen on; default: TIAOLI_HOST. 监听地址。")
@click.option(
    "--port", type=click.IntRange(0, 65535),
    help="Port; default: TIAOLI_PORT; 0 picks a free one. 端口。",
)  # fmt: skip
@click.pass_obj
def serve(terminal: Terminal, host: str | None, port: int | None) -> None:
    """Start the web pages and the workers. 启动网页和后台处理。

    Listens on this machine only unless told otherwise. SIGTERM or Ctrl-C stops it, letting
    requests and the file at hand finish. On its first start it makes an administrator and prints
    the password once.
    """
    settings = terminal.settings()
    if host is not None:
        settings = replace(settings, host=host)
    if port is not None:
        settings = replace(settings, port=port)
    server.serve(settings, terminal.note)


@click.command()
@click.option(
    "--scores", is_flag=True,
    help="Run the encoder's lane instead. 改为运行编码器的后台判定。",
)  # fmt: skip
@click.option(
    "--ocr", is_flag=True,
    help="Run text recognition of scans instead. 改为识别扫描页的文字。",
)  # fmt: skip
@click.pass_obj
def worker(terminal: Terminal, *, scores: bool, ocr: bool) -> None:
    """Run a worker without web pages, until stopped. 仅运行后台处理。

    `tiaoli serve` starts its own workers; additional ones share the work.
    """
    settings = terminal.settings()
    if ocr:
        if open_recogniser(settings) is None:
            raise NoRecogniser(
                "没有安装文字识别，或已用 TIAOLI_OCR=no 关闭。安装：pip install 'tiaoli[ocr]'",
                "Text recognition is not installed, or switched off by TIAOLI_OCR=no."
                " To install it: pip install 'tiaoli[ocr]'",
            )
        recogniser_process.run(settings)
    elif scores:
        scorer_process.run(settings)
    else:
        worker_process.run(settings)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@into_collection
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=10.0, show_default=True,
    help="Seconds between checks. 每隔几秒查看一次。",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Import what is there now, then stop. 只查看一次。")
@click.pass_obj
def watch(terminal: Terminal, *, folder: Path, collection: str, every: float, once: bool) -> None:
    """Import whatever is put into FOLDER, until stopped. 监视文件夹，放入的文件自动接收。

    A file is received once two checks find it unchanged; nothing in the folder is changed or
    deleted. Names that begin with . or ~ are skipped. `tiaoli serve` reads what was received.
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stop.set())
    with terminal.services(create=True) as services:
        with services.database.write() as connection:
            collection_id = ensure_collection(connection, collection)
        watched = Watch(
            services.database, services.files, folder.resolve(), collection_id, COMMAND_LINE,
            services.settings.upload_limit,
        )  # fmt: skip
        watched.look()
        terminal.note(
            f"正在监视 {folder}，放入“{collection}”，每 {every:g} 秒查看一次（Ctrl-C 停止）。",
            f"Watching {folder} for “{collection}”, every {every:g} seconds (Ctrl-C stops it).",
        )
        while not stop.wait(every):
            try:
                if taken := watched.look():
                    terminal.note(f"收到 {taken} 个文件。", f"Received {counted(taken, 'file')}.")
            except (StorageFull, DatabaseUnavailable, OSError) as error:
                terminal.note(f"稍后再试：{error}", f"Trying again: {error}")
            if once:
                break
