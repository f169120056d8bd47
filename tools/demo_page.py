"""Write a demo source as a page saved from a site, with navigation and footer around the text."""

import html
import re
from collections.abc import Iterator
from itertools import groupby

from demo_source import Paragraph, Source, Table

TAGS = {"#": "h1", "##": "h2", "=": "h2", "==": "h3", "-": "li", ">": "p", "": "p"}
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title} - {site}</title>
<style>body {{ font-family: sans-serif; max-width: 860px; margin: auto }}</style>
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<header><a href="/">{site}</a></header>
<nav><ul>{navigation}</ul></nav>
<main>
{main}
</main>
<footer><p>{footer}</p></footer>
</body>
</html>
"""


def page_file(source: Source, title: str) -> bytes:
    """Return the source as HTML in UTF-8."""
    layout = source.layout
    text = PAGE.format(
        language=layout.language,
        title=html.escape(title),
        site=html.escape(layout.site),
        navigation="".join(f'<li><a href="#">{html.escape(n)}</a></li>' for n in layout.navigation),
        main="\n".join(elements(source)),
        footer=html.escape(layout.footer),
    )
    return text.encode()


def elements(source: Source) -> Iterator[str]:
    """Yield the body's elements; bullets that follow each other make one list."""
    bullets = groupby(source.parts, lambda p: isinstance(p, Paragraph) and p.mark == "-")
    for listed, group in bullets:
        if listed:
            yield "<ul>"
        for part in group:
            yield table(part) if isinstance(part, Table) else paragraph(part)
        if listed:
            yield "</ul>"


def paragraph(part: Paragraph) -> str:
    """Return a heading, paragraph or list item."""
    tag = TAGS[part.mark]
    return f"<{tag}>{inline(part.text)}</{tag}>"


def table(part: Table) -> str:
    """Return a table whose first row is its head."""
    rows = []
    for number, cells in enumerate(part.rows):
        tag = "td" if number else "th"
        rows.append("<tr>" + "".join(f"<{tag}>{inline(text)}</{tag}>" for text in cells) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def inline(text: str) -> str:
    """Return the text with its bold passages as elements."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html.escape(text, quote=False))
