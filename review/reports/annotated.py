"""The contract itself with the review in it: comments, and wording for what is missing.

Each finding has a comment; where a clause is missing, the fallback wording is a tracked insertion
at the place where such a clause usually stands. All this goes into a copy of the Word file; a file
of another format is first turned into a plain Word file of its text.
"""

from collections.abc import Mapping, Sequence

from contracts.clause import Clause, Tag
from contracts.document import Block, BlockKind
from contracts.errors import NotExpressible
from office.annotating import Annotator
from office.places import body_blocks
from office.plain_document import plain_document, with_typed_number
from office.revisions import Author
from review.findings import Finding, Verdict
from review.placing import usual_place, usual_rank
from review.reports.annotations import (
    on_finding,
    on_missing,
    on_remark,
    overview,
    passages_of,
)
from review.reports.contract_report import ContractReport, Subject
from review.reports.severity import ISSUES
from review.reports.voice import Voice

_PLAIN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def write_annotated(report: ContractReport, subject: Subject, language: str) -> bytes:
    """The contract as a DOCX with comments and tracked insertions, proven.

    Raises NotExpressible where the file can't hold them.
    """
    say = report.voice(language)
    if subject.original is not None:
        try:
            return _annotated(report, subject.original, subject.blocks, subject.tags, say, "")
        except NotExpressible as error:  # the text can be annotated still
            why = error.message(language)
    else:
        why = ""
    note = say(
        "批注写在用读到的文字新建的 Word 文件上，不是原件的副本。",
        "These comments are in a new Word file made from the text that was read, not in a copy of "
        "the original.",
    )
    blocks = tuple(map(with_typed_number, subject.blocks))
    plain = plain_document(body_blocks(blocks))
    return _annotated(report, plain, blocks, subject.tags, say, f"{note}{why}")


def _annotated(
    report: ContractReport,
    original: bytes,
    blocks: Sequence[Block],
    tags: Mapping[str, Sequence[Tag]],
    say: Voice,
    note: str,
) -> bytes:
    author = Author("条理 Tiaoli", "条", report.circumstances.moment)
    annotator = Annotator(original, blocks, author)
    issues = [finding for each in ISSUES for finding in report.of_severity(each)]
    first = body_blocks(blocks)[0]
    annotator.comment(first.order, "", overview(report, note, say))
    missing = [finding for finding in issues if finding.verdict is Verdict.MISSING]
    for finding in issues:
        if finding.verdict is not Verdict.MISSING:
            for clause, quote in passages_of(finding):
                annotator.comment(
                    _order(clause, quote, blocks), quote, on_finding(finding, report, say)
                )
    for remark in report.remarks:
        order = _order(remark.clause, remark.quote, blocks)
        annotator.comment(order, remark.quote, on_remark(remark, say))
    for finding in sorted(missing, key=lambda each: usual_rank(each.item.clause_types[0])):
        after, like = _place(finding, report.clauses, blocks, tags)
        suggestion = report.suggestion(finding.item, say.language)
        lines = [line.strip() for line in suggestion.text.splitlines() if line.strip()]
        annotator.insert(after, like, lines, on_missing(finding, suggestion, say))
    return annotator.data()


def _place(
    finding: Finding,
    clauses: Sequence[Clause],
    blocks: Sequence[Block],
    tags: Mapping[str, Sequence[Tag]],
) -> tuple[int, int]:
    """The block behind which the wording stands, and the one that it looks like."""
    after = usual_place(finding.item.clause_types[0], clauses, tags)
    order = max(after.blocks) if after and after.blocks else blocks[-1].order
    plain = [block.order for block in body_blocks(blocks) if block.kind in _PLAIN]
    before = [each for each in plain if each <= order]
    return order, (before or plain or [order])[-1]


def _order(clause: Clause, quote: str, blocks: Sequence[Block]) -> int:
    """The block of a clause in which the quotation begins."""
    begins = "".join(quote.split())[:12]
    own = [block for block in blocks if block.order in clause.blocks]
    for block in own:
        if begins and begins in "".join(block.shown.split()):
            return block.order
    return own[0].order if own else blocks[0].order
