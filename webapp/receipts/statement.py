"""What the receipt of an import says: every path with its size, SHA-256, outcome and document.

What the receipt says is a table of words. Its fingerprint is the SHA-256 of that table, so that a
page and a workbook of the same import in the same language bear the same one, and whoever holds
the file can find out whether a word of it was changed (``webapp.receipts.verifying``).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.visibility import Visible
from review.reports.voice import Voice
from store import audit
from store.collections import collection_names
from store.database import Connection
from store.import_items import ImportItem, Outcome
from store.import_runs import ImportCounts, counts_of, get_run, items_of
from webapp.remedy_notes import remedy_notes
from webapp.visible_text import plain

OUTCOMES = {
    Outcome.INDEXED: ("已入库", "indexed"),
    Outcome.DUPLICATE: ("重复", "duplicate"),
    Outcome.ATTENTION: ("待处理", "needs attention"),
    Outcome.FAILED: ("失败", "failed"),
    Outcome.SKIPPED: ("已跳过", "skipped"),
    Outcome.RECEIVED: ("未完成", "in progress"),
    Outcome.UNPACKED: ("已展开", "unpacked"),
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
    say = Voice(language)
    return tuple(say(zh, en) for zh, en, _ in COLUMNS)


def statement(connection: Connection, run_id: int, visible: Visible, language: str) -> Statement:
    """What the receipt of a run says now; NotFound where the run may not be seen."""
    say = Voice(language)
    run = get_run(connection, run_id, visible)
    names = collection_names(connection, visible)
    unfinished = say("尚未结束", "not finished")
    facts = [
        (say(*IMPORT), str(run.id)),
        (say("合同集", "collection"), names[run.collection_id]),
        (say("来源", "source"), run.label.replace("\n", "; ")),
        (say("导入人", "by"), run.started_by),
        (say("开始", "started"), _moment(run.started_at)),
        (say("收完", "all received"),
         _moment(run.finished_at) if run.finished_at else unfinished),
        *_sums(counts_of(connection, run_id, visible), say),
    ]  # fmt: skip
    items = items_of(connection, run_id, visible)
    notes = remedy_notes(connection, items)
    return Statement(
        language,
        tuple((label, plain(value)) for label, value in facts),
        tuple(
            _row(place, item, notes.get(item.id, ("", "")), say)
            for place, item in enumerate(items, start=1)
        ),
    )


def issue(connection: Connection, stated: Statement, issued_to: str) -> None:
    """Note in the audit that this receipt was handed out, so that it can be recognised."""
    audit.record(connection, issued_to, "receipt", subject(stated))


def subject(stated: Statement) -> str:
    """The subject of a receipt's entry in the audit."""
    return f"import {stated.facts[0][1]} {stated.fingerprint}"


def file_name(run_id: int, form: str, language: str) -> str:
    """A name for the file."""
    return f"{Voice(language)('导入回执', 'import receipt')} {run_id}.{form}"


def _sums(counts: ImportCounts, say: Voice) -> list[tuple[str, str]]:
    """The counts as a sum; archives are listed apart, since the files in them are counted."""
    numbers = {
        Outcome.INDEXED: counts.indexed,
        Outcome.DUPLICATE: counts.duplicate,
        Outcome.ATTENTION: counts.attention,
        Outcome.FAILED: counts.failed,
        Outcome.SKIPPED: counts.skipped,
        Outcome.RECEIVED: counts.pending,
        Outcome.UNPACKED: counts.unpacked,
    }
    sums = [(say(*RECEIVED), str(counts.received))]
    return sums + [(say(*OUTCOMES[each]), str(n)) for each, n in numbers.items()]


def _row(place: int, item: ImportItem, note: tuple[str, str], say: Voice) -> tuple[str, ...]:
    failure = item.failure
    cause = say(failure.message_zh, failure.message_en) if failure else ""
    return (
        str(place),
        plain(item.path),
        "" if item.size is None else str(item.size),
        item.sha256 or "",
        say(*OUTCOMES[item.outcome]),
        "" if item.document_id is None else str(item.document_id),
        plain(" ".join(filter(None, (say(*note), cause)))),
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
