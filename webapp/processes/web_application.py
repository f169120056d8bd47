"""The application that gunicorn serves, on services of its own."""

import atexit
import gc
import threading
from contextlib import ExitStack

from flask import Flask

from compare.tokens import tokenise
from webapp.application import create_app
from webapp.logs import configure_logging
from webapp.services import Services, open_services
from webapp.settings import Settings


def application() -> Flask:
    """The application; its services are closed when the process ends."""
    configure_logging()
    opened = ExitStack()
    atexit.register(opened.close)
    services = opened.enter_context(open_services(Settings.from_environment()))
    app = serving(services)
    threading.Thread(target=warm_up, args=(app,), daemon=True).start()
    return app


def warm_up(app: Flask) -> None:
    """Read what somebody's first page or question would wait a second for, while nobody does.

    Those are the dictionary of words, and the templates, which are compiled when first used.
    """
    tokenise("合同")
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)


def serving(services: Services) -> Flask:
    """The application of a process that does nothing else until it ends.

    What is loaded by now stays, so the garbage collector is told to leave it alone: looking
    through all of it would take 0.15 s each time, while somebody waits for a page.
    """
    app = create_app(services)
    gc.collect()
    gc.freeze()
    return app
