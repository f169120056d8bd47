"""The fork server: it has loaded what reads files, and the processes that do are forked from it."""

import multiprocessing
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running


def started_fork_server() -> ForkServerContext:
    """The fork server, started unless it runs already; it ends with this process.

    It loads beside this process: who starts it early need not wait for it later.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingest.guarded.preloaded"])
    ensure_running()
    return context
