"""What a page's templates take from one another is there."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

import templates

PAGES = Path(templates.__file__).parent / "pages"
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
