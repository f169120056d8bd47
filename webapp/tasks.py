"""The tasks that Celery brings to workers: one line each, and nothing but an id travels."""

from celery import current_app, shared_task

from ingest.processing import process


@shared_task(name="tiaoli.read")  # type: ignore[untyped-decorator]  # celery ships no types
def read(version_id: int) -> None:
    """Read a received file, if it still waits."""
    process(version_id, **current_app.reading)
