"""The scorer process: lets the encoder read what rests on rules alone, when there is time."""

import os
import signal
from threading import Event

from ingest.scoring_lane import ask_for_what_is_left, score_waiting
from webapp.alike import catch_up_directions
from webapp.logs import configure_logging
from webapp.services import open_services
from webapp.settings import Settings
from webapp.supervisor import die_with_parent

NICENESS = 19  # pages and the reading of files go first


def run(settings: Settings) -> None:
    """Score until SIGTERM or Ctrl-C, finishing the portion at hand; without an encoder it ends."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stop.set())
    os.nice(NICENESS)
    configure_logging()
    with open_services(settings) as services:
        if services.sentences is not None:
            catch_up_directions(services)
        if services.encoder is not None:
            ask_for_what_is_left(services.database, services.weights)
            score_waiting(
                services.database, services.encoder, stop=stop, sentences=services.sentences
            )


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
