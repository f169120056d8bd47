"""The worker process: reads what was received, so that the web process never waits for a file.

It finds the files in the database itself, or Celery brings them: a setting says which.
"""

from ingest.guarded.grace import closed_after_grace
from ingest.worker import work
from webapp import celery_app
from webapp.processes.background import AFTER_PAGES, begin
from webapp.processes.supervisor import die_with_parent
from webapp.services import open_services
from webapp.settings import Settings
from webapp.variables import CELERY


def run(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C, finishing the files at hand where that doesn't take long."""
    stop = begin(AFTER_PAGES)
    with open_services(settings) as services, closed_after_grace(services.parsers, stop):
        if settings.queue == CELERY:
            celery_app.work(services, stop)
            return
        work(
            services.database,
            services.files,
            services.index,
            services.parsers,
            stop=stop,
            processes=settings.parser_processes,
            ask_for_scores=services.encoder is not None,
        )


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
