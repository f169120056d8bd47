"""The application that gunicorn serves, on services of its own."""

import atexit
from contextlib import ExitStack

from flask import Flask

from webapp.application import create_app
from webapp.logs import configure_logging
from webapp.services import open_services
from webapp.settings import Settings


def application() -> Flask:
    """The application; its services are closed when the process ends."""
    configure_logging()
    opened = ExitStack()
    atexit.register(opened.close)
    return create_app(opened.enter_context(open_services(Settings.from_environment())))
