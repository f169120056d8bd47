"""A contract that is reviewed and decided on: read from its lines as an import would."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from contracts.decisions import Decision, DecisionKind, Deed, SignOff
from contracts.document import Block, BlockKind, ParsedFile
from contracts.visibility import EVERYTHING
from ingest.reading import understand
from review import reviewing
from review.checklist import Checklist, load_checklists
from review.findings import Finding
from review.reviewing import Review, Seen
from store.collections import create_collection
from store.database import Connection
from store.reading_results import save_readings
from store.reception import NewVersion, add_document, add_version

TODAY = date(2026, 3, 1)
CONTRACT = """设备维护合同
第一条 付款
甲方应在收到发票后60日内付款。
第二条 保密
双方对合作中知悉的对方商业秘密负有保密义务，期限为三年。
第三条 其他
乙方逐季写成设备的运行报告。"""

CHECKLIST = """
id: three
name_zh: 三项
name_en: Three
applies_when: {}
items:
  - id: payment
    question: {zh: 付款期限多长, en: How long is the time for payment}
    clause_types: [payment]
    level: mandatory
    parameters:
      - id: days
        name: {zh: 付款期限, en: Time for payment}
        measure: duration
        unit: days
        beside: [付款]
        at_most: 30
    legal_basis: [{law: 民法典, article: 509}]
    guidance: {zh: 三十日内。, en: Within thirty days.}
    fallback_wording: {zh: 甲方应在30日内付款。, en: Payment is due in 30 days.}
  - id: confidentiality
    question: {zh: 是否保密, en: Is it confidential}
    clause_types: [confidentiality]
    level: recommended
    guidance: {zh: 写明。, en: Say so.}
    fallback_wording: {zh: 双方保密。, en: Both keep it secret.}
  - id: dispute
    question: {zh: 争议如何解决, en: How are disputes resolved}
    clause_types: [dispute_resolution]
    level: mandatory
    legal_basis: [{law: 民事诉讼法, article: 35}]
    guidance: {zh: 写明法院。, en: Name the court.}
    fallback_wording: {zh: 提交甲方所在地法院。, en: The court at the seat of party A.}
"""


def checklist(folder: Path, text: str = CHECKLIST) -> Checklist:
    """The checklist of a YAML text."""
    (folder / "three.yaml").write_text(text, encoding="utf-8")
    return load_checklists(folder)["three"]


def receive(connection: Connection, text: str = CONTRACT, document_id: int | None = None) -> int:
    """A document with this text, or a new version of one; the document's id."""
    if document_id is None:
        collection = create_collection(connection, "合同")
        document_id = add_document(connection, collection, "设备维护合同")
    new = NewVersion("0" * 64, "合同.txt", "text/plain", 9, "王法务")
    read(connection, add_version(connection, document_id, new).id, text)
    return document_id


def read(connection: Connection, version_id: int, text: str = CONTRACT) -> None:
    """Read a version, again if need be."""
    blocks = tuple(
        Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(text.splitlines())
    )
    found = understand(ParsedFile(blocks, "test 1"), version_id, "合同.txt")
    save_readings(connection, {version_id: found})


def review(connection: Connection, document_id: int, by: Checklist, today: date = TODAY) -> Review:
    """The review on that day."""
    return reviewing.review_of(connection, document_id, by, EVERYTHING, today)


def finding(
    connection: Connection, document_id: int, by: Checklist, item: str, today: date = TODAY
) -> Finding:
    """The finding on an item on that day."""
    return review(connection, document_id, by, today).finding(item)


def saw(review: Review, item: str = "") -> Seen:
    """What a person sees of the review, or of its finding on an item."""
    if not item:
        return Seen(review.version.id, review.newest_decision)
    found = review.finding(item)
    return Seen(review.version.id, found.decision.id if found.decision else 0, found.found)


WAIVER = Deed("three", "payment", DecisionKind.WAIVED, "老客户", "陈总", date(2026, 12, 31))


def decide(
    connection: Connection,
    document_id: int,
    by: Checklist,
    item: str,
    kind: DecisionKind = DecisionKind.CONFIRMED,
    user: str = "李律师",
) -> Decision:
    """Decide on an item as it is found; a waiver is that of WAIVER."""
    deed = replace(WAIVER, item=item) if kind is DecisionKind.WAIVED else Deed("three", item, kind)
    seen = saw(review(connection, document_id, by), item)
    return reviewing.decide(
        connection, document_id, by, deed, seen=seen, user=user, visible=EVERYTHING, today=TODAY
    )


def sign(connection: Connection, document_id: int, by: Checklist, user: str = "赵经理") -> SignOff:
    """Sign the review off as it is."""
    seen = saw(review(connection, document_id, by))
    return reviewing.sign_off(
        connection, document_id, by, seen=seen, user=user, visible=EVERYTHING, today=TODAY
    )
