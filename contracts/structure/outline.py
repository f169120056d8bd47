"""Lines → nodes of the clause tree: by numbers, else by headings, else by paragraphs."""

from collections.abc import Sequence

from contracts.clause import ClauseKind
from contracts.structure.nodes import Node, set_paths
from contracts.structure.paragraphs import paragraph_starts, with_headings
from contracts.structure.parts import holds_hanzi
from contracts.structure.printed_lines import Line, VersionText
from contracts.structure.walk import Walk

_SHORT_BEGINNING = 40  # lines that may well come before the first clause
_FEWEST_BEGINNINGS = 2  # of lists behind the first that tell of headings over them


def grow(lines: Sequence[Line], text: VersionText) -> list[Node]:
    """The nodes of a document in reading order, each with its lines, parent, kind and path."""
    nodes = Walk(lines, text).run()
    if not _tells_clauses(nodes) or _begins_anew(nodes, text):
        headed = with_headings(lines, text)
        if headed:
            nodes = Walk(headed, text).run()
        elif not any(node.label for node in nodes):
            nodes = Walk(lines, text, paragraph_starts(lines, text)).run()
    set_paths(nodes)
    for node in nodes:
        if node.kind is ClauseKind.CLAUSE and node.groups:
            node.kind = ClauseKind.CHAPTER
    return nodes


def _tells_clauses(nodes: Sequence[Node]) -> bool:
    """Whether enough numbers and headings were found to make an outline of.

    There are two, or one that names itself (第一条), and they begin in its first half.
    """
    found = [index for index, node in enumerate(nodes) if node.kind is ClauseKind.CLAUSE]
    if len(found) < 2 and not any(nodes[index].is_named for index in found):
        return False
    lines = sum(len(node.lines) for node in nodes)
    before = sum(len(node.lines) for node in nodes[: found[0]])
    return before < _SHORT_BEGINNING or before * 2 < lines


def _begins_anew(nodes: Sequence[Node], text: VersionText) -> bool:
    """Whether the outermost numbers begin again and again: something unnumbered stands over them.

    Chinese ones that do not name themselves, where no heading is known; English texts from the web
    have too many short lines that look like headings.
    """
    again = 0
    seen = False  # a first number since the beginning, or since signatures and attachments
    for node in nodes:
        if node.kind is not ClauseKind.CLAUSE:
            seen = False
        elif (
            node.heading_level is not None or node.is_named or not holds_hanzi(node.lines[0], text)
        ):
            return False
        elif node.parent is None and node.label and node.label.path == (1,):
            again += seen
            seen = True
    return again >= _FEWEST_BEGINNINGS
