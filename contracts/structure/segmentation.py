"""Blocks → clause tree: lines, the numbers among them, the tree they make, its clauses."""

from collections.abc import Sequence

from contracts.clause import Clause, ClauseKind, Span, clause_id
from contracts.document import Block, document_text
from contracts.structure.capital_headings import split_capital_headings
from contracts.structure.glued_contents import split_glued_contents
from contracts.structure.headings import find_heading
from contracts.structure.nodes import Node
from contracts.structure.outline import grow
from contracts.structure.printed_lines import VersionText, leave_out, read_lines
from contracts.structure.run_together import split_run_together
from contracts.structure.site_frame import frame_lines
from contracts.structure.slides import split_slides
from contracts.structure.table_of_contents import contents_lines


def segment(blocks: Sequence[Block], version_id: int) -> tuple[Clause, ...]:
    """The clauses of a version in reading order; their spans count in ``document_text(blocks)``."""
    text = VersionText.of(document_text(tuple(blocks)))
    lines = read_lines(blocks, text)
    lines = leave_out(lines, frame_lines(lines, text))
    lines = leave_out(lines, contents_lines(lines, text))
    lines = split_glued_contents(split_slides(lines, text), text)
    lines = split_run_together(split_capital_headings(lines, text), text)
    nodes = grow(lines, text)
    ids = {id(node): clause_id(version_id, order) for order, node in enumerate(nodes)}
    return tuple(
        _clause(node, order, ids, version_id, blocks, text) for order, node in enumerate(nodes)
    )


def _clause(
    node: Node,
    order: int,
    ids: dict[int, str],
    version_id: int,
    blocks: Sequence[Block],
    text: VersionText,
) -> Clause:
    first, last = node.lines[0], node.lines[-1]
    span = Span.of(text.printed, first.start, last.end)
    return Clause(
        id=ids[id(node)],
        version_id=version_id,
        parent=ids[id(node.parent)] if node.parent else None,
        order=order,
        kind=node.kind,
        number_label=node.label.text if node.label else "",
        number_path=node.path,
        heading=_heading(node, text),
        text=span.exact,
        blocks=tuple(dict.fromkeys(blocks[line.block].order for line in node.lines)),
        span=span,
        page=blocks[first.block].page_start,
    )


def _heading(node: Node, text: VersionText) -> str:
    """The heading on the first line, or on the second where the first is only a number."""
    first = node.lines[0]
    printed_as_heading = node.heading_level is not None
    if first.heading:
        return first.heading
    if node.kind is ClauseKind.SIGNATURE or not (node.label or printed_as_heading):
        return ""
    after_label = first.start + (node.label.length if node.label else 0)
    rest = text.printed[after_label : first.end].lstrip(" \t　:：、.．")
    following = len(node.lines) - 1
    if not rest and following:
        rest = text.printed[node.lines[1].start : node.lines[1].end]
        following -= 1
    alone = not (node.children or following)
    return find_heading(rest, printed_as_heading=printed_as_heading, alone=alone)
