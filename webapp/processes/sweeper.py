"""The sweeper process, beside Celery's workers: tells the broker what waits, and feeds the index.

A server runs exactly one; without it nothing that is received would be read.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from ingest.dispatching import Dispatcher
from ingest.indexing_lane import Indexing, Pause
from store.database import DatabaseUnavailable
from webapp.celery_app import BrokerUnavailable, celery_app, open_broker
from webapp.processes.background import AFTER_PAGES, begin
from webapp.processes.supervisor import die_with_parent
from webapp.services import Services, open_services
from webapp.settings import Settings

logger = logging.getLogger(__name__)

SWEEP_AFTER = 0.5  # seconds between two looks at what waits


def run(settings: Settings) -> None:
    """Sweep until SIGTERM or Ctrl-C."""
    stop = begin(AFTER_PAGES)
    with open_services(settings) as services, ThreadPoolExecutor(1, "indexer") as thread:
        indexing = Indexing(services.database, services.index)
        indexer = thread.submit(indexing.run)
        indexer.add_done_callback(lambda _: stop.set())  # it failed: this process begins anew
        try:
            _sweep(services, indexing, stop)
        finally:
            indexing.stop.set()
        indexer.result()


def _sweep(services: Services, indexing: Indexing, stop: Event) -> None:
    app = celery_app(services.settings)
    dispatcher = Dispatcher(services.database)
    pause = Pause()
    while not stop.is_set():
        try:
            with open_broker(app) as broker:
                while not stop.wait(SWEEP_AFTER):
                    dispatcher.dispatch(broker)
                    indexing.more_to_come = bool(dispatcher.told)
                    pause.succeeded()
        except BrokerUnavailable as error:
            logger.warning("%s", error)
            stop.wait(pause.failed())
        except DatabaseUnavailable:
            logger.exception("the database is unavailable")
            stop.wait(pause.failed())


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
