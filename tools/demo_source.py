"""The sources of the demo documents: a YAML head for the layout, then one paragraph a line.

The marks at the start of a line:

    #  title          ##  subtitle          =  heading          ==  lower heading
    @1 @2 @3  paragraph with Word's automatic number of that level (see ``numbering``)
    |a|b|     table row; a cell `<` belongs to the cell left of it, `^` to the one above
    !a!b!     row of a table without rules, for signatures
    >  aligned right          -  bullet          ~~~  new page

Inside a line: **bold**, and the tracked changes [+inserted+] and [-deleted-].

A second version is a YAML file that names its base and the passages replaced, so that what changed
between the versions can be read without comparing them.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LINE = re.compile(r"(?P<mark>#{1,2}|={1,2}|@[1-3]|>|-) (?P<text>.*)")


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """One level of Word's automatic numbering, as ``w:lvl`` has it."""

    text: str  # such as 第%1条 or %1.%2
    format: str = "decimal"
    heading: bool = False
    legal: bool = False  # w:isLgl: the levels above count in Arabic digits here


@dataclass(frozen=True, slots=True)
class Layout:
    """A source's head: what is on the page besides the text."""

    language: str = "zh-CN"
    header: str = ""
    footer: str = ""
    columns: int = 1
    numbering: tuple[NumberLevel, ...] = ()
    reviser: str = ""
    revised_at: str = ""
    encoding: str = "utf-8"  # of a TXT file
    site: str = ""  # the name of the site an HTML page was saved from
    navigation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text and its mark; a plain paragraph has none."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Consecutive rows of cells, with rules between them or without."""

    rows: tuple[tuple[str, ...], ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A demo document before it becomes a file."""

    layout: Layout
    body: str
    parts: tuple[Paragraph | Table, ...] = field(repr=False)


def read_source(path: Path) -> Source:
    """Read a source, or the base of a second version with its passages replaced."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        text = second_version(path, yaml.safe_load(text))
    _, head, body = text.split("---\n", 2)
    return Source(layout(yaml.safe_load(head) or {}), body, parts(body))


def second_version(path: Path, edits: dict[str, Any]) -> str:
    """Return the base's text with each ``old`` replaced; raises ValueError unless there once."""
    text: str = (path.parent / edits["base"]).read_text(encoding="utf-8")
    for edit in edits["replace"]:
        if text.count(edit["old"]) != 1:
            raise ValueError(
                f"{path.name}: {text.count(edit['old'])} times in the base: {edit['old']}"
            )
        text = text.replace(edit["old"], edit["new"])
    return text


def layout(head: dict[str, Any]) -> Layout:
    """Return the head as a Layout; raises TypeError for a key that isn't one."""
    levels = tuple(NumberLevel(**level) for level in head.pop("numbering", ()))
    return Layout(numbering=levels, navigation=tuple(head.pop("navigation", ())), **head)


def parts(body: str) -> tuple[Paragraph | Table, ...]:
    """Return the body's paragraphs and tables in order; blank lines only part them."""
    found: list[Paragraph | Table] = []
    for line in body.splitlines():
        if line.startswith(("|", "!")):
            row = tuple(cell.strip() for cell in line.strip(line[0] + " ").split(line[0]))
            last, ruled = found[-1] if found else None, line[0] == "|"
            if isinstance(last, Table) and last.ruled is ruled:
                found[-1] = Table((*last.rows, row), ruled)
            else:
                found.append(Table((row,), ruled))
        elif line.strip() == "~~~":
            found.append(Paragraph("~~~", ""))
        elif line.strip():
            match = LINE.fullmatch(line)
            found.append(Paragraph(match["mark"], match["text"]) if match else Paragraph("", line))
    return tuple(found)
