"""A small reading for the tests of the store: three blocks, a clause each, a few tags."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from contracts.clause import Clause, ClauseKind, Span, Strength, Tag, TagSource, clause_id
from contracts.document import (
    Block,
    BlockKind,
    BlockSource,
    Cell,
    NumberSource,
    PageBox,
    ParsedFile,
    Revision,
    document_text,
)
from contracts.fact import Fact
from contracts.fingerprint import fingerprint
from contracts.reading import Reading
from store.database import Connection
from store.reading_results import save_readings

BLOCKS = (
    Block(0, BlockKind.HEADING, "维修合同", level=0, page_start=1, page_end=1),
    Block(
        1,
        BlockKind.LIST_ITEM,
        "保修期：十二个月",
        number_label="第一条",
        number_source=NumberSource.AUTOMATIC,
        boxes=(PageBox(1, 72.0, 100.5, 300.0, 112.5),),
        revisions=(Revision("inserted", "十二", 4, "甲方", "2024-03-01"),),
    ),
    Block(
        2,
        BlockKind.TABLE,
        "名称\t价格",
        table=((Cell("名称"), Cell("价格", 2, 3)),),
        source=BlockSource.OCR,
        confidence=0.93,
    ),
)
WARRANTY = Tag(
    "warranty",
    0.9,
    TagSource.RULE,
    Strength.OPERATIVE,
    "cue",
    (Span(10, 13, "保修期", "第一条 ", "："),),
)
TOUCHED = Tag("price", 0.4, TagSource.RULE, Strength.WEAK, "heading_only")
REJECTED = Tag("payment", 0.2, TagSource.MODEL, Strength.CANDIDATE, "mention")


def clauses(version_id: int, blocks: tuple[Block, ...] = BLOCKS) -> tuple[Clause, ...]:
    """One clause a block, each the child of the one before."""
    text = document_text(blocks)
    found: list[Clause] = []
    start = 0
    for block in blocks:
        end = start + len(block.shown)
        found.append(
            Clause(
                id=clause_id(version_id, block.order),
                version_id=version_id,
                parent=found[-1].id if found else None,
                order=block.order,
                kind=ClauseKind.CLAUSE,
                number_label=block.number_label,
                number_path=(str(block.order), "a"),
                heading="",
                text=block.shown,
                blocks=(block.order,),
                span=Span.of(text, start, end),
                page=block.page_start,
            )
        )
        start = end + 1
    return tuple(found)


def reading_of(
    parsed: ParsedFile,
    clauses: Sequence[Clause] = (),
    tags: Mapping[str, Sequence[Tag]] = MappingProxyType({}),
    facts: Sequence[Fact] = (),
) -> Reading:
    """A reading of these alone."""
    return Reading(parsed, clauses, tags, facts, fingerprint(parsed.blocks))


def save(connection: Connection, version_id: int) -> None:
    """Save it as a version's reading and tags."""
    tags = {
        clause_id(version_id, 1): (WARRANTY, TOUCHED),
        clause_id(version_id, 2): (REJECTED,),
    }
    parsed = ParsedFile(BLOCKS, "test 1", page_count=1)
    save_readings(connection, {version_id: reading_of(parsed, clauses(version_id), tags)})
