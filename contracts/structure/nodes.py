"""Node: a clause in the making; and the number paths of a finished tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contracts.clause import ClauseKind
from contracts.structure.levels import Key
from contracts.structure.numbering import Label
from contracts.structure.printed_lines import Line
from contracts.structure.schemes import GROUPING, NAMED


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making: its lines, and its place under ``parent``."""

    kind: ClauseKind
    lines: list[Line] = field(default_factory=list)
    parent: "Node | None" = None
    label: Label | None = None
    key: Key | None = None
    heading_level: int | None = None
    path: tuple[str, ...] = ()
    children: int = 0

    @property
    def groups(self) -> bool:
        """Whether the node is of a scheme that groups articles (第一章)."""
        return self.key is not None and self.key[0] in GROUPING

    @property
    def is_named(self) -> bool:
        """Whether the node's number says by a word what it numbers (第三条)."""
        return self.key is not None and self.key[0] in NAMED

    def succeeds(self, sibling: "Node") -> bool:
        """Whether the node's number is the next after the sibling's, in the same scheme."""
        if self.key != sibling.key or not self.label or not sibling.label or not self.label.path:
            return False
        before, path = sibling.label.path, self.label.path
        return before[:-1] == path[:-1] and path[-1] == before[-1] + 1


def set_paths(nodes: Sequence[Node]) -> None:
    """Give each node its number path; articles that run on through chapters go without theirs."""
    run_on = _keys_that_run_on(nodes)
    for node in nodes:
        base = node.parent
        names: tuple[str, ...] = ()
        if node.label and node.key:
            names = node.label.names
            if node.key in run_on:
                base = _attachment_of(node)
            elif len(node.label.path) > 1 and base and base.label:
                depth = len(base.label.path)
                if node.label.path[:depth] == base.label.path:
                    names = names[depth:]
                else:
                    base = _attachment_of(node)
        node.path = (base.path if base else ()) + names


def _keys_that_run_on(nodes: Sequence[Node]) -> set[Key]:
    """The keys whose first number in some chapter is not 1."""
    run_on: set[Key] = set()
    seen: set[tuple[int, Key]] = set()
    for node in nodes:
        if node.key and node.label and node.parent and node.parent.groups:
            place = (id(node.parent), node.key)
            if place not in seen and node.label.path[-1:] > (1,):
                run_on.add(node.key)
            seen.add(place)
    return run_on


def _attachment_of(node: Node) -> Node | None:
    """The attachment that the node stands in."""
    above = node.parent
    while above and above.kind is not ClauseKind.ATTACHMENT:
        above = above.parent
    return above
