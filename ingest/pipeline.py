"""From original to clauses: parsed, segmented, tagged, facts read; or a reason why not.

``read_version`` only computes, so that several can run at once; ``record`` saves what came of it in
one transaction, if the job is still ours. What cannot be read is an answer too, not an error.
"""

import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from contracts.clause import Clause, Tag
from contracts.document import (
    Block,
    Failure,
    ParsedFile,
    Version,
    VersionStatus,
    document_text,
)
from contracts.errors import EmptyFile, NeedsOCR, ParserStopped, TiaoliError, UnreadableFile
from contracts.facts import Fact, read_facts
from contracts.segmentation import segment
from contracts.tagging import tag_clauses
from store import jobs
from store.database import Connection
from store.files import FileStore
from store.import_runs import settle_items
from store.readings import save_failure, save_reading
from store.tables import UNSTORABLE

logger = logging.getLogger(__name__)


class Parsers(Protocol):
    """What reads a file's bytes; ``ingest.guard.GuardedParsers`` does it in other processes."""

    def parse(self, data: bytes, media_type: str) -> ParsedFile:
        """The file's blocks, or an UnreadableFile that says why not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a version; ``failure`` is what a person should mend all the same."""

    parsed: ParsedFile
    clauses: Sequence[Clause]
    tags: Mapping[str, tuple[Tag, ...]]
    facts: tuple[Fact, ...]
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The parser died or ran out of time or memory: worth another attempt, up to a point."""

    failure: Failure


Result = Reading | Failure | Stopped


def read_version(version: Version, files: FileStore, parsers: Parsers) -> Result:
    """Read a version's original. Raises nothing: even a bug becomes a failure that is recorded."""
    try:
        with files.open(version.sha256) as file:
            parsed = parsers.parse(file.read(), version.media_type)
        return understand(parsed, version.id, version.file_name)
    except ParserStopped as error:
        return Stopped(error.failure())
    except UnreadableFile as error:
        return error.failure()
    except TiaoliError as error:  # the original is missing
        return Failure(error.code, error.message_zh, error.message_en)
    except Exception as error:
        log_bug(version.id, error)
        return internal_failure(version.id)


def understand(parsed: ParsedFile, version_id: int, file_name: str) -> Reading:
    """Clauses, tags and facts of what a parser read; EmptyFile or NeedsOCR where it is nothing."""
    parsed = replace(parsed, blocks=tuple(map(_storable, parsed.blocks)))
    if not any(block.shown.strip() for block in parsed.blocks):
        raise _nothing_to_read(parsed)
    text = document_text(parsed.blocks)
    clauses = segment(parsed.blocks, version_id)
    return Reading(
        parsed=parsed,
        clauses=clauses,
        tags=tag_clauses(clauses),
        facts=read_facts(clauses, text, file_name, parsed.title),
        failure=_partly_scanned(parsed),
    )


def record(connection: Connection, claim: jobs.Claim, result: Result) -> bool:
    """Save what came of a claimed job. False, and nothing saved, where the claim was lost."""
    if isinstance(result, Stopped) and claim.attempts < jobs.MAXIMUM_ATTEMPTS:
        jobs.give_back(connection, [claim], tried=True)
        return True
    if not jobs.finish(connection, claim):
        logger.warning("version %d: another worker has read it meanwhile", claim.version_id)
        return False
    match result:
        case Reading():
            save_reading(
                connection,
                claim.version_id,
                result.parsed,
                result.clauses,
                result.tags,
                result.facts,
                failure=result.failure,
            )
        case Stopped(failure):
            save_failure(connection, claim.version_id, failure, VersionStatus.QUARANTINED)
        case Failure():
            save_failure(connection, claim.version_id, result)
    settle_items(connection, [claim.version_id])
    return True


def quarantine(connection: Connection, version_id: int) -> None:
    """Give up on a version whose reading killed its worker again and again."""
    logger.error("version %d: quarantined", version_id)
    jobs.remove(connection, version_id)
    stopped = ParserStopped(
        "读取此文件时程序多次中断，已停止重试。原件已保存；请用原软件打开检查后另存，再作为新版本上传。",
        "Reading this file stopped the program again and again, so it was set aside. The original"
        " is kept; open it in its own program, save it anew and upload that as a new version.",
    )
    save_failure(connection, version_id, stopped.failure(), VersionStatus.QUARANTINED)
    settle_items(connection, [version_id])


def log_bug(version_id: int, error: Exception) -> None:
    """Log where the program failed on a version; not the message, which may quote the contract."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("version %d: %s\n%s", version_id, type(error).__name__, frames)


def internal_failure(version_id: int) -> Failure:
    """What is said of a version on which the program itself failed."""
    return Failure(
        code="internal",
        message_zh="程序读取此文件时出错，这是程序的问题。原件已保存；"
        f"请把编号 {version_id} 和日志交给管理员。",
        message_en="The program failed on this file; the fault is the program's. The original is"
        f" kept; give the number {version_id} and the log to your administrator.",
    )


def _storable(block: Block) -> Block:
    """The block without NUL and lone surrogates, which damaged files hold and no database takes.

    One character for one, so that offsets in it stay valid.
    """
    cells = [cell for row in block.table for cell in row]
    texts = [block.text, block.number_label, *(cell.text for cell in cells)]
    texts += [text for change in block.revisions for text in (change.text, change.author)]
    if not UNSTORABLE.search("".join(texts)):
        return block
    clean = partial(UNSTORABLE.sub, "\ufffd")
    return replace(
        block,
        text=clean(block.text),
        number_label=clean(block.number_label),
        table=tuple(
            tuple(replace(cell, text=clean(cell.text)) for cell in row) for row in block.table
        ),
        revisions=tuple(
            replace(change, text=clean(change.text), author=clean(change.author))
            for change in block.revisions
        ),
    )


def _nothing_to_read(parsed: ParsedFile) -> UnreadableFile:
    if parsed.pages_without_text:
        return _needs_ocr(parsed.pages_without_text)
    return EmptyFile(
        "文件中没有可读的文字。请确认上传的是正确的文件。",
        "There is no text in the file. Check that it is the right one.",
    )


def _partly_scanned(parsed: ParsedFile) -> Failure | None:
    pages = parsed.pages_without_text
    return _needs_ocr(pages).failure() if pages else None


def _needs_ocr(pages: tuple[int, ...]) -> NeedsOCR:
    shown = "、".join(map(str, pages[:10])) + ("…" if len(pages) > 10 else "")
    return NeedsOCR(
        f"第 {shown} 页是没有文字的扫描图像，无法检索。请做文字识别（OCR）后作为新版本上传。",
        f"Page {shown} holds images without text and cannot be searched. Recognise the text (OCR)"
        " and upload the result as a new version.",
    )
