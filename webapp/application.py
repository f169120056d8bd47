"""The Flask application: pages, JSON API, security and languages put together."""

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import templates
from compare.deviating_contracts import KnownShares
from webapp import accounts, errors, language, security
from webapp.api import basis, uploads
from webapp.api import imports as imports_api
from webapp.pages import (
    administration,
    alike,
    audit,
    builder,
    checklist_editing,
    checklists,
    comparison,
    comparison_pictures,
    dashboard,
    deciding,
    deviations,
    documents,
    families,
    folder_sharing,
    folders,
    help,
    imports,
    law_editing,
    laws,
    learning,
    ledger,
    library,
    matrix,
    model_clauses,
    moving,
    originals,
    recheck,
    remedies,
    reports,
    review,
    saved,
    search,
    session,
    tags,
    template_globals,
    timeline,
)
from webapp.services import Services

PAGES = (
    search,
    saved,
    folder_sharing,
    folders,
    builder,
    model_clauses,
    moving,
    alike,
    library,
    documents,
    families,
    tags,
    originals,
    review,
    reports,
    deciding,
    matrix,
    dashboard,
    recheck,
    checklists,
    checklist_editing,
    laws,
    law_editing,
    comparison,
    comparison_pictures,
    deviations,
    timeline,
    imports,
    remedies,
    imports_api,
    uploads,
    ledger,
    basis,
    session,
    administration,
    audit,
    learning,
    help,
)


def create_app(services: Services) -> Flask:
    """The Flask application over these services."""
    settings = services.settings
    app = Flask(__name__, template_folder=str(Path(templates.__file__).parent))
    app.extensions["tiaoli"] = services
    app.extensions["tiaoli.deviations"] = KnownShares()
    app.secret_key = settings.secret_key
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_env.add_extension("jinja2.ext.i18n")
    accounts.install(app)
    security.install(app, https=settings.session_cookie_secure)
    language.install(app)
    template_globals.install(app)
    errors.install(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # the way Flask's manual shows
    return app
