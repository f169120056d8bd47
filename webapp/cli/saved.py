"""``saved``: searches that people saved, each run under its owner's rights."""

import click

from contracts.errors import NotFound
from contracts.visibility import Visible
from searching.asking import ask
from searching.saved_search import run_saved_search
from searching.saving import save_search
from store.database import Connection
from store.documents import get_document
from store.readings import clauses_by_id
from store.saved_hits import count_news, news_of
from store.saved_searches import (
    Preferences,
    SavedQuery,
    SavedSearch,
    remove_saved_search,
    saved_searches_of,
)
from store.users import User
from webapp.cli.named import owner_named, whose
from webapp.cli.terminal import Terminal, as_json, plain, shorten

QUOTE_COLUMNS = 100  # of a clause shown at the terminal


@click.group()
def saved() -> None:
    """List and run saved searches. 保存的检索。"""


@saved.command("list")
@whose
@as_json
@click.pass_obj
def list_(terminal: Terminal, name: str, json_: bool) -> None:
    """List a user's saved searches, what is new, and which fail. 列出保存的检索。"""
    with terminal.services() as services, services.database.read() as connection:
        user, visible = owner_named(connection, name)
        searches = saved_searches_of(connection, user.id)
        news = count_news(connection, user.id, visible)
    if json_:
        terminal.print_json([_as_json(terminal, each, news.get(each.id, 0)) for each in searches])
        return
    for each in searches:
        state = _state(terminal, each, news.get(each.id, 0))
        click.echo(f"{plain(each.preferences.name)}  {plain(each.asked.query)}  {state}")


@saved.command()
@click.argument("query")
@whose
@click.option("--name", "title", help="Its name; default: the query. 名称，默认为检索式。")
@click.option("--alert", is_flag=True, help="Alert the owner to new hits. 有新结果时提醒。")
@click.option("--mail", is_flag=True, help="Alert by e-mail too. 同时发邮件。")
@click.pass_obj
def add(
    terminal: Terminal, query: str, name: str, title: str | None, alert: bool, mail: bool
) -> None:
    """Save a search for a user; current hits do not count as new. 保存检索。"""
    preferences = Preferences(title or query, alert or mail, mail)
    with terminal.services() as services:
        with services.database.read() as connection:
            user, visible = owner_named(connection, name)
            ask(connection, query, visible)  # what cannot be read is refused here
        save_search(services.database, services.index, user.id, SavedQuery(query), preferences)
    terminal.say(f"已保存“{preferences.name}”。", f"Saved {preferences.name}.")


@saved.command()
@click.argument("title", metavar="NAME")
@whose
@click.pass_obj
def run(terminal: Terminal, title: str, name: str) -> None:
    """Run a saved search with alerts now, and print new hits. 立即运行，列出新结果。

    The exit code is 1 if it fails: new hits are then unknown.
    """
    with terminal.services() as services:
        with services.database.read() as connection:
            user, visible = owner_named(connection, name)
            search = _search(connection, user, title)
        if not search.preferences.alert:
            raise NotFound(
                f"“{title}”没有设置提醒，因此没有新旧之分。",
                f"{title} has no alert, so its new hits are not tracked.",
            )
        run_saved_search(services.database, services.index, search)
        with services.database.read() as connection:
            search = _search(connection, user, title)
            _print_news(terminal, connection, search, visible)
    if search.failure:
        terminal.note(search.failure.message_zh, search.failure.message_en)
        raise SystemExit(1)


@saved.command()
@click.argument("title", metavar="NAME")
@whose
@click.pass_obj
def remove(terminal: Terminal, title: str, name: str) -> None:
    """Delete a saved search. 删除保存的检索。"""
    with terminal.services() as services, services.database.write() as connection:
        user, _visible = owner_named(connection, name)
        remove_saved_search(connection, _search(connection, user, title))
    terminal.say(f"“{title}”已删除。", f"Removed {title}.")


def _search(connection: Connection, user: User, title: str) -> SavedSearch:
    for each in saved_searches_of(connection, user.id):
        if each.preferences.name == title:
            return each
    raise NotFound(
        f"{user.name} 没有名为“{title}”的检索。用 tiaoli saved list 列出。",
        f"{user.name} has no saved search {title}. tiaoli saved list names them.",
    )


def _state(terminal: Terminal, search: SavedSearch, news: int) -> str:
    if not search.preferences.alert:
        return terminal.words("不提醒", "no alert")
    if search.failure:
        said = plain(search.failure.message(terminal.language))
        return terminal.words(f"无法运行：{said}", f"does not run: {said}")
    return terminal.words(f"{news} 条新结果", f"{news} new")


def _as_json(terminal: Terminal, search: SavedSearch, news: int) -> dict[str, object]:
    failure = search.failure
    return {
        "name": search.preferences.name,
        "query": search.asked.query,
        "alert": search.preferences.alert,
        "mail": search.preferences.mail,
        "looked_at": search.looked_at.isoformat() if search.looked_at else None,
        "new": None if failure or not search.looked_at else news,
        "trouble": failure.message(terminal.language) if failure else None,
    }


def _print_news(
    terminal: Terminal, connection: Connection, search: SavedSearch, visible: Visible
) -> None:
    hits = news_of(connection, search.id, visible).hits
    if not hits and not search.failure:
        terminal.say("没有新结果。", "Nothing new.")
    clauses = clauses_by_id(connection, [hit.clause_id for hit in hits], visible)
    for hit in hits:
        clause = clauses[hit.clause_id]
        title = plain(get_document(connection, hit.document_id, visible).title)
        click.echo(f"{title}  {plain(clause.number_label)}  {shorten(clause.body, QUOTE_COLUMNS)}")
