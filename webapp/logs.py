"""Logging, configured once a process: to standard error, one line an event.

What is logged names versions, runs and documents by their ids, never by their text.
"""

import logging

PACKAGES = ("webapp", "ingest", "review", "compare", "searching", "index", "store", "contracts")


def configure_logging(level: int = logging.INFO) -> None:
    """Log our own messages from this level up, and those of libraries from WARNING up."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    for package in PACKAGES:
        logging.getLogger(package).setLevel(level)
