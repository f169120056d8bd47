"""Which node of the outline may hold another: by kind, by level of heading, by number."""

from contracts.clause import ClauseKind
from contracts.structure.hierarchy import Hierarchy
from contracts.structure.nodes import Node
from contracts.structure.schemes import NAMED, Scheme

# What counts recitals and parties; the articles themselves are counted otherwise.
_LIST_SCHEMES = frozenset(Scheme) - NAMED - {Scheme.HANZI, Scheme.DECIMAL}


def encloses(outer: Node, inner: Node, hierarchy: Hierarchy) -> bool:
    """Whether the open node may hold the one that begins."""
    if outer.kind is ClauseKind.ATTACHMENT:
        return inner.kind is not ClauseKind.ATTACHMENT
    if inner.kind is not ClauseKind.CLAUSE or outer.kind is ClauseKind.SIGNATURE:
        return False
    if outer.kind is ClauseKind.PREAMBLE:
        return outer.heading_level is not None and _is_list(inner)
    if outer.heading_level is not None:
        return _heading_encloses(outer, inner, hierarchy)
    return outer.groups if inner.key is None else _outer_by_number(outer, inner, hierarchy)


def _heading_encloses(outer: Node, inner: Node, hierarchy: Hierarchy) -> bool:
    """Between headings the level decides; a heading holds all else but what a name forbids."""
    if inner.heading_level is None:
        by_name = not inner.groups or _outer_by_number(outer, inner, hierarchy)
        return outer.key is None or (outer.key != inner.key and by_name)
    if outer.heading_level != inner.heading_level:
        return (outer.heading_level or 0) < inner.heading_level
    return outer.groups if inner.key is None else _outer_by_number(outer, inner, hierarchy)


def _outer_by_number(outer: Node, inner: Node, hierarchy: Hierarchy) -> bool:
    if outer.key is None or inner.key is None or not outer.label or not inner.label:
        return False
    if inner.key[0] is Scheme.DECIMAL and inner.key[1] > 1:
        if outer.label.path == inner.label.path[:-1]:
            return True
        if outer.key[0] is Scheme.DECIMAL:
            depth = len(outer.label.path)
            return inner.label.path[:depth] == outer.label.path and depth < inner.key[1]
    return hierarchy.outer(outer.key, inner.key)


def _is_list(node: Node) -> bool:
    """Whether the node bears a number of the small kind that only lists use."""
    return node.heading_level is None and node.key is not None and node.key[0] in _LIST_SCHEMES
