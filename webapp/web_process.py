"""The web process: gunicorn's settings, and the application it serves.

``tiaoli serve`` starts gunicorn with this module as its configuration; each name below that is a
gunicorn setting is read by it.
"""

from contextlib import ExitStack

from flask import Flask

from webapp.application import create_app
from webapp.logs import configure_logging
from webapp.services import open_services
from webapp.settings import Settings
from webapp.supervisor import die_with_parent

_opened = ExitStack()
_settings = Settings.from_environment()

# One process: sign-in attempts are counted in its memory. Threads, so that a long download or a
# slow reader doesn't keep others waiting.
workers = 1
worker_class = "gthread"
threads = _settings.web_threads
graceful_timeout = 20  # seconds for requests in flight when stopping
timeout = 120  # seconds until a web process that hangs is replaced
accesslog = None  # addresses hold search words, which may be contract text
loglevel = "warning"


def on_starting(server: object) -> None:
    """Called by gunicorn once, before anything is served."""
    die_with_parent()


def worker_exit(server: object, worker: object) -> None:
    """Called by gunicorn in the process that served, at its end."""
    _opened.close()


def application() -> Flask:
    """The application, on services of its own."""
    configure_logging()
    return create_app(_opened.enter_context(open_services(_settings)))
