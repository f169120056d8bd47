"""The search: typed text → query tree → hits, grouped by document, with facets beside them."""

from time import perf_counter

from flask import Blueprint, Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from contracts.errors import InvalidQuery, NotFound, SearchUnavailable
from index.protocol import Filters, Order
from index.suggestions import Suggestion, suggestions
from searching.asking import Asked, ask, widening
from store import outbox
from store.collections import collection_names, list_collections
from store.saved_searches import SavedSearch, saved_searches_of
from webapp.access import Access, reading, services
from webapp.errors import status_of
from webapp.hit_list import filters_in_words, hit_list
from webapp.hit_list_files import write_hit_list
from webapp.language import choose_language
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.asked import asked_in, filters_in, typed_in, wants_synonyms
from webapp.pages.below import alike_instead, below
from webapp.pages.downloads import download_of
from webapp.pages.examples import EXAMPLES
from webapp.pages.facets import facets_of
from webapp.pages.hit_panel import OpenedHit, hit_on_its_pages, opened_hit
from webapp.pages.hits import groups_of
from webapp.pages.marking import runs
from webapp.pages.query_spot import query_spot
from webapp.pages.start import start
from webapp.reports.files import circumstances, fitting
from webapp.reports.formats import LIST_FORMATS
from webapp.reports.sources import permission

blueprint = Blueprint("search", __name__)

HITS_ON_A_PAGE = 20


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """The results page for the address's query and filters; without either, the start page."""
    typed, filters = typed_in(request.args), filters_in(request.args)
    with reading() as access:
        shown = {"query_text": typed, "filters": filters, "examples": EXAMPLES}
        if not typed and filters == Filters():
            held = list_collections(access.connection, access.visible)
            return render_template(
                "pages/start.html", start=start(access), collections=held, **shown
            )
        try:
            results = _results(access, filters)
            return render_template("pages/search.html", **shown, **results)
        except InvalidQuery as error:
            at = query_spot(typed, error)
            return render_template("pages/search_error.html", error=error, at=at, **shown), 400
        except SearchUnavailable as error:
            waiting = outbox.count_visible(access.connection, access.visible)
            page = render_template(
                "pages/search_unavailable.html", error=error, waiting=waiting, **shown
            )
            return page, status_of(error)


@blueprint.get("/panel")
def panel() -> str:
    """The clause that the address opens, for panel.js to put beside the results."""
    with reading() as access:
        opened = opened_hit(access)
        if opened is None:
            raise NotFound("没有指明条款。", "No clause is named.")
        return render_template("pages/hit_panel.html", opened=opened)


@blueprint.get("/panel/pages")
def panel_pages() -> str:
    """The pages that the opened clause stands on, for panel.js to put below its text."""
    with reading() as access:
        opened, pictures = hit_on_its_pages(access)
        return render_template("pages/hit_pages.html", opened=opened, pictures=pictures)


@blueprint.get("/hits.<form>")
def download(form: str) -> Response:
    """All hits of the address's query and filters as a file."""
    if form not in LIST_FORMATS:
        raise NotFound("没有这种格式的检索结果。", "There are no hits in this format.")
    typed, filters, language = typed_in(request.args), filters_in(request.args), choose_language()
    with reading() as access:
        asked = _asked(access)
        results = services().index.search(
            asked.query, visible=access.visible, filters=filters, order=_order(), limit=None
        )
        names = collection_names(access.connection, access.visible)
        rights = permission(access.connection, access.visible, language)
        made = circumstances(access.user.name, rights, typed, services().weights)
        told = filters_in_words(filters, names, language)
        found = hit_list(
            access.connection, results, access.visible, made,
            synonyms=asked.synonyms if wants_synonyms(request.args) else (), filters=told,
        )  # fmt: skip
    name = "检索结果" if language == "zh" else "hits"
    data = write_hit_list(found, form, language)
    return download_of(data, LIST_FORMATS[form], f"{name} {fitting(typed)}".strip() + f".{form}")


def _results(access: Access, filters: Filters) -> dict[str, object]:
    """Search, and gather all that the results page shows."""
    began = perf_counter()
    names = collection_names(access.connection, access.visible)
    asked = _asked(access)
    results = services().index.search(
        asked.query,
        visible=access.visible,
        filters=filters,
        order=_order(),
        offset=(page_number() - 1) * HITS_ON_A_PAGE,
        limit=HITS_ON_A_PAGE,
    )
    groups = groups_of(access, asked.query, results.hits)  # while the engine goes on counting
    instead = () if results.total else _suggestions(access, asked, filters)
    beneath = below(access, asked, results, filters, _order(), HITS_ON_A_PAGE)
    alike = None if beneath or filters != Filters() else alike_instead(access, asked, results)
    return {
        "asked": asked,
        "results": results,
        "suggestions": instead,
        "with_synonyms": wants_synonyms(request.args),
        "saved": _saved(access),
        "mail": services().settings.mail,
        "order": _order(),
        "groups": groups,
        "below": beneath,
        "alike": alike,
        "above": alike.above if alike else {},
        "runs": runs,
        "opened": _opened(access),
        "facets": [
            facet
            for facet in facets_of(results.facets, filters, names)
            if facet.name != "type" or not asked.of_documents
        ],
        "filtered": filters != Filters(),
        "collection_names": names,
        "page": ListPage.of(results.total, HITS_ON_A_PAGE),
        "milliseconds": max(1, round((perf_counter() - began) * 1000)),
    }


def _asked(access: Access) -> Asked:
    """The address's query, read for this person and these filters."""
    return ask(
        access.connection,
        typed_in(request.args),
        access.visible,
        synonyms=wants_synonyms(request.args),
        filters=filters_in(request.args),
    )


def _opened(access: Access) -> OpenedHit | None:
    """The hit that the address opens; one that is gone is told, and the others are shown."""
    try:
        return opened_hit(access)
    except NotFound as error:
        flash(error.message(choose_language()), "attention")
        return None


def _order() -> Order:
    """The address's order; the best first where it names none."""
    wanted = request.args.get("sort", "")
    return Order(wanted) if wanted in set(Order) else Order.BEST


def _suggestions(access: Access, asked: Asked, filters: Filters) -> tuple[Suggestion, ...]:
    widened = widening(access.connection, access.visible, synonyms=wants_synonyms(request.args))
    return suggestions(
        services().index, asked.tree, visible=access.visible, filters=filters, widened=widened,
        any_word=asked.some_words is None,
    )  # fmt: skip


def _saved(access: Access) -> SavedSearch | None:
    """The person's saved search that asks for just this, if there is one."""
    asked = asked_in(request.args)
    mine = saved_searches_of(access.connection, access.user.id)
    return next((each for each in mine if each.asked == asked), None)
