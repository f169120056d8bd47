"""``serve`` and ``worker``: the server, and its working halves alone."""

from dataclasses import replace

import click

from webapp import scorer_process, worker_process
from webapp import serve as server
from webapp.cli.terminal import Terminal


@click.command()
@click.option("--host", help="Address to listen on; else TIAOLI_HOST. 监听地址。")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; else TIAOLI_PORT; 0: any. 端口。"
)
@click.pass_obj
def serve(terminal: Terminal, host: str | None, port: int | None) -> None:
    """Start the web pages and the worker. 启动网页和后台处理。

    Listens on this machine alone unless told otherwise. SIGTERM or Ctrl-C stops it, letting
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
    help="Let the encoder read what was processed, instead. 改为运行编码器的后台判定。",
)  # fmt: skip
@click.pass_obj
def worker(terminal: Terminal, scores: bool) -> None:
    """Process received files until stopped, without web pages. 仅运行后台处理。

    `tiaoli serve` has workers of its own; more of them share the work.
    """
    process = scorer_process if scores else worker_process
    process.run(terminal.settings())
