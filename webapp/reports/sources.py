"""What a report is made from: a stored document's review, and who asks for it with what rights."""

from collections.abc import Mapping, Sequence

from contracts.document import Document, Version
from contracts.media_types import DOCX
from contracts.model_clauses import ModelClause
from contracts.visibility import Visible
from review.checklist import Checklist
from review.choice import why_chosen
from review.clause_library import offered_for
from review.findings import GAPS, Verdict
from review.matrix import MatrixRow
from review.reports.contract_report import Circumstances, ContractReport, Source, Subject
from review.reports.portfolio_report import PortfolioReport
from review.reports.voice import Voice
from review.reviewing import Review
from store.collections import collection_names
from store.database import Connection
from store.files import FileStore
from store.readings import blocks_of, tags_of


def permission(connection: Connection, visible: Visible, language: str) -> str:
    """What a person may see, in words."""
    if visible.collections is None:
        return "全部合同集" if language == "zh" else "all collections"
    names = collection_names(connection, visible).values()
    return ("、" if language == "zh" else ", ").join(names)


def source_of(
    connection: Connection, document: Document, version: Version, visible: Visible
) -> Source:
    """The file behind a stored document's version."""
    names = collection_names(connection, visible)
    return Source(
        version.file_name,
        version.sha256,
        version.number,
        version.page_count,
        names[document.collection_id],
    )


def subject_of(
    connection: Connection, files: FileStore, version: Version, visible: Visible
) -> Subject:
    """What is annotated of a stored version: the Word file, or what was read of another one."""
    is_word = version.media_type == DOCX
    return Subject(
        blocks_of(connection, version.id, visible),
        tags_of(connection, version.id, visible),
        files.path(version.sha256).read_bytes() if is_word else None,
    )


def report_of(
    connection: Connection,
    review: Review,
    circumstances: Circumstances,
    visible: Visible,
    language: str,
    *,
    named: bool,
) -> ContractReport:
    """The report of a stored document's review; ``named`` where a person chose the checklist."""
    document, version = review.document, review.version
    return ContractReport(
        document=document,
        clauses=review.clauses,
        source=source_of(connection, document, version, visible),
        checklist=review.checklist,
        why_chosen="" if named else why_chosen(review.checklist, document.contract_type, language),
        findings=review.findings,
        remarks=review.remarks,
        circumstances=circumstances,
        preferred=preferred_for(connection, review, visible),
        sign_off=review.sign_offs[-1] if review.sign_offs else None,
        signed=review.signed is not None,
    )


def preferred_for(
    connection: Connection, review: Review, visible: Visible
) -> Mapping[str, ModelClause]:
    """Item → the clause library's first wording for what the item is about first, of its gaps.

    None is put in twice, though two items may be of its type.
    """
    gaps = [each.item for each in review.findings if each.verdict in GAPS]
    offered = offered_for(connection, gaps, review.document, visible)
    preferred: dict[str, ModelClause] = {}
    for item in gaps:
        for each in offered[item.id]:
            if each.filing.clause_type == item.clause_types[0] and each not in preferred.values():
                preferred[item.id] = each
                break
    return preferred


def portfolio_of(
    connection: Connection,
    checklist: Checklist,
    rows: Sequence[MatrixRow],
    circumstances: Circumstances,
    visible: Visible,
    language: str,
    *,
    collection: int | None,
    gap: str | None = None,
    verdict: Verdict | None = None,
    not_final: int,
) -> PortfolioReport:
    """The report of a matrix's rows, which a collection and a gap may have narrowed."""
    names = collection_names(connection, visible)
    say = Voice(language)
    scope = [
        names.get(collection, "")
        if collection
        else say("可查阅的全部合同集", "all collections that may be seen")
    ]
    items = {item.id: say.item(item) for item in checklist.items}
    if verdict is not None:
        where = say(f"“{items[gap]}”", f" in {items[gap]}") if gap in items else ""
        name = say.verdict(verdict)
        scope.append(say(f"只含{where}{name}的文件", f"only where something is {name}{where}"))
    elif gap in items:
        scope.append(
            say(f"只含缺少“{items[gap]}”的文件", f"only where this is a gap: {items[gap]}")
        )
    return PortfolioReport(
        checklist, rows, names, say("；", "; ").join(scope), not_final, circumstances
    )
