"""A pytest plugin: where CI=true, a test skipped for want of a server fails.

A fixture says ``pytest.skip("needs PostgreSQL: make servers")``; on a laptop that is a skip with
its reason, in CI it would be a test that never runs and nobody misses.
"""

import os
from collections.abc import Generator

import pytest

NEEDS_A_SERVER = tuple(
    f"Skipped: needs {name}"
    for name in ("PostgreSQL", "Elasticsearch", "RabbitMQ", "Redis", "Chromium", "LibreOffice")
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn such a skip of a test into a failure."""
    report = yield
    _fail_for_want_of_a_server(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Likewise where a whole file is skipped."""
    report = yield
    _fail_for_want_of_a_server(report)
    return report


def _fail_for_want_of_a_server(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") == "true" and report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if reason.startswith(NEEDS_A_SERVER):
            report.outcome = "failed"
            report.longrepr = f"CI has every server, yet this was skipped. {reason}"
