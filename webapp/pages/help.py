"""The help page: the query language with examples that run on what the reader may see, and keys."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, render_template

from contracts.clause_types import CLAUSE_TYPES
from contracts.errors import SearchUnavailable
from index.query import Collection
from index.query_writing import written
from searching.asking import ask
from store.collections import collection_names
from webapp.access import Access, reading, services
from webapp.errors import AddressTooLong
from webapp.language import in_language
from webapp.pages.examples import A_COLLECTION, EXAMPLES, FIELDS, Example

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show() -> str:
    """How to search, and which keys there are."""
    with reading() as access:
        fields = tuple(_fields(access))
        return render_template(
            "pages/help.html",
            examples=EXAMPLES,
            fields=fields,
            found=_found(access, (*EXAMPLES, *fields)),
            clause_types=CLAUSE_TYPES.values(),
        )


@blueprint.get("/too-long")
def too_long() -> str:
    """The page to which the web process sends people whose address is too long for it."""
    raise AddressTooLong


def _fields(access: Access) -> Iterator[Example]:
    """The examples of fields; that of a collection names one that the reader may see."""
    for example in FIELDS:
        if example is not A_COLLECTION:
            yield example
        elif names := list(collection_names(access.connection, access.visible).values()):
            typed = written(Collection(names[0]))
            yield typed, typed, example[2]


def _found(access: Access, examples: Iterable[Example]) -> dict[str, int]:
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
