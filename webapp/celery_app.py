"""Celery: brings files to workers on many machines, through RabbitMQ or Redis.

A message is JSON and holds the id of a version; the row says whether there is anything to do. So a
broker may lose, repeat or delay messages: the dispatcher resends them (``ingest.dispatching``).
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_shutting_down
from kombu import Connection, Producer, Queue
from kombu.exceptions import OperationalError

from contracts.errors import TiaoliError
from store.workers import free_leases_of_the_dead
from webapp.services import Services
from webapp.settings import Settings
from webapp.tasks import read

BROKER_SECONDS = 5  # for a connection, and for each answer of the broker
CONFIGURATION: Mapping[str, Any] = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "task_ignore_result": True,
    "task_acks_late": True,  # what a killed worker held is delivered again
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,  # nobody holds what another could begin
    "worker_enable_remote_control": False,
    "worker_redirect_stdouts": False,
    "broker_connection_timeout": BROKER_SECONDS,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # a broker that is down comes back
    "broker_transport_options": {
        # Redis delivers again what was not acknowledged so long; until then the dispatcher does.
        "visibility_timeout": 3600,
        "confirm_publish": True,  # RabbitMQ holds a message once it is told
    },
}


class BrokerUnavailable(TiaoliError):
    """The broker doesn't answer. Nothing is lost: what was received waits in the database."""

    code = "broker_unavailable"


def celery_app(settings: Settings) -> Celery:
    """The app of one installation; the default one in this process, so that tasks find it."""
    app = Celery("tiaoli", broker=settings.broker_url, set_as_current=True)
    app.conf.update(CONFIGURATION)
    app.conf.task_default_queue = settings.broker_queue
    app.conf.task_queues = [Queue(settings.broker_queue)]
    app.set_default()
    return app


def work(services: Services, stop: Event) -> None:
    """Read what the broker brings until SIGTERM, which sets ``stop``; the files at hand end first.

    Celery waits for them however long they take: closing the parsers ends them sooner.
    """
    with services.database.write() as connection:
        free_leases_of_the_dead(connection)
    app = celery_app(services.settings)
    app.reading = {
        "database": services.database,
        "files": services.files,
        "parsers": services.parsers,
        "ask_for_scores": services.encoder is not None,
    }
    setup_logging.connect(_keep_ours, weak=False)

    def be_stopped(**_: object) -> None:
        stop.set()

    worker_shutting_down.connect(be_stopped)
    app.Worker(
        pool="threads",  # each waits for a guarded process, so threads are enough
        concurrency=services.settings.parser_processes,
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    ).start()


def _keep_ours(**_: object) -> None:
    """Keep our logging: Celery leaves it alone where a receiver is connected to this signal."""
    logging.getLogger("celery").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class CeleryBroker:
    """The broker as the dispatcher sees it, through one connection."""

    queue: Queue  # bound to a channel
    producer: Producer

    def holds(self) -> int:
        """How many messages wait in the queue, which is declared again where it is missing."""
        return int(self.queue.queue_declare().message_count)

    def tell(self, version_id: int) -> None:
        """Send a message so that a worker reads this version."""
        read.apply_async((version_id,), producer=self.producer, retry=False)


@contextmanager
def open_broker(app: Celery) -> Iterator[CeleryBroker]:
    """The broker, for as long as it answers; BrokerUnavailable as soon as it doesn't."""
    connection: Connection = app.connection_for_write()
    errors = (OperationalError, *connection.connection_errors, *connection.channel_errors)
    try:
        with connection:
            channel = connection.channel()
            queue = Queue(app.conf.task_default_queue).bind(channel)
            yield CeleryBroker(queue, app.amqp.Producer(channel, auto_declare=False))
    except errors as error:
        raise BrokerUnavailable(
            f"消息中间件没有应答（{error}）。请检查 TIAOLI_BROKER_URL 和它的服务；"
            "收到的文件都在数据库中等待。",
            f"The broker does not answer ({error}). Check TIAOLI_BROKER_URL and the broker's"
            " server; what was received waits in the database.",
        ) from error
