"""From original to clauses: parsed, segmented, tagged, facts read; or a reason why not.

``read_version`` only computes, so that several can run at once; ``record`` saves what came of it in
one transaction, if the job is still ours. What cannot be read is an answer too, not an error.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from contracts.document import Failure, Version, VersionStatus
from contracts.errors import ParserStopped, ReadingInterrupted, TiaoliError, frames_of
from contracts.reading import Reading
from contracts.recognition import Recognised
from store import jobs, score_jobs
from store.database import Connection, DatabaseUnavailable
from store.files import FileStore
from store.import_items import settle_items
from store.reading_results import save_failure, save_readings, save_unpacked

logger = logging.getLogger(__name__)


class Parsers(Protocol):
    """What reads files; ``ingest.guarded.guard.GuardedParsers`` does, in its own processes."""

    def read(
        self,
        source: Path,
        media_type: str,
        version_id: int,
        file_name: str,
        recognised: Recognised | None = None,
    ) -> Reading:
        """Read a file; raises an UnreadableFile that says why it can't be read.

        Scanned pages get the text that was ``recognised`` in them.
        """


@dataclass(frozen=True, slots=True)
class Stopped:
    """The parser died or ran out of time or memory: worth another attempt, up to a point."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The version is an archive, and what it held has been received."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The program was told to stop meanwhile: the file is read again, and nothing counted."""


Result = Reading | Failure | Stopped | Interrupted | Unpacked


def read_version(
    version: Version, files: FileStore, parsers: Parsers, recognised: Recognised | None = None
) -> Result:
    """Read a version's original. Raises nothing: even a bug becomes a failure that is recorded."""

    def read() -> Reading:
        files.require(version.sha256)
        original = files.path(version.sha256)
        return parsers.read(original, version.media_type, version.id, version.file_name, recognised)

    return attempt(version, read)


def attempt(version: Version, work: Callable[[], Result]) -> Result:
    """The result of working on a version; whatever is raised becomes a result as well."""
    try:
        return work()
    except DatabaseUnavailable:
        logger.exception("version %d: the database is unavailable", version.id)
        return Stopped(internal_failure(version.id))
    except ReadingInterrupted:
        logger.info("version %d: interrupted, to be read again", version.id)
        return Interrupted()
    except ParserStopped as error:
        return Stopped(error.failure())
    except TiaoliError as error:  # it cannot be read, or the original is missing
        return error.failure()
    except Exception as error:  # noqa: BLE001 - a bug of a parser fails one file, not the worker
        log_bug(version.id, error)
        return internal_failure(version.id)


def record(
    connection: Connection, results: Mapping[jobs.Claim, Result], *, ask_for_scores: bool = False
) -> frozenset[int]:
    """Save the results of claimed jobs; returns the versions that are finished.

    The result of a lost claim is dropped: another worker saves its own. What was read is tagged by
    the rules at once, and with ``ask_for_scores`` queued for an encoder.
    """
    again = [claim for claim, result in results.items() if _is_worth_another_try(claim, result)]
    for claim in again:
        jobs.give_back(connection, claim, stopped=isinstance(results[claim], Stopped))
    ended = {claim: result for claim, result in results.items() if claim not in again}
    ours = jobs.finish(connection, *ended)
    came_of = {claim.version_id: result for claim, result in ended.items()}
    for lost in came_of.keys() - ours:
        logger.warning("version %d: another worker has read it meanwhile", lost)
        del came_of[lost]
    read = {id: result for id, result in came_of.items() if isinstance(result, Reading)}
    if read:
        save_readings(connection, read)
    if ask_for_scores:
        score_jobs.enqueue(connection, read)
    for version_id, result in came_of.items():
        match result:
            case Unpacked():
                save_unpacked(connection, version_id)
            case Stopped(failure):
                save_failure(connection, version_id, failure, VersionStatus.QUARANTINED)
            case Failure():
                save_failure(connection, version_id, result)
    settle_items(connection, ours)
    return ours


def _is_worth_another_try(claim: jobs.Claim, result: Result) -> bool:
    if isinstance(result, Interrupted):
        return True
    return isinstance(result, Stopped) and claim.stops + 1 < jobs.MAXIMUM_STOPS


def save(
    connection: Connection, results: Mapping[jobs.Claim, Result], *, ask_for_scores: bool = False
) -> None:
    """Save the results of claimed jobs: together or, where that fails, one by one.

    One that can't be saved even alone is recorded as a failure of the program.
    """
    try:
        with connection.begin_nested():
            record(connection, results, ask_for_scores=ask_for_scores)
    except DatabaseUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - one that cannot be saved must not hold up others
        for claim, result in results.items():
            if len(results) > 1:
                save(connection, {claim: result}, ask_for_scores=ask_for_scores)
            else:
                log_bug(claim.version_id, error)
                record(connection, {claim: internal_failure(claim.version_id)})


def quarantine(connection: Connection, version_id: int) -> None:
    """Give up on a version whose reading killed its worker again and again."""
    logger.error("version %d: quarantined", version_id)
    jobs.remove(connection, version_id)
    stopped = ParserStopped(
        "读取此文件时程序多次中断，已停止重试。原件已保存；请用原软件打开检查后另存，再作为新版本上传。",
        "Reading this file stopped the program again and again, so it was set aside. The original"
        " is kept; open it in its own program, save it again and upload that as a new version.",
    )
    save_failure(connection, version_id, stopped.failure(), VersionStatus.QUARANTINED)
    settle_items(connection, [version_id])


def log_bug(version_id: int, error: Exception) -> None:
    """Log where the program failed on a version."""
    logger.error("version %d: %s\n%s", version_id, type(error).__name__, frames_of(error))


def internal_failure(version_id: int) -> Failure:
    """What is said of a version on which the program itself failed."""
    return Failure(
        code="internal",
        message_zh="程序读取此文件时出错，这是程序的问题。原件已保存；"
        f"请把编号 {version_id} 和日志交给管理员。",
        message_en="The program failed on this file; the fault is the program's. The original is"
        f" kept; give the number {version_id} and the log to your administrator.",
    )
