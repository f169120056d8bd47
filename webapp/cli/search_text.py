"""What ``search`` prints at a terminal."""

import re
from collections.abc import Mapping
from typing import Any

import click

from index.highlight import excerpt
from webapp.cli.terminal import Terminal, counted, plain

EXCERPT_WIDTH = 76  # hanzi: two lines of a wide terminal


def print_hits(terminal: Terminal, found: Mapping[str, Any]) -> None:
    """The counts, what is to be said of the query, and the hits by document."""
    total, documents = found["total"], found["documents"]
    terminal.say(
        f"{documents} 份文件中有 {total} 条符合",
        f"{counted(total, 'clause')} in {counted(documents, 'document')}",
    )
    _print_notes(terminal, found)
    document = None
    for hit in found["hits"]:
        if hit["document"] != document:
            document = hit["document"]
            click.echo(f"\n{click.style(plain(hit['title']), bold=True)}  #{document}")
        _print_hit(terminal, hit)
    if (rest := total - len(found["hits"])) > 0:
        terminal.say(f"\n另有 {rest} 条：--limit 0", f"\n{rest} more: --limit 0")


def _print_notes(terminal: Terminal, found: Mapping[str, Any]) -> None:
    if not found["total"]:
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
            f"Waiting for a review, and not among these: {counted(unreviewed, 'document')}.",
        )


def _print_hit(terminal: Terminal, hit: Mapping[str, Any]) -> None:
    """Where the clause stands, and its words around the first that were found."""
    place = plain(" ".join(filter(None, (hit["number_label"], hit["heading"]))))
    page = terminal.words(f"第 {hit['page']} 页", f"p. {hit['page']}") if hit["page"] else ""
    click.echo("  " + " · ".join(filter(None, (place, page, hit["clause"]))))
    shown = excerpt(hit["text"], hit["highlights"], EXCERPT_WIDTH)
    words = "".join(
        click.style(_on_one_line(piece), bold=True, fg="yellow") if marked else _on_one_line(piece)
        for piece, marked in shown.parts
    )
    before, after = "…" * shown.cut_before, "…" * shown.cut_after
    click.echo(f"    {before}{words}{after}")


def _on_one_line(piece: str) -> str:
    return plain(re.sub(r"\s+", " ", piece))
