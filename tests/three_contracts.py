"""Three small contracts for an index, in three scripts, and searching it."""

from dataclasses import replace
from datetime import date

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING, Visible
from index.protocol import (
    ClauseEntry,
    DocumentEntry,
    Put,
    Results,
    SearchIndex,
)
from index.query_language import parse


def document(number: int, *clauses: ClauseEntry, collection: int = 1) -> DocumentEntry:
    """A document of these clauses; its version has ten times its number."""
    return DocumentEntry(
        document_id=number,
        version_id=number * 10,
        collection_id=collection,
        collection={1: "采购部", 2: "售后部"}[collection],
        title="空调售后服务合同",
        kind="contract",
        contract_type="售后服务合同",
        language="zh-Hans",
        parties=("北京清风电器有限公司", "Northwind Service Ltd."),
        agreement_date=date(2023, 5, 20),
        clauses=clauses,
    )


def clause(number: int, order: int, text: str, heading: str = "", *types: str) -> ClauseEntry:
    """A clause of the document of this number."""
    return ClauseEntry(clause_id(number * 10, order), order, text, heading, types)


SERVICE = document(
    1,
    clause(1, 0, "空调售后服务合同"),
    clause(1, 1, "第一条 服务范围 乙方为甲方提供空调的安装、维修和保养服务。", "服务范围"),
    clause(1, 2, "第二条 响应时限 乙方接到报修后4小时内响应，48小时内到场。", "响应时限"),
    clause(1, 3, "第三条 违约责任 乙方逾期的，每日支付合同价款千分之一的违约金额。",
           "违约责任", "breach_liability", "liquidated_damages"),
)  # fmt: skip
TRADITIONAL = replace(
    document(
        2,
        clause(2, 0, "第一條 保密 雙方對本合約內容負有保密義務。", "保密", "confidentiality"),
        clause(2, 1, "甲　方　應於收到發票後ＮＴ＄50,000元內付款，發(fā)展計畫另行議定。"),
        clause(2, 2, "違約金以合約總價百分之十為限。", "", "liquidated_damages"),
        collection=2,
    ),
    title="保養合約",
    kind="template",
    contract_type="合作協議",
    parties=("臺北安心保養股份有限公司",),
    agreement_date=None,
)
ENGLISH = replace(
    document(
        3,
        clause(3, 0, "8. Termination. Either party may terminate this Agreement upon thirty (30) "
               "days' written notice.", "Termination", "termination"),
        clause(3, 1, "The determination of the fees is final."),
        clause(3, 2, "9. Term. The term of this Agreement is two years.", "Term", "term"),
    ),
    title="Maintenance Agreement",
    contract_type="Service agreement",
    parties=("Acme Corporation", "Northwind Service Ltd."),
    agreement_date=date(2024, 1, 31),
)  # fmt: skip


CHANGES = [Put(1, SERVICE), Put(2, TRADITIONAL), Put(3, ENGLISH)]


def found(index: SearchIndex, typed: str, visible: Visible = EVERYTHING) -> list[str]:
    """The ids of the clauses that a typed query finds, in their order."""
    return [hit.clause_id for hit in search(index, typed, visible).hits]


def search(index: SearchIndex, typed: str, visible: Visible = EVERYTHING) -> Results:
    """All that a typed query finds."""
    return index.search(parse(typed), visible=visible, limit=None)
