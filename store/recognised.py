"""What was recognised in scanned pages, by the file's hash: a page is never recognised twice."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from contracts.recognition import Defect, Recognised, RecognisedLine, turn_of_page
from store.import_tables import recognised_pages
from store.queue_tables import jobs
from store.tables import versions

_LINES: TypeAdapter[tuple[RecognisedLine, ...]] = TypeAdapter(tuple[RecognisedLine, ...])


def save_page(
    connection: Connection,
    sha256: str,
    page: int,
    lines: tuple[RecognisedLine, ...],
    defect: Defect | None = None,
) -> None:
    """Keep what a page says, or what is wrong with its scan, replacing what was kept before."""
    is_this = (recognised_pages.c.sha256 == sha256) & (recognised_pages.c.page == page)
    connection.execute(delete(recognised_pages).where(is_this))
    values: dict[str, Any] = {
        "sha256": sha256, "page": page, "lines": _LINES.dump_json(lines).decode(),
        "defect": defect or "",
    }  # fmt: skip
    connection.execute(insert(recognised_pages).values(**values))


def recognised_in(connection: Connection, sha256: str) -> Recognised:
    """The pages of a file that were recognised."""
    query = select(recognised_pages).where(recognised_pages.c.sha256 == sha256)
    rows = connection.execute(query.order_by(recognised_pages.c.page))
    return {row.page: _LINES.validate_json(row.lines) for row in rows}


def turn_of(connection: Connection, sha256: str, page: int) -> float:
    """By how many degrees a page was turned clockwise to be recognised, 0 where it was not."""
    query = select(recognised_pages.c.lines).where(
        recognised_pages.c.sha256 == sha256, recognised_pages.c.page == page
    )
    lines = connection.execute(query).scalar()
    return turn_of_page(_LINES.validate_json(lines)) or 0.0 if lines else 0.0


def defects_in(connection: Connection, sha256: str) -> dict[int, Defect]:
    """The pages of a file, counted from 1, that have a defect in the scan."""
    query = select(recognised_pages.c.page, recognised_pages.c.defect).where(
        recognised_pages.c.sha256 == sha256, recognised_pages.c.defect != ""
    )
    rows = connection.execute(query.order_by(recognised_pages.c.page))
    return {row.page: Defect(row.defect) for row in rows}


def scans_without_job(connection: Connection, media_types: Sequence[str]) -> tuple[int, ...]:
    """The versions that need recognition but are in no lane, by id."""
    query = (
        select(versions.c.id)
        .outerjoin(jobs, jobs.c.version_id == versions.c.id)
        .where(
            versions.c.failure_code == "needs_ocr",
            versions.c.media_type.in_(media_types),
            jobs.c.version_id.is_(None),
        )
    )
    return tuple(connection.execute(query.order_by(versions.c.id)).scalars())
