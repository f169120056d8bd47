"""Import runs: every path counts once, and the receipt adds up."""

import pytest
from conftest import AddVersion

from contracts.document import Failure, VersionStatus
from contracts.errors import NotFound
from contracts.visibility import EVERYTHING, Visible
from store.database import Database
from store.import_items import Outcome, Source, add_item, settle_items
from store.import_runs import (
    ImportCounts,
    counts_of,
    create_run,
    find_unfinished,
    finish_run,
    get_run,
    items_of,
    list_runs,
    paths_of,
)
from store.reading_results import save_failure

LOCKED = Failure("encrypted", "需要密码。", "It wants a password.", attention=True)
BROKEN = Failure("damaged", "已损坏。", "It is damaged.")


def test_items_follow_their_versions(
    database: Database, add_file: AddVersion, collection_id: int
) -> None:
    with database.write() as connection:
        run = create_run(connection, collection_id, "王法务", "合同夹")
        versions = [add_file(connection) for _ in range(4)]
        for version in versions:
            add_item(
                connection,
                Source(f"{version.id}.txt", run.id),
                collection_id,
                Outcome.RECEIVED,
                version=version,
            )
        add_item(
            connection,
            Source("copy.txt", run.id),
            collection_id,
            Outcome.DUPLICATE,
            version=versions[0],
        )
        save_failure(connection, versions[0].id, LOCKED)
        save_failure(connection, versions[1].id, BROKEN)
        save_failure(connection, versions[2].id, BROKEN, VersionStatus.QUARANTINED)
        settle_items(connection, [version.id for version in versions])

        assert counts_of(connection, run.id, EVERYTHING) == ImportCounts(
            received=5,
            indexed=0,
            duplicate=1,
            attention=1,
            failed=2,
            skipped=0,
            pending=1,
            unpacked=0,
        )
        items = items_of(connection, run.id, EVERYTHING)
        outcomes = [item.outcome for item in items]
        assert outcomes == ["attention", "failed", "failed", "received", "duplicate"]
        (locked,) = (item for item in items if item.outcome is Outcome.ATTENTION)
        assert locked.failure == LOCKED
        assert paths_of(connection, run.id) == {
            *(f"{version.id}.txt" for version in versions), "copy.txt",
        }  # fmt: skip


def test_a_run_is_unfinished_until_it_is_finished(database: Database, collection_id: int) -> None:
    with database.write() as connection:
        run = create_run(connection, collection_id, "王法务", "合同夹")
        assert find_unfinished(connection, collection_id, "合同夹") == run
        assert find_unfinished(connection, collection_id, "别的") is None
        finish_run(connection, run.id)
        assert find_unfinished(connection, collection_id, "合同夹") is None
        assert get_run(connection, run.id, EVERYTHING).finished_at is not None


def test_a_run_is_seen_with_its_collection(database: Database, collection_id: int) -> None:
    with database.write() as connection:
        runs = [create_run(connection, collection_id, "王法务", label) for label in "ab"]
        seen = list_runs(connection, Visible(frozenset({collection_id})))
        assert [run.id for run in seen] == [runs[1].id, runs[0].id]
        hidden = Visible(frozenset({collection_id + 1}))
        assert list_runs(connection, hidden) == ()
        for read in (get_run, items_of, counts_of):
            with pytest.raises(NotFound):
                read(connection, runs[0].id, hidden)
