"""The search: typed text → query tree → hits, grouped by document, with facets beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from time import perf_counter

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from contracts.clause import Clause, Strength, Tag
from contracts.document import Document
from contracts.errors import InvalidQuery, NotFound, SearchUnavailable
from index.highlight import Excerpt, excerpt, highlight
from index.protocol import Filters, Hit
from index.query import Query
from index.query_language import parse
from index.suggestions import Suggestion, suggestions
from index.synonyms import added_synonyms, with_synonyms
from store import outbox
from store.collections import Collection, list_collections
from store.documents import get_document
from store.readings import clauses_by_id, tags_by_clause
from webapp.access import Access, reading, services
from webapp.errors import status_of
from webapp.hit_list import FORMATS, filters_in_words, hit_list, write_hit_list
from webapp.language import choose_language
from webapp.pages.addresses import ListPage, integers, page_number
from webapp.pages.examples import EXAMPLES
from webapp.pages.facets import facets_of
from webapp.pages.marking import Run, runs
from webapp.reporting import permission
from webapp.reports import circumstances, fitting

blueprint = Blueprint("search", __name__)

HITS_ON_A_PAGE = 20
EXCERPT_WIDTH = 96  # hanzi: two lines of the page


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A clause that matches, with two lines of it in which the words are marked."""

    clause: Clause
    heading: tuple[Run, ...]
    above: str  # the heading it stands under, where it has none of its own
    excerpt: Excerpt
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A document and its hits on this page."""

    document: Document
    hits: tuple[ShownHit, ...]


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """The results of the address's query and filters; without either, what can be searched."""
    typed = request.args.get("q", "").strip()
    filters = _filters()
    with reading() as access:
        found = list_collections(access.connection, access.visible)
        shown = {
            "query_text": typed,
            "filters": filters,
            "collections": found,
            "examples": EXAMPLES,
        }
        if not typed and filters == Filters():
            return render_template("pages/search_start.html", **shown)
        try:
            results = _results(access, typed, filters, found)
            return render_template("pages/search.html", **shown, **results)
        except InvalidQuery as error:
            return render_template("pages/search_error.html", error=error, **shown), 400
        except SearchUnavailable as error:
            waiting = outbox.count(access.connection)
            page = render_template(
                "pages/search_unavailable.html", error=error, waiting=waiting, **shown
            )
            return page, status_of(error)


@blueprint.get("/hits.<form>")
def download(form: str) -> Response:
    """All hits of the address's query and filters as a file."""
    if form not in FORMATS:
        raise NotFound("没有这种格式的检索结果。", "There are no hits in this format.")
    typed, filters, language = request.args.get("q", "").strip(), _filters(), choose_language()
    with reading() as access:
        as_typed = parse(typed)
        results = services().index.search(
            _asked(as_typed), visible=access.visible, filters=filters, limit=None
        )
        names = {one.id: one.name for one in list_collections(access.connection, access.visible)}
        rights = permission(access.connection, access.visible, language)
        made = circumstances(access.user.name, rights, typed, services().weights)
        told = filters_in_words(filters, names, language)
        found = hit_list(
            access.connection, results, access.visible, made,
            synonyms=added_synonyms(as_typed) if _with_synonyms() else (), filters=told,
        )  # fmt: skip
    name = "检索结果" if language == "zh" else "hits"
    return send_file(
        BytesIO(write_hit_list(found, form, language)),
        mimetype=FORMATS[form],
        as_attachment=True,
        download_name=f"{name} {fitting(typed)}".strip() + f".{form}",
    )


def _filters() -> Filters:
    return Filters(
        clause_types=frozenset(request.args.getlist("type")),
        kinds=frozenset(request.args.getlist("kind")),
        collections=integers("collection"),
        years=integers("year"),
    )


def _results(
    access: Access, typed: str, filters: Filters, found: Iterable[Collection]
) -> dict[str, object]:
    """What the results page shows; ``found`` are the collections that may be seen."""
    began = perf_counter()
    names = {collection.id: collection.name for collection in found}
    as_typed = parse(typed)
    query = _asked(as_typed)
    results = services().index.search(
        query,
        visible=access.visible,
        filters=filters,
        offset=(page_number() - 1) * HITS_ON_A_PAGE,
        limit=HITS_ON_A_PAGE,
    )
    groups = _groups(access, query, results.hits)
    instead = () if results.total else _suggestions(access, as_typed, filters)
    return {
        "results": results,
        "suggestions": instead,
        "synonyms": added_synonyms(as_typed),
        "with_synonyms": _with_synonyms(),
        "groups": groups,
        "facets": facets_of(results.facets, filters, names),
        "filtered": filters != Filters(),
        "collection_names": names,
        "page": ListPage.of(results.total, HITS_ON_A_PAGE),
        "milliseconds": max(1, round((perf_counter() - began) * 1000)),
    }


def _with_synonyms() -> bool:
    return request.args.get("synonyms") != "no"


def _asked(query: Query) -> Query:
    """The query as it is searched for: with other words for the same, unless that is turned off."""
    return with_synonyms(query) if _with_synonyms() else query


def _suggestions(access: Access, query: Query, filters: Filters) -> tuple[Suggestion, ...]:
    return suggestions(
        services().index, query, visible=access.visible, filters=filters, widened=_asked
    )


def _groups(access: Access, query: Query, hits: Iterable[Hit]) -> tuple[Group, ...]:
    """The hits with their documents; one whose document went away since is left out."""
    hits = tuple(hits)
    ids = [hit.clause_id for hit in hits]
    clauses = clauses_by_id(access.connection, ids, access.visible)
    parents = clauses_by_id(
        access.connection,
        {clause.parent for clause in clauses.values() if clause.parent},
        access.visible,
    )
    tags = tags_by_clause(access.connection, ids, access.visible)
    return tuple(
        Group(
            get_document(access.connection, document_id, access.visible),
            tuple(_shown(query, clauses[hit.clause_id], parents, tags) for hit in found),
        )
        for document_id, of_document in groupby(hits, key=lambda hit: hit.document_id)
        if (found := [hit for hit in of_document if hit.clause_id in clauses])
    )


def _shown(
    query: Query,
    clause: Clause,
    parents: Mapping[str, Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> ShownHit:
    """A hit: the words marked in its heading and in the two lines of its text that show most."""
    marks = highlight(query, clause.text)
    body = len(clause.text) - len(clause.body)
    heading = clause.text.find(clause.heading, len(clause.number_label))
    in_body = [(max(0, start - body), end - body) for start, end in marks if end > body]
    parent = parents.get(clause.parent or "")
    return ShownHit(
        clause=clause,
        above=f"{parent.number_label} {parent.heading}".strip() if parent else "",
        heading=runs(clause.text, marks, heading, heading + len(clause.heading)),
        excerpt=excerpt(clause.body, in_body, EXCERPT_WIDTH),
        tags=tuple(
            tag for tag in tags.get(clause.id, ()) if tag.strength is not Strength.CANDIDATE
        ),
    )
