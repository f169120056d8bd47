"""The form that writes a query: its fields say in words what the query language says in signs."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from contracts.clause_types import CLAUSE_TYPES
from contracts.contract_types import CONTRACT_TYPES
from contracts.errors import SearchUnavailable
from contracts.laws import SHIPPED_LAWS
from index.query import Everything
from index.query_fields import VERDICTS
from index.query_form import CURRENCIES, UNITS, FilledForm, read_form
from index.query_writing import written
from review.house_checklists import checklists_in_force
from searching.asking import ask
from store.collections import list_collections
from webapp.access import Access, reading, services
from webapp.language import choose_language

blueprint = Blueprint("builder", __name__)


@blueprint.get("/build")
def show() -> ResponseReturnValue:
    """The form, with the query that it writes and how much that finds; or on to the search."""
    filled = read_form(request.args)
    typed = written(filled.query, choose_language())
    if "search" in request.args and typed and not filled.errors:
        return redirect(url_for("search.search", q=typed))
    with reading() as access:
        return render_template(
            "pages/builder.html",
            values=request.args,
            collections=list_collections(access.connection, access.visible),
            clause_types=CLAUSE_TYPES.values(),
            contract_types=CONTRACT_TYPES.values(),
            laws=SHIPPED_LAWS.laws,
            checklists=checklists_in_force(access.connection).values(),
            verdicts=VERDICTS,
            units=tuple(UNITS),
            currencies=CURRENCIES,
            **_written(access, filled, typed),
        )


@blueprint.get("/build/written")
def preview() -> str:
    """The written query alone, for builder.js to show while the form is filled in."""
    filled = read_form(request.args)
    with reading() as access:
        shown = _written(access, filled, written(filled.query, choose_language()))
        return render_template("pages/builder_written.html", **shown)


def _written(access: Access, filled: FilledForm, typed: str) -> dict[str, object]:
    """The query as it is written, how much it finds, and which fields cannot be read."""
    count = None
    if not isinstance(filled.query, Everything):
        asked = ask(access.connection, typed, access.visible)
        try:
            found = services().index.search(asked.query, visible=access.visible, limit=0)
            count = (found.total, found.facets.documents)
        except SearchUnavailable:
            count = None  # the search itself says why
    return {"typed": typed, "count": count, "errors": filled.errors}
