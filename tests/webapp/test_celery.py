"""Celery with real brokers: they may lose, repeat or be down; every file is read once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from kombu import Connection

from webapp.celery_app import BrokerUnavailable, celery_app, open_broker
from webapp.settings import Settings

KILL = Path(__file__).parents[2] / "benchmarks" / "kill_celery.py"


@pytest.fixture(params=["RabbitMQ", "Redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """An installation whose queue is its own, on each broker in turn."""
    url = os.environ.get(f"TIAOLI_TEST_{request.param.upper()}")
    if url is None:
        pytest.skip(f"needs {request.param}: make servers")
    queue = f"test-{uuid4().hex}"
    chosen = {"TIAOLI_QUEUE": "celery", "TIAOLI_BROKER_URL": url, "TIAOLI_BROKER_QUEUE": queue}
    yield Settings.from_environment(tmp_path, environment=chosen)
    with Connection(url) as connection:
        connection.default_channel.queue_delete(queue)


def test_killed_workers_and_a_wiped_broker_lose_nothing_and_double_nothing(
    settings: Settings,
) -> None:
    test = subprocess.run(
        [sys.executable, str(KILL), settings.broker_url, "--kills", "3", "--files", "2000"],
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert "broker wiped" in test.stdout, test.stdout + test.stderr
    assert "lost 0, doubled 0, problems 0" in test.stdout, test.stdout + test.stderr
    assert test.returncode == 0


def test_a_message_is_json_and_holds_an_id_alone(settings: Settings) -> None:
    with open_broker(celery_app(settings)) as broker:
        assert broker.holds() == 0
        broker.tell(12)
        assert broker.holds() == 1
    with Connection(settings.broker_url) as connection:
        message = connection.default_channel.basic_get(settings.broker_queue, no_ack=True)
    assert message is not None
    assert message.content_type == "application/json"
    arguments, options, embedded = json.loads(message.body)
    assert (arguments, options) == ([12], {})
    assert not any(embedded.values())


def test_a_broker_that_is_down_is_told_with_what_to_do(settings: Settings) -> None:
    scheme = settings.broker_url.partition(":")[0]
    nobody = replace(settings, broker_url=f"{scheme}://127.0.0.1:9/")
    with (
        pytest.raises(BrokerUnavailable, match="Check TIAOLI_BROKER_URL"),
        open_broker(celery_app(nobody)) as broker,
    ):
        broker.holds()
