"""``search`` and ``show``: finding clauses, and a document's outline with its tags."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from getpass import getuser
from pathlib import Path
from typing import Any

import click

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document, Version
from contracts.errors import InvalidQuery, NotFound, SearchUnavailable
from contracts.visibility import Visible
from index.highlight import excerpt, highlight
from index.protocol import Facets, Hit, Order, Results
from index.query import Query
from ingest.basis import Basis
from searching.asking import Asked, ask
from store import outbox
from store.collections import list_collections
from store.database import Connection
from store.documents import get_document, newest_readable
from store.readings import clauses_by_id, clauses_of, tags_of
from webapp.cli.files import write_file
from webapp.cli.terminal import Terminal, as_json, plain, shorten
from webapp.cli.waiting import basis_name, read_by_encoder
from webapp.hit_list import hit_list
from webapp.hit_list_files import FORMATS, write_hit_list
from webapp.reports import circumstances
from webapp.services import Services

EVERYTHING = Visible.everything()
EXCERPT_WIDTH = 76  # hanzi: two lines of a wide terminal
OUTLINE_COLUMNS = 72  # of a clause without a heading


@click.command()
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True,
    help="How many hits; 0 for all. 最多显示多少条；0 为全部。",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path),
    help="Write all hits into this file: .xlsx, .docx or .csv. 把全部结果写入文件。",
)  # fmt: skip
@click.option(
    "--synonyms/--no-synonyms", default=True, show_default=True,
    help="Find other words for the same as well. 同义词一并检索。",
)  # fmt: skip
@click.option(
    "--sort", type=click.Choice([each.value for each in Order]), default=Order.BEST.value,
    show_default=True, help="What comes first. 排序：相关、最新或最早签订。",
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
    """Find clauses, as in the search box of the pages. 检索条款，写法与网页检索框相同。

    A query that can't be read is shown with the spot, and ends with exit code 1.
    """
    if output and output.suffix.lstrip(".") not in FORMATS:
        raise click.UsageError("--output takes a file that ends with .xlsx, .docx or .csv.")
    with terminal.services() as services:
        with services.database.read() as connection:
            asked = _asked(terminal, connection, query, synonyms)
        added = asked.synonyms if synonyms else ()
        most = None if output else limit or None
        results = _answer(terminal, services, asked.query, Order(sort), most)
        with services.database.read() as connection:
            if output:
                _write_hits(terminal, services, connection, query, results, output, synonyms=added)
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
        _print_hits(terminal, found)


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
            f"Search is unavailable; {waiting} changes wait for the index, and nothing is lost.",
        )
        raise


def _some_words(terminal: Terminal, services: Services, asked: Asked) -> dict[str, Any] | None:
    """How many clauses more have some of the words, and the query for any of them."""
    if asked.some_words is None:
        return None
    more = _answer(terminal, services, asked.some_words.query, Order.BEST, 0)
    return {"query": asked.some_words.typed, "more": more.total}


def _write_hits(
    terminal: Terminal,
    services: Services,
    connection: Connection,
    query: str,
    results: Results,
    output: Path,
    *,
    synonyms: Iterable[str],
) -> None:
    rights = terminal.words("命令行，全部合同集", "command line, all collections")
    made = circumstances(getuser(), rights, query, services.weights)
    found = hit_list(connection, results, EVERYTHING, made, synonyms=synonyms)
    write_file(output, write_hit_list(found, output.suffix.lstrip("."), terminal.language))
    count, path = len(found.clauses), plain(str(output))
    terminal.say(f"{count} 条条款已写入 {path}", f"{count} clauses written to {path}")


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
    names = {item.id: item.name for item in list_collections(connection, EVERYTHING)}
    return {
        "clause_types": facets.clause_types,
        "kinds": facets.kinds,
        "collections": {names[number]: count for number, count in facets.collections.items()},
        "years": {str(year): count for year, count in facets.years.items()},
    }


def _print_hits(terminal: Terminal, found: Mapping[str, Any]) -> None:
    total, documents = found["total"], found["documents"]
    terminal.say(
        f"{documents} 份文件中有 {total} 条符合", f"{total} clauses in {documents} documents"
    )
    if not total:
        terminal.note(
            "整句按原文连续查找，各词须在同一条款中。可改用较短的词，以空格分开，或用 OR 连接。",
            "A sentence is looked for as it stands, and words must share a clause. "
            "Try shorter words, parted by blanks or by OR.",
        )
    if (some := found["some_words"]) and some["more"]:
        terminal.note(
            f"另有 {some['more']} 条含其中部分词语，可查：{plain(some['query'])}",
            f"{some['more']} more have some of the words: {plain(some['query'])}",
        )
    if found["synonyms"]:
        words = " / ".join(found["synonyms"])
        terminal.note(f"同义词一并检索：{words}", f"Also searched for: {words}")
    for remark in found["remarks"]:
        terminal.note(remark, remark)
    if unreviewed := found["unreviewed"]:
        terminal.note(
            f"另有 {unreviewed} 份文件的审查尚未更新，不在其中。",
            f"{unreviewed} documents wait for their review and are not among these.",
        )
    document = None
    for hit in found["hits"]:
        if hit["document"] != document:
            document = hit["document"]
            click.echo(f"\n{click.style(plain(hit['title']), bold=True)}  #{document}")
        place = plain(" ".join(filter(None, (hit["number_label"], hit["heading"]))))
        page = terminal.words(f"第 {hit['page']} 页", f"p. {hit['page']}") if hit["page"] else ""
        click.echo("  " + " · ".join(filter(None, (place, page, hit["clause"]))))
        shown = excerpt(hit["text"], hit["highlights"], EXCERPT_WIDTH)
        words = "".join(
            click.style(piece, bold=True, fg="yellow") if marked else piece
            for piece, marked in ((_on_one_line(piece), marked) for piece, marked in shown.parts)
        )
        before, after = "…" * shown.cut_before, "…" * shown.cut_after
        click.echo(f"    {before}{words}{after}")
    if (rest := total - len(found["hits"])) > 0:
        terminal.say(f"\n另有 {rest} 条：--limit 0", f"\n{rest} more: --limit 0")


def _on_one_line(piece: str) -> str:
    return plain(re.sub(r"\s+", " ", piece))


@click.command()
@click.argument("document", type=int)
@as_json
@click.pass_obj
def show(terminal: Terminal, document: int, json_: bool) -> None:
    """Show a document's outline with the tags of its clauses. 显示文件的条款结构和标签。

    What the encoder hasn't read yet it reads now.
    """
    with terminal.services() as services:
        with services.database.read() as connection:
            found = get_document(connection, document, EVERYTHING)
            version = readable_version(connection, found)
        basis = read_by_encoder(terminal, services, version)
        with services.database.read() as connection:
            clauses = clauses_of(connection, version.id, EVERYTHING)
            tags = tags_of(connection, version.id, EVERYTHING)
    if json_:
        terminal.print_json(_shown(found, basis, clauses, tags))
    else:
        _print_outline(terminal, found, basis, clauses, tags)


def readable_version(connection: Connection, document: Document) -> Version:
    """The newest version that could be read; NotFound where there is none."""
    version = newest_readable(connection, document.id, EVERYTHING)
    if version is None:
        raise NotFound(
            f"文件 #{document.id}“{document.title}”没有可读的版本，原因见它的网页。",
            f"Document #{document.id} ({document.title}) has no version that could be read; "
            "its page says why.",
        )
    return version


def _shown(
    document: Document,
    basis: Basis,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "language": document.language,
        "contract_type": document.contract_type,
        "weights": basis.name,
        "clauses": [_clause(clause, _kept(tags.get(clause.id, ()))) for clause in clauses],
    }


def _clause(clause: Clause, tags: Sequence[Tag]) -> dict[str, Any]:
    return {
        "id": clause.id,
        "parent": clause.parent,
        "number_label": clause.number_label,
        "number_path": clause.number_path,
        "heading": clause.heading,
        "text": clause.text,
        "page": clause.page,
        "tags": [
            {
                "type": tag.clause_type,
                "score": round(tag.score, 3),
                "source": tag.source,
                "weak": tag.weak,
            }
            for tag in tags
        ],
    }


def _kept(tags: Sequence[Tag]) -> list[Tag]:
    """The tags that a clause bears; candidates were rejected."""
    return [tag for tag in tags if tag.strength is not Strength.CANDIDATE]


def _print_outline(
    terminal: Terminal,
    document: Document,
    basis: Basis,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
) -> None:
    by = basis_name(terminal, basis.weights)
    facts = " · ".join(filter(None, (document.contract_type, document.language, by)))
    click.echo(f"{click.style(plain(document.title), bold=True)}  #{document.id}\n{facts}\n")
    depths: dict[str | None, int] = defaultdict(int)
    for clause in clauses:
        depths[clause.id] = depths[clause.parent] + 1
        words = plain(clause.heading) or shorten(clause.body, OUTLINE_COLUMNS)
        names = ", ".join(_tag_name(terminal, tag) for tag in _kept(tags.get(clause.id, ())))
        line = " ".join(filter(None, (clause.number_label, words)))
        click.echo("  " * (depths[clause.id] - 1) + line + (f"  [{names}]" if names else ""))


def _tag_name(terminal: Terminal, tag: Tag) -> str:
    definition = CLAUSE_TYPES[tag.clause_type]
    return terminal.words(definition.name_zh, definition.name_en) + ("?" if tag.weak else "")
