"""Saved searches: what is new, whether they run, and what their owner set for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.errors import InvalidQuery
from index.protocol import Hit
from index.query import Everything, Query
from searching.saved_query import FilterGone, filters_of
from searching.saved_search import query_of
from searching.saving import SavedNameTaken, change_search, save_search
from store.collections import collection_names
from store.folders import folders_of
from store.saved_hits import count_news, mark_seen, news_of
from store.saved_searches import (
    Preferences,
    SavedSearch,
    get_saved_search,
    remove_saved_search,
    saved_searches_of,
)
from webapp.access import Access, reading, services, writing
from webapp.hit_list import filters_in_words
from webapp.language import choose_language
from webapp.pages.asked import address_of, asked_in
from webapp.pages.form_fields import line_in_form
from webapp.pages.hit_panel import opened_hit
from webapp.pages.hits import groups_of
from webapp.security import safe_target

blueprint = Blueprint("saved", __name__, url_prefix="/saved")

LONGEST_NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved search as it is listed; ``address`` is "" where it can't be asked any more."""

    search: SavedSearch
    filters: str
    address: str
    news: int


@blueprint.get("")
def overview() -> str:
    """One's saved searches with what is new of each, and one's folders."""
    with reading() as access:
        return render_template(
            "pages/saved.html",
            searches=_listed(access),
            folders=folders_of(access.connection, access.user.id, access.visible),
            mail=services().settings.mail,
        )


@blueprint.post("/searches")
def save() -> ResponseReturnValue:
    """Save what the form asks for; what it finds now is no news."""
    here = services()
    with reading() as access:
        user_id = access.user.id
    try:
        save_search(here.database, here.index, user_id, asked_in(request.form), _preferences())
    except SavedNameTaken as error:
        flash(error.message(choose_language()), "error")
    else:
        flash(_("Saved. You will find it under “Saved”."), "done")
    return redirect(safe_target(request.form.get("next")))


@blueprint.get("/searches/<int:search_id>")
def show(search_id: int) -> str:
    """A saved search: its new hits, or why it does not run, and what its owner set for it."""
    with reading() as access:
        search = get_saved_search(access.connection, search_id, access.user.id)
        news = news_of(access.connection, search_id, access.visible)
        hits = [Hit(each.clause_id, each.document_id, 0.0) for each in news.hits]
        hits.sort(key=lambda hit: -hit.document_id)  # those of a document stand together
        return render_template(
            "pages/saved_search.html",
            shown=_shown(access, search, len(hits)),
            groups=groups_of(access, _query(access, search), hits),
            last=news.last,
            collection_names=collection_names(access.connection, access.visible),
            opened=opened_hit(access),
            mail=services().settings.mail,
        )


@blueprint.post("/searches/<int:search_id>")
def change(search_id: int) -> ResponseReturnValue:
    """Rename a saved search, or switch its alerts on or off."""
    here = services()
    with reading() as access:
        user_id = access.user.id
    try:
        change_search(here.database, here.index, user_id, search_id, _preferences())
    except SavedNameTaken as error:
        flash(error.message(choose_language()), "error")
    else:
        flash(_("Saved."), "done")
    return redirect(url_for("saved.show", search_id=search_id))


@blueprint.post("/searches/<int:search_id>/seen")
def seen(search_id: int) -> ResponseReturnValue:
    """Mark what the page showed as seen; what came since then stays new."""
    with writing() as access:
        search = get_saved_search(access.connection, search_id, access.user.id)
        mark_seen(access.connection, search.id, request.form.get("last", 0, type=int))
    return redirect(url_for("saved.overview"))


@blueprint.post("/searches/<int:search_id>/remove")
def remove(search_id: int) -> ResponseReturnValue:
    """Delete a saved search."""
    with writing() as access:
        search = get_saved_search(access.connection, search_id, access.user.id)
        remove_saved_search(access.connection, search)
    flash(_("The saved search was removed."), "done")
    return redirect(url_for("saved.overview"))


def _listed(access: Access) -> Sequence[Shown]:
    news = count_news(access.connection, access.user.id, access.visible)
    mine = saved_searches_of(access.connection, access.user.id)
    return [_shown(access, each, news.get(each.id, 0)) for each in mine]


def _shown(access: Access, search: SavedSearch, news: int) -> Shown:
    try:
        names = collection_names(access.connection, access.visible)
        told = filters_in_words(filters_of(search.asked), names, choose_language())
        return Shown(search, told, address_of(search.asked), news)
    except FilterGone:
        return Shown(search, search.asked.filters, "", news)


def _query(access: Access, search: SavedSearch) -> Query:
    """The query whose words are marked in what is new; none where it can't be read any more."""
    try:
        return query_of(access.connection, search.asked, access.visible)
    except (InvalidQuery, FilterGone):
        return Everything()


def _preferences() -> Preferences:
    name = line_in_form("name", LONGEST_NAME)
    alert = "alert" in request.form
    return Preferences(name or request.form.get("q", "").strip() or _("Saved search"), alert,
                alert and "mail" in request.form)  # fmt: skip
