"""One walk over the lines, with a stack of the nodes that are open.

A line begins a node when it heads an attachment, opens the signatures, bears a legal number, ends
the recitals, or is a heading; else it goes on with the node before. A new node closes the open ones
that cannot enclose it.
"""

from collections.abc import Collection, Mapping, Sequence

from contracts.clause import ClauseKind
from contracts.structure.enclosing import encloses
from contracts.structure.hierarchy import Candidate, read_hierarchy
from contracts.structure.legality import is_legal
from contracts.structure.levels import Key
from contracts.structure.nodes import Node
from contracts.structure.parts import (
    attachment_starts,
    ends_recitals,
    is_preamble_heading,
    is_signer,
    is_title,
    signature_starts,
)
from contracts.structure.printed_lines import Line, VersionText
from contracts.structure.schemes import Scheme

_LONGEST_HEADING = 80
_MOST_RECITALS = 15
_FORMULA_LENGTH = 250  # characters before the first clause in which the parties agree


class Walk:
    """The state of the walk: nodes so far, the open ones, the last number of each key."""

    def __init__(
        self, lines: Sequence[Line], text: VersionText, paragraphs: Collection[int] = ()
    ) -> None:
        self.lines = lines
        self.text = text
        self.paragraphs = paragraphs
        self.hierarchy = read_hierarchy(lines)
        self.candidates = self.hierarchy.candidates
        self.signatures = signature_starts(lines, text, self.candidates)
        self.attachments = attachment_starts(lines, text, self.candidates)
        self.before_first = _before_first_numbers(lines, self.candidates)
        self.title = _title_of(lines)
        self.nodes: list[Node] = []
        self.open: list[Node] = []
        self.paths: dict[Key, tuple[int, ...]] = {}
        self.clauses: list[Node] = []  # since the beginning of this contract or attachment
        self.recited = False

    def run(self) -> list[Node]:
        """The nodes in reading order, each with its lines and parent; paths come afterwards."""
        for index, line in enumerate(self.lines):
            node = self._begins(index, line)
            if node:
                self._add(node)
            elif not self.nodes or line.after_gap:
                self._go_on()
            self.nodes[-1].lines.append(line)
        return self.nodes

    @property
    def _kind(self) -> ClauseKind | None:
        return self.nodes[-1].kind if self.nodes else None

    def _go_on(self) -> None:
        """Begin a node without a number: the document's beginning, or the text behind a gap."""
        parent = self.nodes[-1].parent if self.nodes else None
        self.nodes.append(Node(self._kind or ClauseKind.PREAMBLE, parent=parent))

    def _begins(self, index: int, line: Line) -> Node | None:
        """The node that a line begins, or None when it goes on with the last one."""
        candidate = self.candidates.get(index)
        if candidate and candidate.label.scheme is Scheme.ATTACHMENT:
            return self._attachment(index, line, candidate)
        if index in self.signatures and self.clauses:
            return None if self._kind is ClauseKind.SIGNATURE else Node(ClauseKind.SIGNATURE)
        node = self._numbered(line, candidate) if candidate else None
        return node or self._unnumbered(index, line)

    def _attachment(self, index: int, line: Line, candidate: Candidate) -> Node | None:
        """The attachment that a line begins: after a clause or, unnumbered, after signatures."""
        behind = (ClauseKind.SIGNATURE, ClauseKind.ATTACHMENT)
        names_itself = bool(candidate.label.path) or line.heading_level is not None
        if index not in self.attachments or not (
            any(node.kind in behind for node in self.open) or (self.clauses and names_itself)
        ):
            return None
        self._begin_anew()
        return Node(ClauseKind.ATTACHMENT, label=candidate.label, key=candidate.key)

    def _numbered(self, line: Line, candidate: Candidate) -> Node | None:
        if candidate.label.path == (1,) and self._agreed() and self._may_be_recitals():
            self._recite()
        key = is_legal(candidate, line, self.paths)
        if key is None:
            return None
        self.paths[key] = candidate.label.path
        level = line.heading_level
        return Node(ClauseKind.CLAUSE, label=candidate.label, key=key, heading_level=level)

    def _unnumbered(self, index: int, line: Line) -> Node | None:
        folded = self.text.folded[line.start : line.end]
        if self._may_be_recitals() and ends_recitals(folded) and index in self.before_first:
            self._recite()
            return Node(ClauseKind.PREAMBLE)
        if self._kind is ClauseKind.SIGNATURE and is_title(folded):
            self._begin_anew()
            return Node(ClauseKind.PREAMBLE)
        if index in self.paragraphs:
            return Node(ClauseKind.CLAUSE)
        if line.heading_level is None or index == self.title:
            return None
        return self._headed(index, line, folded)

    def _headed(self, index: int, line: Line, folded: str) -> Node | None:
        if len(folded) > _LONGEST_HEADING and not line.heading:
            return None
        if self._kind is ClauseKind.SIGNATURE and is_signer(self.lines, index, self.text):
            return None
        if is_preamble_heading(folded) and self._may_be_recitals():
            self._leave_to_preamble()  # notes on how to fill in the form
        if is_title(folded) and all(node.groups for node in self.clauses):
            return None
        of_preamble = not self.clauses and is_preamble_heading(folded)
        kind = ClauseKind.PREAMBLE if of_preamble else ClauseKind.CLAUSE
        return Node(kind, heading_level=line.heading_level)

    def _agreed(self) -> bool:
        """Whether the last node ends with the words by which the parties agree."""
        if not self.nodes:
            return False
        lines = self.nodes[-1].lines
        start = max(lines[0].start, lines[-1].end - _FORMULA_LENGTH)
        return ends_recitals(self.text.folded[start : lines[-1].end])

    def _may_be_recitals(self) -> bool:
        """Whether all clauses so far may be recitals: few, without headings or named numbers."""
        return (
            not self.recited
            and 0 < len(self.clauses) <= _MOST_RECITALS
            and all(node.heading_level is None and not node.is_named for node in self.clauses)
        )

    def _recite(self) -> None:
        """Make the clauses so far recitals."""
        self._leave_to_preamble()
        self.recited = True

    def _leave_to_preamble(self) -> None:
        for node in self.clauses:
            node.kind = ClauseKind.PREAMBLE
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Forget the open nodes: an attachment, or a file's next contract, numbers anew."""
        self.paths.clear()
        self.open.clear()
        self.clauses.clear()
        self.recited = False

    def _add(self, node: Node) -> None:
        self._close_for(node)
        if self.open:
            node.parent = self.open[-1]
            node.parent.children += 1
            if node.parent.kind is ClauseKind.PREAMBLE:
                node.kind = ClauseKind.PREAMBLE
        if node.kind is ClauseKind.CLAUSE:
            self.clauses.append(node)
        self.nodes.append(node)
        self.open.append(node)

    def _close_for(self, node: Node) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            if node.succeeds(self.open[depth]):
                del self.open[depth:]
                return
        while self.open and not encloses(self.open[-1], node, self.hierarchy):
            self.open.pop()


def _before_first_numbers(lines: Sequence[Line], candidates: Mapping[int, Candidate]) -> set[int]:
    """The lines after which the next number is a 1."""
    before: set[int] = set()
    first = False
    for index in range(len(lines) - 1, -1, -1):
        if first:
            before.add(index)
        if index in candidates:
            first = candidates[index].label.path[-1:] == (1,)
    return before


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
    if len(headings) == 1:
        return None if index > 0 else index  # the only one may as well head a clause
    bare = headings[1][0] == index + 1 and not lines[index].heading  # another follows at once
    return index if bare or all(level < other for _, other in headings[1:]) else None
