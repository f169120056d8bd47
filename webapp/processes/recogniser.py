"""The recogniser process: reads the characters of scanned pages, when there is time."""

from ingest.guarded.grace import closed_after_grace
from ingest.scans.recognition_lane import recognise_waiting
from webapp.processes.background import WHEN_IDLE, begin
from webapp.processes.supervisor import die_with_parent
from webapp.services import open_recogniser, open_services
from webapp.settings import Settings


def run(settings: Settings) -> None:
    """Recognise until SIGTERM or Ctrl-C, finishing the page at hand; without RapidOCR it ends."""
    stop = begin(WHEN_IDLE)
    recogniser = open_recogniser(settings)
    if recogniser is None:
        return
    with open_services(settings) as services, closed_after_grace(services.parsers, stop):
        recognise_waiting(
            services.database, services.files, services.parsers, recogniser, stop=stop
        )


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
