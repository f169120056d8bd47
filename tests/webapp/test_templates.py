"""What a page's templates take from one another is there; nothing that they are given is idle."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

import templates

PAGES = Path(templates.__file__).parent / "pages"
ROOT = Path(__file__).parents[2]
JINJA = Environment(autoescape=True)
TREES = {path.name: JINJA.parse(path.read_text()) for path in PAGES.glob("*.html")}
MACROS = {macro.name for tree in TREES.values() for macro in tree.find_all(nodes.Macro)}


def included(name: str) -> Iterator[str]:
    """The templates that one includes, and those that they include."""
    for include in TREES[name].find_all(nodes.Include):
        constant = next(include.find_all(nodes.Const)).value  # what a name is put together of
        for other in TREES:
            if f"pages/{other}".startswith(constant):
                yield other
                yield from included(other)


def imported_by(name: str) -> set[str]:
    """What a template imports, by the name that it uses."""
    names = (each for one in TREES[name].find_all(nodes.FromImport) for each in one.names)
    return {each if isinstance(each, str) else each[1] for each in names}


def macros_of(name: str) -> set[str]:
    """The macros that a template defines or imports."""
    return imported_by(name) | {macro.name for macro in TREES[name].find_all(nodes.Macro)}


def called_in(name: str) -> set[str]:
    callees = (call.node for call in TREES[name].find_all(nodes.Call))
    return {callee.name for callee in callees if isinstance(callee, nodes.Name)}


def test_a_page_has_every_macro_that_what_it_includes_calls() -> None:
    inner = {other for name in TREES for other in included(name)}
    for name in TREES.keys() - inner:
        parts = {name, *included(name)}
        called = set().union(*map(called_in, parts)) & MACROS
        assert called - set().union(*map(macros_of, parts)) == set(), name


def test_what_a_template_imports_is_used() -> None:
    for name in TREES:
        trees = [TREES[each] for each in (name, *included(name))]
        used = {each.name for tree in trees for each in tree.find_all(nodes.Name)}
        assert imported_by(name) - used == set(), name


def texts(*folders: str, ending: str) -> str:
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*.{ending}"))
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def test_every_style_is_of_something_on_a_page() -> None:
    styles = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", texts("webapp", ending="css"), flags=re.DOTALL)
    code = texts("webapp", "contracts", "compare", "review", "store", ending="py")
    values = "\n".join(re.findall(r'"([\w -]+)"', code))  # of enums, which are classes too
    made = texts("templates", ending="html") + texts("webapp", ending="js") + values
    for name in set(re.findall(r"\.([a-z][\w-]*)", styles)):
        stem = name.rstrip("0123456789")  # depth-3 is made as depth-{{ depth }}
        assert re.search(rf"(?<![\w-])(?:{name}\b|{stem}{{{{)", made), name


def test_every_mark_for_a_script_is_asked_for_by_one() -> None:
    scripts = texts("webapp", ending="js") + texts("webapp", ending="css")
    for name in set(re.findall(r"\bdata-([a-z-]+)", texts("templates", ending="html"))):
        camel = re.sub(r"-(.)", lambda match: match[1].upper(), name)
        asked = rf'data-{name}\b|dataset\.{camel}\b|"{camel}" in \w+\.dataset|part\("{name}"\)'
        assert re.search(asked, scripts), name


def test_every_icon_is_on_a_page() -> None:
    pages = texts("templates", ending="html") + texts("webapp", ending="py")
    icons = (ROOT / "webapp" / "static" / "icons.svg").read_text(encoding="utf-8")
    for name in re.findall(r'<symbol id="([\w-]+)"', icons):
        assert re.search(rf"""['"]{name}['"]|#{name}\b""", pages), name
