"""Lines → nodes of the clause tree, by one walk with a stack of the nodes that are open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contracts.clause import ClauseKind
from contracts.hierarchy import Key, is_legal, read_hierarchy
from contracts.numbering import Label
from contracts.paragraphs import paragraph_starts, with_headings
from contracts.parts import (
    attachment_starts,
    ends_recitals,
    is_preamble_heading,
    is_title,
    signature_starts,
)
from contracts.printed_lines import Line, VersionText
from contracts.schemes import NAMED, Scheme

_GROUPING = (Scheme.PART, Scheme.CHAPTER, Scheme.SECTION)
_LONGEST_HEADING = 80
_MOST_RECITALS = 15
_FORMULA_LENGTH = 250  # characters before the first clause in which the parties agree
_SHORT_DOCUMENT = 40  # lines
# What counts recitals and parties; the articles themselves are counted otherwise.
_LIST_SCHEMES = frozenset(Scheme) - NAMED - {Scheme.HANZI, Scheme.DECIMAL}


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
        return self.key is not None and self.key[0] in _GROUPING


class _Walk:
    """The state of the walk: nodes so far, the open ones, the last number of each key."""

    def __init__(
        self, lines: Sequence[Line], text: VersionText, paragraphs: frozenset[int] = frozenset()
    ) -> None:
        self.lines = lines
        self.paragraphs = paragraphs
        self.text = text
        self.hierarchy = read_hierarchy(lines)
        candidates = self.hierarchy.candidates
        self.signatures = signature_starts(lines, text, candidates)
        self.attachments = attachment_starts(lines, text, candidates)
        self.title = _title_of(lines)
        self.nodes: list[Node] = []
        self.open: list[Node] = []
        self.paths: dict[Key, tuple[int, ...]] = {}
        self.has_clauses = False

    def run(self) -> list[Node]:
        for index, line in enumerate(self.lines):
            node = self._begins(index, line)
            if node:
                self._add(node)
            elif not self.nodes or line.after_gap:
                self._go_on()
            self.nodes[-1].lines.append(line)
        return self.nodes

    def _go_on(self) -> None:
        """A node without a number: the beginning, or what goes on behind a gap."""
        kind = self.nodes[-1].kind if self.nodes else ClauseKind.PREAMBLE
        node = Node(kind, parent=self.nodes[-1].parent if self.nodes else None)
        self.nodes.append(node)

    def _begins(self, index: int, line: Line) -> Node | None:
        """The node that a line begins, or None when it goes on with the last one."""
        folded = self.text.folded[line.start : line.end]
        current = self.nodes[-1].kind if self.nodes else None
        candidate = self.hierarchy.candidates.get(index)
        if candidate and index in self.attachments and self._may_attach(candidate.label, line):
            self._forget()
            return Node(ClauseKind.ATTACHMENT, label=candidate.label, key=candidate.key)
        if index in self.signatures and self.has_clauses:
            return None if current is ClauseKind.SIGNATURE else Node(ClauseKind.SIGNATURE)
        if candidate and candidate.label.scheme is not Scheme.ATTACHMENT:
            if candidate.label.path == (1,) and self._agreed() and self._may_be_recitals():
                self._recite()
            key = is_legal(candidate, line, self.paths)
            if key:
                self.paths[key] = candidate.label.path
                level = line.heading_level
                return Node(ClauseKind.CLAUSE, label=candidate.label, key=key, heading_level=level)
        if ends_recitals(folded) and self._may_be_recitals():
            self._recite()
            return Node(ClauseKind.PREAMBLE)
        if current is ClauseKind.SIGNATURE and is_title(folded):
            self._forget()
            return Node(ClauseKind.PREAMBLE)
        if index in self.paragraphs:
            return Node(ClauseKind.CLAUSE)
        if line.heading_level is None or index == self.title:
            return None
        if len(folded) > _LONGEST_HEADING and not line.heading:
            return None
        kind = ClauseKind.CLAUSE
        if not self.has_clauses and is_preamble_heading(folded):
            kind = ClauseKind.PREAMBLE
        return Node(kind, heading_level=line.heading_level)

    def _agreed(self) -> bool:
        """Whether the last node ends with the words by which the parties agree."""
        if not self.nodes:
            return False
        lines = self.nodes[-1].lines
        start = max(lines[0].start, lines[-1].end - _FORMULA_LENGTH)
        return ends_recitals(self.text.folded[start : lines[-1].end])

    def _may_attach(self, label: Label, line: Line) -> bool:
        """Not before the first clause; one without a number only behind the signatures."""
        behind = (ClauseKind.SIGNATURE, ClauseKind.ATTACHMENT)
        if any(node.kind in behind for node in self.open):
            return True
        return self.has_clauses and bool(label.path or line.heading_level is not None)

    def _may_be_recitals(self) -> bool:
        """Whether all clauses so far can be the recitals: few, small numbers, nothing named."""
        clauses = [node for node in self.nodes if node.kind is ClauseKind.CLAUSE]
        return 0 < len(clauses) <= _MOST_RECITALS and all(
            node.heading_level is None and (node.key is None or node.key[0] not in NAMED)
            for node in clauses
        )

    def _recite(self) -> None:
        for node in self.nodes:
            node.kind = ClauseKind.PREAMBLE
        self._forget()

    def _forget(self) -> None:
        """Numbers start anew in an attachment, and in the next contract of a file."""
        self.paths.clear()
        self.open.clear()
        self.has_clauses = False

    def _add(self, node: Node) -> None:
        self._close_for(node)
        if self.open:
            node.parent = self.open[-1]
            node.parent.children += 1
            if node.parent.kind is ClauseKind.PREAMBLE:
                node.kind = ClauseKind.PREAMBLE
        self.has_clauses = self.has_clauses or node.kind is ClauseKind.CLAUSE
        self.nodes.append(node)
        self.open.append(node)

    def _close_for(self, node: Node) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            sibling = self.open[depth]
            if sibling.key == node.key and _succeeds(sibling, node):
                del self.open[depth:]
                return
        while self.open and not self._encloses(self.open[-1], node):
            self.open.pop()

    def _encloses(self, outer: Node, inner: Node) -> bool:
        if outer.kind is ClauseKind.ATTACHMENT:
            return inner.kind is not ClauseKind.ATTACHMENT
        if inner.kind is not ClauseKind.CLAUSE or outer.kind is ClauseKind.SIGNATURE:
            return False
        if outer.kind is ClauseKind.PREAMBLE:
            return outer.heading_level is not None and _is_list(inner)
        if outer.heading_level is not None and inner.heading_level is not None:
            if outer.heading_level != inner.heading_level:
                return outer.heading_level < inner.heading_level
            return outer.groups if not inner.key else self._outer_by_number(outer, inner)
        if outer.heading_level is not None:
            return outer.key is None or self._heading_encloses(outer, inner)
        if inner.key is None:
            return outer.groups
        return self._outer_by_number(outer, inner)

    def _heading_encloses(self, outer: Node, inner: Node) -> bool:
        """What is printed as a heading stands above what is not, unless by name it can't."""
        return outer.key != inner.key and (not inner.groups or self._outer_by_number(outer, inner))

    def _outer_by_number(self, outer: Node, inner: Node) -> bool:
        if outer.key is None or inner.key is None or not outer.label or not inner.label:
            return False
        if inner.key[0] is Scheme.DECIMAL and inner.key[1] > 1:
            if outer.label.path == inner.label.path[:-1]:
                return True
            if outer.key[0] is Scheme.DECIMAL:
                depth = len(outer.label.path)
                return inner.label.path[:depth] == outer.label.path and depth < inner.key[1]
        return self.hierarchy.outer(outer.key, inner.key)


def _succeeds(sibling: Node, node: Node) -> bool:
    if not sibling.label or not node.label or not node.label.path:
        return False
    before, path = sibling.label.path, node.label.path
    return before[:-1] == path[:-1] and path[-1] == before[-1] + 1


def _is_list(node: Node) -> bool:
    """Whether a number is of the small kind that lists use, also before the first article."""
    return node.heading_level is None and node.key is not None and node.key[0] in _LIST_SCHEMES


def _title_of(lines: Sequence[Line]) -> int | None:
    """The document's title among its headings: the first, where no other is of its level."""
    headings = [
        (index, line.heading_level)
        for index, line in enumerate(lines)
        if line.heading_level is not None
    ]
    if not headings or lines[headings[0][0]].labels:
        return None
    index, level = headings[0]
    others = [other for _, other in headings[1:]]
    return index if others and level is not None and level < min(others) else None


def grow(lines: Sequence[Line], text: VersionText) -> list[Node]:
    """The nodes of a document in reading order, each with its lines, parent, kind and path."""
    nodes = _Walk(lines, text).run()
    if not _tells_clauses(nodes):
        headed = with_headings(lines, text)
        if headed:
            nodes = _Walk(headed, text).run()
        elif not any(node.label for node in nodes):
            nodes = _Walk(lines, text, frozenset(paragraph_starts(lines, text))).run()
    _set_paths(nodes)
    for node in nodes:
        if node.kind is ClauseKind.CLAUSE and node.groups:
            node.kind = ClauseKind.CHAPTER
    return nodes


def _tells_clauses(nodes: Sequence[Node]) -> bool:
    """Whether numbers and headings were found that carry the document.

    There are two, or one that names itself (第一条), and they begin in its first half.
    """
    found = [index for index, node in enumerate(nodes) if node.kind is ClauseKind.CLAUSE]
    if len(found) < 2 and not any(nodes[i].key and nodes[i].key[0] in NAMED for i in found):
        return False
    lines = sum(len(node.lines) for node in nodes)
    before = sum(len(node.lines) for node in nodes[: found[0]])
    return before < _SHORT_DOCUMENT or before * 2 < lines


def _set_paths(nodes: Sequence[Node]) -> None:
    """Each node's number path; where articles run on through the chapters, theirs is left out."""
    run_on: set[Key] = set()
    first_seen: set[tuple[int, Key]] = set()
    for node in nodes:
        if node.key and node.parent and node.parent.groups and node.label:
            if (id(node.parent), node.key) not in first_seen and node.label.path[-1:] > (1,):
                run_on.add(node.key)
            first_seen.add((id(node.parent), node.key))
    for node in nodes:
        base = node.parent
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
        elif base:
            node.path = base.path


def _attachment_of(node: Node) -> Node | None:
    while node.parent and node.kind is not ClauseKind.ATTACHMENT:
        node = node.parent
    return node if node.kind is ClauseKind.ATTACHMENT else None
