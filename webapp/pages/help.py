"""The help page: the query language with examples that run, and the keys."""

from flask import Blueprint, render_template

from contracts.clause_types import CLAUSE_TYPES
from webapp.pages.examples import EXAMPLES, FIELDS

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show() -> str:
    """How to search, and which keys there are."""
    return render_template(
        "pages/help.html", examples=EXAMPLES, fields=FIELDS, clause_types=CLAUSE_TYPES.values()
    )
