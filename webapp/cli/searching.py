"""``search``: finding clauses, printed, as JSON or as a file."""

from pathlib import Path
from typing import Any

import click

from contracts.clause import Clause
from contracts.errors import InvalidQuery, SearchUnavailable
from contracts.visibility import EVERYTHING
from index.highlight import highlight
from index.protocol import Facets, Hit, Order, Results
from index.query import Query
from searching.asking import Asked, ask
from store import outbox
from store.collections import collection_names
from store.database import Connection
from store.documents import get_document
from store.readings import clauses_by_id
from webapp.cli.search_text import print_hits
from webapp.cli.terminal import FILE_TO_WRITE, Terminal, as_json, counted
from webapp.reports.formats import LIST_FORMATS
from webapp.services import Services


@click.command()
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True,
    help="How many hits to show; 0 for all. 最多显示多少条；0 为全部。",
)  # fmt: skip
@click.option(
    "--output", type=FILE_TO_WRITE,
    help="Write all hits to this file: .xlsx, .docx or .csv. 把全部结果写入文件。",
)  # fmt: skip
@click.option(
    "--synonyms/--no-synonyms", default=True, show_default=True,
    help="Search for synonyms too. 同义词一并检索。",
)  # fmt: skip
@click.option(
    "--sort", type=click.Choice([each.value for each in Order]), default=Order.BEST.value,
    show_default=True, help="Sort order. 排序：相关、最新或最早签订。",
)  # fmt: skip
@as_json
@click.pass_obj
def search(
    terminal: Terminal,
    query: str,
    limit: int,
    output: Path | None,
    *,
    synonyms: bool,
    sort: str,
    json_: bool,
) -> None:
    """Search clauses, as in the search box. 检索条款，写法与网页检索框相同。

    If the query has an error, the place is shown and the exit code is 1.
    """
    if output and output.suffix.lstrip(".") not in LIST_FORMATS:
        raise click.UsageError("--output takes a file that ends with .xlsx, .docx or .csv.")
    with terminal.services() as services:
        with services.database.read() as connection:
            asked = _asked(terminal, connection, query, synonyms)
        added = asked.synonyms if synonyms else ()
        most = None if output else limit or None
        results = _answer(terminal, services, asked.query, Order(sort), most)
        with services.database.read() as connection:
            if output:
                from webapp.cli.hits_file import write_hits

                write_hits(terminal, services, connection, query, results, output, synonyms=added)
                return
            found = {
                "synonyms": added,
                "remarks": [terminal.words(each.zh, each.en) for each in asked.remarks],
                "unreviewed": asked.unreviewed,
                "some_words": _some_words(terminal, services, asked),
                **_found(connection, asked.query, results),
            }
    if json_:
        terminal.print_json(found)
    else:
        print_hits(terminal, found)


def _asked(terminal: Terminal, connection: Connection, typed: str, synonyms: bool) -> Asked:
    try:
        return ask(connection, typed, EVERYTHING, synonyms=synonyms)
    except InvalidQuery as error:
        terminal.point_at(typed, error.position)
        raise


def _answer(
    terminal: Terminal, services: Services, query: Query, order: Order, limit: int | None
) -> Results:
    """The results; where there are none now, how much waits for the index."""
    try:
        return services.index.search(query, visible=EVERYTHING, order=order, limit=limit)
    except SearchUnavailable:
        with services.database.read() as connection:
            waiting = outbox.count(connection)
        terminal.note(
            f"检索目前不可用，{waiting} 项变更等待编入索引，不会丢失。",
            f"Search is unavailable; {counted(waiting, 'change')} wait{'s' * (waiting == 1)} for"
            " the index, and nothing is lost.",
        )
        raise


def _some_words(terminal: Terminal, services: Services, asked: Asked) -> dict[str, Any] | None:
    """How many clauses more have some of the words, and the query for any of them."""
    if asked.some_words is None:
        return None
    more = _answer(terminal, services, asked.some_words.query, Order.BEST, 0)
    return {"query": asked.some_words.typed, "more": more.total}


def _found(connection: Connection, query: Query, results: Results) -> dict[str, Any]:
    clauses = clauses_by_id(connection, (hit.clause_id for hit in results.hits), EVERYTHING)
    titles = {
        number: get_document(connection, number, EVERYTHING).title
        for number in {hit.document_id for hit in results.hits}
    }
    return {
        "total": results.total,
        "documents": results.facets.documents,
        "facets": _facets(connection, results.facets),
        "hits": [
            _hit(hit, clauses[hit.clause_id], titles[hit.document_id], query)
            for hit in results.hits
            if hit.clause_id in clauses  # a document may have been read anew since
        ],
    }


def _hit(hit: Hit, clause: Clause, title: str, query: Query) -> dict[str, Any]:
    return {
        "document": hit.document_id,
        "title": title,
        "clause": clause.id,
        "number_label": clause.number_label,
        "heading": clause.heading,
        "text": clause.text,
        "page": clause.page,
        "score": hit.score,
        "highlights": highlight(query, clause.text),
    }


def _facets(connection: Connection, facets: Facets) -> dict[str, dict[str, int]]:
    names = collection_names(connection, EVERYTHING)
    return {
        "clause_types": facets.clause_types,
        "kinds": facets.kinds,
        "collections": {names[number]: count for number, count in facets.collections.items()},
        "years": {str(year): count for year, count in facets.years.items()},
    }
