"""The fork server: it has loaded what reads files, and the processes that do are forked from it."""

import multiprocessing
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running

MANY_FILES = "ingest.guarded.preloaded"  # what is loaded for them
ONE_FILE = "ingest.guarded.parsing"


def started_fork_server(preloaded: str = MANY_FILES) -> ForkServerContext:
    """The fork server, started unless it runs already; it ends with this process.

    It loads beside this process: who starts it early need not wait for it later. A single file is
    read sooner where only its own process loads the parser of its kind and the rules.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preloaded])
    ensure_running()
    return context
