"""Document, Version and Block: what is held, one file of it, what a parser reads from it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DocumentKind(StrEnum):
    """The kinds of documents."""

    CONTRACT = "contract"
    TEMPLATE = "template"
    POLICY = "policy"
    TERMS = "terms"
    LAW = "law"  # a statute or regulation, kept for reference
    OTHER = "other"  # a letter, minutes, a price list


class VersionStatus(StrEnum):
    """How far a version has come on its way from file to searchable clauses."""

    RECEIVED = "received"
    PARSED = "parsed"
    INDEXED = "indexed"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    UNPACKED = "unpacked"  # an archive: what it held are documents of their own


READABLE = (VersionStatus.PARSED, VersionStatus.INDEXED)  # its text could be read


class BlockKind(StrEnum):
    """The role a block plays on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text_box"


class NumberSource(StrEnum):
    """Where a number label comes from, if not from the text: the file's automatic numbering."""

    AUTOMATIC = "automatic"


class BlockSource(StrEnum):
    """Whether the characters were in the file or recognised from an image."""

    TEXT = "text"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page, in points from the page's top left corner (72 points an inch).

    ``page`` counts from 1.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell, given once however many rows and columns it spans."""

    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change found in a file; ``offset`` counts characters in the block's text.

    Inserted text stands in the block's text; deleted text doesn't, and is kept here alone.
    """

    kind: str  # "inserted" or "deleted"
    text: str
    offset: int
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table or note, in reading order.

    ``text`` is the text as printed. A typed number is part of it; an automatic number is not, and
    stands in ``number_label`` alone. ``level`` is the depth of a heading or list item, from 0.
    A table's ``text`` holds its rows as lines with cells parted by tabs.
    """

    order: int
    kind: BlockKind
    text: str
    number_label: str = ""
    number_source: NumberSource | None = None
    level: int | None = None
    page_start: int | None = None
    page_end: int | None = None
    boxes: tuple[PageBox, ...] = ()
    table: tuple[tuple[Cell, ...], ...] = ()
    revisions: tuple[Revision, ...] = ()
    source: BlockSource = BlockSource.TEXT
    confidence: float | None = None

    @property
    def shown(self) -> str:
        """The block as a reader sees it: an automatic number before its text."""
        if self.number_source is NumberSource.AUTOMATIC and self.number_label:
            return f"{self.number_label} {self.text}" if self.text else self.number_label
        return self.text


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a parser gives back for one file."""

    blocks: tuple[Block, ...]
    parser: str  # name and version, e.g. "docx 1"
    page_count: int | None = None
    pages_without_text: tuple[int, ...] = ()  # scans: they need OCR
    title: str = ""  # from the file's own properties, when it has any
    pages_in_doubt: tuple[int, ...] = ()  # recognised in pictures, but not surely


_CONSUMERS = tuple("消费者 顾客 用户 会员 旅游者 业主 消費者 顧客 用戶 會員 consumer".split())

_COURTESY = ("先生", "女士", "小姐")


@dataclass(frozen=True, slots=True)
class Party:
    """A party to a contract: its name, and its role as the text calls it (甲方, 卖方, Supplier)."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A contract or policy, whatever number of versions it has."""

    id: int
    collection_id: int
    title: str
    kind: DocumentKind = DocumentKind.CONTRACT
    contract_type: str = ""
    parties: tuple[Party, ...] = ()
    agreement_date: date | None = None
    effective_date: date | None = None
    expiration_date: date | None = None
    contract_number: str = ""  # as it is printed
    term: str = ""  # how long it runs, in its own words
    renewal_term: str = ""
    governing_law: str = ""
    language: str = ""  # "zh-Hans", "zh-Hant" or "en"
    amount: str = ""  # as a decimal number with its currency, e.g. "CNY 128000.00"

    @property
    def consumer_facing(self) -> bool:
        """Whether it addresses consumers: it is terms for everyone, or a party is a consumer.

        So is who is called by a courtesy title: 客户姓名：贺女士.
        """
        return self.kind is DocumentKind.TERMS or any(
            party.name.endswith(_COURTESY) or any(word in party.role.lower() for word in _CONSUMERS)
            for party in self.parties
        )


SKIPPED = "skipped"  # the code of a failure that a person does without mending


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a version could not be read: a code, and a sentence a person can act on.

    ``attention`` is true where a person can mend it (a password, OCR), false where nobody can.
    """

    code: str
    message_zh: str
    message_en: str
    attention: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a document, kept as received; ``number`` counts from 1.

    ``weights`` names the encoder's weights that its tags rest on; "" where they are of rules alone.
    """

    id: int
    document_id: int
    number: int
    sha256: str
    file_name: str
    media_type: str
    size: int  # bytes
    received_at: datetime
    received_by: str
    status: VersionStatus
    failure: Failure | None = None
    parser: str = ""
    page_count: int | None = None
    weights: str = ""


def document_text(blocks: tuple[Block, ...]) -> str:
    """A version's text: its blocks as shown, one a line. Every Span counts in this text."""
    return "\n".join(block.shown for block in blocks)
