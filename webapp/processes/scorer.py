"""The scorer process: has the encoder read what rests on rules alone, when there is time.

It also learns from corrections, when somebody asks for it.
"""

from threading import Thread

from ingest.tags.scoring_lane import ask_for_what_is_left, score_waiting
from searching.meaning import catch_up_directions
from webapp.learning import learn_when_asked
from webapp.processes.background import WHEN_IDLE, begin
from webapp.processes.supervisor import die_with_parent
from webapp.services import open_services
from webapp.settings import Settings


def run(settings: Settings) -> None:
    """Score until SIGTERM or Ctrl-C, finishing the portion at hand; without an encoder it ends."""
    stop = begin(WHEN_IDLE)
    with open_services(settings) as services:
        if services.sentences is not None:
            catch_up_directions(services.database, services)
        if services.encoder is not None:
            learning = Thread(target=learn_when_asked, args=(services.database, stop))
            learning.start()
            ask_for_what_is_left(services.database, services.weights)
            score_waiting(
                services.database,
                services.encoder,
                stop=stop,
                sentences=services.sentences,
                index_waits=services.index.holds_directions,
            )
            learning.join()


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
