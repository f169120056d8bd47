"""The alert process: runs saved searches periodically, and tells their owners what is new."""

from contextlib import closing

from index.back_ends import open_index
from searching.alerts import watch
from store.database import Database
from webapp.processes.background import AFTER_PAGES, begin
from webapp.processes.supervisor import die_with_parent
from webapp.settings import Settings


def run(settings: Settings) -> None:
    """Run saved searches until SIGTERM or Ctrl-C, finishing the one at hand."""
    stop = begin(AFTER_PAGES)
    index = open_index(settings.search_engine, settings.data / "index", settings.elasticsearch)
    with closing(Database(settings.database_url)) as database:
        watch(database, index, settings.mail, stop=stop)


if __name__ == "__main__":
    die_with_parent()
    run(Settings.from_environment())
