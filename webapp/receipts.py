"""The receipt of an import as a file: every path with its size, SHA-256, outcome and document.

What the receipt says is a table of words. Its fingerprint is the SHA-256 of that table, so that a
page and a workbook of the same import in the same language bear the same one, and whoever holds
the file can find out whether a word of it was changed (``webapp.receipt_check``).
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.visibility import Visible
from office.colours import Tone
from office.sheets import (
    Sheet,
    SheetColumn,
    add_facts,
    add_sheet,
    new_workbook,
    workbook_bytes,
)
from review.reports.parts import Cell, Column, Cover, Fact, Heading, Layout, Paragraph, Table
from store import audit
from store.collections import list_collections
from store.database import Connection
from store.import_items import ImportItem, Outcome
from store.import_runs import ImportCounts, counts_of, get_run, items_of
from webapp.remedy_notes import remedy_notes
from webapp.report_pages import write_page
from webapp.visible_text import plain

FORMS = ("html", "xlsx")
OUTCOMES = {
    Outcome.INDEXED: ("已入库", "indexed"),
    Outcome.DUPLICATE: ("重复", "duplicate"),
    Outcome.ATTENTION: ("待处理", "needs attention"),
    Outcome.FAILED: ("失败", "failed"),
    Outcome.SKIPPED: ("已跳过", "skipped"),
    Outcome.RECEIVED: ("未完成", "under way"),
    Outcome.UNPACKED: ("已展开", "unpacked"),
}
TONES = {
    Outcome.INDEXED: Tone.GOOD,
    Outcome.ATTENTION: Tone.WARNING,
    Outcome.FAILED: Tone.GRAVE,
}
RECEIVED = ("收到", "received")
IMPORT = ("导入编号", "import")
FINGERPRINT = ("回执指纹（SHA-256）", "fingerprint (SHA-256)")
COLUMNS = (
    ("序号", "no.", 0.05),
    ("路径", "path", 0.27),
    ("字节数", "bytes", 0.08),
    ("SHA-256", "SHA-256", 0.34),
    ("结果", "outcome", 0.08),
    ("文件", "document", 0.05),
    ("原因", "cause", 0.13),
)
LANGUAGES = ("zh", "en")
_QUOTED = re.compile(r"'(?=[=+\-@])")  # what a workbook puts before a formula is no word


@dataclass(frozen=True, slots=True)
class Statement:
    """What a receipt says, in words: facts of the whole, and a row for each path."""

    language: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all the words."""
        table = (*self.facts, columns(self.language), *self.rows)
        words = [[_QUOTED.sub("", text, count=1) for text in row] for row in table]
        text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def columns(language: str) -> tuple[str, ...]:
    """The titles of the columns."""
    return tuple(_in(language, zh, en) for zh, en, _ in COLUMNS)


def statement(connection: Connection, run_id: int, visible: Visible, language: str) -> Statement:
    """What the receipt of a run says now; NotFound where the run may not be seen."""
    run = get_run(connection, run_id, visible)
    names = {each.id: each.name for each in list_collections(connection, visible)}
    unfinished = _in(language, "尚未结束", "not finished")
    facts = [
        (_in(language, *IMPORT), str(run.id)),
        (_in(language, "合同集", "collection"), names[run.collection_id]),
        (_in(language, "来源", "source"), run.label.replace("\n", "; ")),
        (_in(language, "导入人", "by"), run.started_by),
        (_in(language, "开始", "started"), _moment(run.started_at)),
        (_in(language, "收完", "all received"),
         _moment(run.finished_at) if run.finished_at else unfinished),
        *_sums(counts_of(connection, run_id, visible), language),
    ]  # fmt: skip
    items = items_of(connection, run_id, visible)
    notes = remedy_notes(connection, items)
    return Statement(
        language,
        tuple((label, plain(value)) for label, value in facts),
        tuple(
            _row(place, item, notes.get(item.id, ("", "")), language)
            for place, item in enumerate(items, start=1)
        ),
    )


def issue(connection: Connection, stated: Statement, issued_to: str) -> None:
    """Note in the audit that this receipt was handed out, so that it can be recognised."""
    audit.record(connection, issued_to, "receipt", subject(stated))


def subject(stated: Statement) -> str:
    """What the audit says a receipt is of."""
    return f"import {stated.facts[0][1]} {stated.fingerprint}"


def write_receipt(stated: Statement, form: str) -> bytes:
    """The receipt as a page (html) or as a workbook (xlsx)."""
    if form == "xlsx":
        return _workbook(stated)
    if form == "html":
        return write_page(_layout(stated))
    raise ValueError(form)


def file_name(run_id: int, form: str, language: str) -> str:
    """A name for the file."""
    return f"{_in(language, '导入回执', 'import receipt')} {run_id}.{form}"


def _sums(counts: ImportCounts, language: str) -> list[tuple[str, str]]:
    """How the sum adds up; archives stand beside it, for the files in them are what counts."""
    numbers = {
        Outcome.INDEXED: counts.indexed,
        Outcome.DUPLICATE: counts.duplicate,
        Outcome.ATTENTION: counts.attention,
        Outcome.FAILED: counts.failed,
        Outcome.SKIPPED: counts.skipped,
        Outcome.RECEIVED: counts.pending,
        Outcome.UNPACKED: counts.unpacked,
    }
    sums = [(_in(language, *RECEIVED), str(counts.received))]
    return sums + [(_in(language, *OUTCOMES[each]), str(n)) for each, n in numbers.items()]


def _row(place: int, item: ImportItem, note: tuple[str, str], language: str) -> tuple[str, ...]:
    failure = item.failure
    cause = _in(language, failure.message_zh, failure.message_en) if failure else ""
    return (
        str(place),
        plain(item.path),
        "" if item.size is None else str(item.size),
        item.sha256 or "",
        _in(language, *OUTCOMES[item.outcome]),
        "" if item.document_id is None else str(item.document_id),
        plain(" ".join(filter(None, (_in(language, *note), cause)))),
    )


def _layout(stated: Statement) -> Layout:
    say, facts = stated.language, dict(stated.facts)
    title = _in(say, "导入回执", "Receipt of an import")
    number = stated.facts[0][1]
    shares = [share for _, _, share in COLUMNS]
    titles = zip(columns(say), shares, strict=True)
    tones = {_in(say, *OUTCOMES[outcome]): tone for outcome, tone in TONES.items()}
    trouble = any(facts[_in(say, *OUTCOMES[each])] != "0"
                  for each in (Outcome.ATTENTION, Outcome.FAILED))  # fmt: skip
    cover = Cover(
        title,
        _in(say, "条理 · 内部资料", "Tiaoli · internal"),
        f"{_in(say, '第', 'Import ')} {number} {_in(say, '次导入', '')}".strip(),
        facts[_in(say, "合同集", "collection")],
        Tone.WARNING if trouble else Tone.GOOD,
        _sum_in_words(facts, say),
        (*(Fact(*fact) for fact in stated.facts), Fact(_in(say, *FINGERPRINT), stated.fingerprint)),
    )
    return Layout(
        f"{title} {number}",
        say,
        _in(
            say,
            "核对本回执是否被改动：tiaoli receipt --verify 文件",
            "To find out whether this receipt was changed: tiaoli receipt --verify FILE",
        ),
        (
            cover,
            Heading(_in(say, "每个文件的下落", "What became of each file")),
            Paragraph(
                _in(
                    say,
                    "压缩包本身不计入收到的数目，其中的文件逐个计入。",
                    "Archives are not counted among those received; the files in them are.",
                ),
                soft=True,
            ),
            Table(
                tuple(Column(text, share) for text, share in titles),
                [tuple(_cells(row, tones)) for row in stated.rows],
            ),
        ),
    )


def _cells(row: Sequence[str], tones: dict[str, Tone]) -> list[Cell]:
    """The cells of a row; a hash takes two lines, which checking puts together again."""
    return [
        Cell(f"{text[:32]}\n{text[32:]}" if place == 3 and text else text,
             tones.get(text, Tone.PLAIN) if place == 4 else Tone.PLAIN)
        for place, text in enumerate(row)
    ]  # fmt: skip


def _sum_in_words(facts: dict[str, str], language: str) -> str:
    """Received = indexed + …, as one line."""
    parts = [
        f"{_in(language, *OUTCOMES[outcome])} {facts[_in(language, *OUTCOMES[outcome])]}"
        for outcome in OUTCOMES
        if outcome is not Outcome.UNPACKED
    ]
    received = _in(language, *RECEIVED)
    return f"{received} {facts[received]} = {' + '.join(parts)}"


def _workbook(stated: Statement) -> bytes:
    say = stated.language
    title = _in(say, "导入回执", "Receipt of an import")
    book = new_workbook(f"{title} {stated.facts[0][1]}")
    facts = [Fact(*fact) for fact in stated.facts]
    add_facts(book, title, [*facts, Fact(_in(say, *FINGERPRINT), stated.fingerprint)])
    widths = (8, 70, 14, 68, 14, 12, 70)
    heads = tuple(map(SheetColumn, columns(say), widths))
    tones = {_in(say, *OUTCOMES[outcome]): tone for outcome, tone in TONES.items()}
    rows = ([int(text) if text.isdecimal() and place in (0, 2, 5) else text
             for place, text in enumerate(row)] for row in stated.rows)  # fmt: skip
    files = _in(say, "文件", "files")
    add_sheet(book, Sheet(files, heads, rows, tones, frozen=2))
    return workbook_bytes(book)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _in(language: str, zh: str, en: str) -> str:
    return zh if language == "zh" else en
