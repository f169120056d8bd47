"""The web process: gunicorn's settings.

``tiaoli serve`` starts gunicorn with this module as its configuration; each name below that is a
gunicorn setting is read by it. The process that reads it forks the one that serves, which alone
imports the application (``webapp.processes.web_application``): threads that libraries start when
they are imported do not survive a fork, and a process that waits for them at its end fails.
"""

from webapp.processes.supervisor import die_with_parent
from webapp.settings import Settings

_settings = Settings.from_environment()

# One process: sign-in attempts are counted in its memory. Threads, so that a long download or a
# slow reader doesn't keep others waiting.
workers = 1
worker_class = "webapp.processes.web_worker.WebWorker"
threads = _settings.web_threads
graceful_timeout = 20  # seconds for requests in flight when stopping
timeout = 120  # seconds until a web process that hangs is replaced
accesslog = None  # addresses hold search words, which may be contract text
loglevel = "warning"
limit_request_line = 8190  # the most that gunicorn counts: a query of 900 hanzi, nine bytes each


def on_starting(server: object) -> None:
    """Called by gunicorn once, before anything is served."""
    die_with_parent()
