"""The help page: the query language with examples that run on what the reader may see, and keys."""

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask_babel import LazyString

from contracts.clause_types import CLAUSE_TYPES
from contracts.errors import SearchUnavailable
from searching.asking import ask
from webapp.access import Access, reading, services
from webapp.errors import AddressTooLong
from webapp.language import in_language
from webapp.pages.examples import EXAMPLES, FIELDS

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show() -> str:
    """How to search, and which keys there are."""
    with reading() as access:
        return render_template(
            "pages/help.html",
            examples=EXAMPLES,
            fields=FIELDS,
            found=_found(access, (*EXAMPLES, *FIELDS)),
            clause_types=CLAUSE_TYPES.values(),
        )


@blueprint.get("/too-long")
def too_long() -> str:
    """The page to which the web process sends people whose address is too long for it."""
    raise AddressTooLong


def _found(access: Access, examples: Iterable[tuple[str, str, LazyString]]) -> dict[str, int]:
    """How much each example finds for the reader now; nothing while the search is unavailable."""
    counts: dict[str, int] = {}
    try:
        for zh, en, _meaning in examples:
            typed = in_language(zh, en)
            asked = ask(access.connection, typed, access.visible)
            found = services().index.search(asked.query, visible=access.visible, limit=0)
            counts[typed] = found.total
    except SearchUnavailable:
        return {}
    return counts
