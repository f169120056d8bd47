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


def macros_of(name: str) -> set[str]:
    """The macros that a template defines or imports."""
    tree = TREES[name]
    names = {each for one in tree.find_all(nodes.FromImport) for each in one.names}
    return {str(name) for name in names} | {macro.name for macro in tree.find_all(nodes.Macro)}


def called_in(name: str) -> set[str]:
    callees = (call.node for call in TREES[name].find_all(nodes.Call))
    return {callee.name for callee in callees if isinstance(callee, nodes.Name)}


def test_a_page_has_every_macro_that_what_it_includes_calls() -> None:
    inner = {other for name in TREES for other in included(name)}
    for name in TREES.keys() - inner:
        parts = {name, *included(name)}
        called = set().union(*map(called_in, parts)) & MACROS
        assert called - set().union(*map(macros_of, parts)) == set(), name
