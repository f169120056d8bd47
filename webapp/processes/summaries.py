"""The summary process: makes what the matrix and the dashboard show of each review."""

from contextlib import closing

from review.summary_lane import make_summaries
from store.database import Database
from webapp.processes.background import WHEN_IDLE, begin
from webapp.processes.supervisor import die_with_parent
from webapp.settings import Settings


def run(settings: Settings) -> None:
    """Make summaries until SIGTERM or Ctrl-C, finishing the one at hand."""
    stop = begin(WHEN_IDLE)
    with closing(Database(settings.database_url)) as database:
        make_summaries(database, stop=stop)


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
