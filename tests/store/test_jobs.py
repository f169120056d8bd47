"""The queue: nothing is done twice, nothing is forgotten."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from conftest import AddVersion
from sqlalchemy import update

from contracts.document import Version
from store import jobs, leases, score_jobs, workers
from store.database import Connection, Database
from store.queue_tables import jobs as jobs_table
from store.queue_tables import leases as leases_table


@pytest.fixture
def versions(database: Database, add_file: AddVersion) -> list[Version]:
    with database.write() as connection:
        versions = [add_file(connection) for _ in range(20)]
        for version in versions:
            jobs.enqueue(connection, version.id)
    return versions


def let_leases_run_out(connection: Connection) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    connection.execute(update(jobs_table).values(leased_until=past))
    connection.execute(update(leases_table).values(leased_until=past))


def test_no_job_is_claimed_twice(database: Database, versions: list[Version]) -> None:
    claimed: list[int] = []

    def claim_until_empty(worker: str) -> None:
        while True:
            with database.write() as connection:
                claims = jobs.claim(connection, worker, 3)
            if not claims:
                return
            claimed.extend(claim.version_id for claim in claims)

    threads = [threading.Thread(target=claim_until_empty, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [version.id for version in versions]


def test_a_lease_of_a_clock_that_was_a_day_ahead_holds_nothing_up(
    database: Database, versions: list[Version]
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=1)
    with database.write() as connection:
        jobs.claim(connection, "dead", len(versions))
        assert leases.take(connection, leases.INDEX, "dead")
        assert not jobs.claim(connection, "alive", 1)
        assert leases.take(connection, leases.INDEX, "alive") is None
        connection.execute(update(jobs_table).values(leased_until=ahead))
        connection.execute(update(leases_table).values(leased_until=ahead))
        assert len(jobs.claim(connection, "alive", len(versions))) == len(versions)
        assert leases.take(connection, leases.INDEX, "alive")


def test_a_job_whose_worker_died_is_claimed_again(
    database: Database, versions: list[Version]
) -> None:
    with database.write() as connection:
        (first,) = jobs.claim(connection, "dead", 1)
        let_leases_run_out(connection)
        jobs.claim(connection, "busy", len(versions) - 1)  # untried ones come first
        (second,) = jobs.claim(connection, "alive", 1)
        assert second.version_id == first.version_id
        assert (first.attempts, second.attempts) == (1, 2)


def test_a_worker_that_lost_its_lease_cannot_finish(
    database: Database, versions: list[Version]
) -> None:
    with database.write() as connection:
        slow = jobs.claim(connection, "slow", len(versions))
        let_leases_run_out(connection)
        fast = jobs.claim(connection, "fast", len(versions))
        assert not any(jobs.finish(connection, claim) for claim in slow)
        jobs.renew(connection, slow)
        assert all(jobs.finish(connection, claim) for claim in fast)
        assert jobs.count(connection) == 0


def test_a_renewed_lease_is_not_taken(database: Database, versions: list[Version]) -> None:
    with database.write() as connection:
        claims = jobs.claim(connection, "busy", len(versions))
        let_leases_run_out(connection)
        jobs.renew(connection, claims)
        assert jobs.claim(connection, "other", 1) == ()


def test_what_ten_workers_did_not_survive_is_exhausted(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        jobs.enqueue(connection, version.id)
        for _ in range(10):
            assert jobs.exhausted(connection) == ()
            assert jobs.is_any_free(connection, jobs.Lane.TEXT)
            jobs.claim(connection, "dying", 1)
            let_leases_run_out(connection)
        assert jobs.claim(connection, "next", 1) == ()
        assert jobs.exhausted(connection) == (version.id,)
        assert jobs.is_any_free(connection, jobs.Lane.TEXT)


def test_an_untried_job_gets_its_attempt_back_and_stops_are_counted(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        jobs.enqueue(connection, add_file(connection).id)
        (claim,) = jobs.claim(connection, "stopping", 1)
        jobs.give_back(connection, claim, stopped=False)
        (claim,) = jobs.claim(connection, "next", 1)
        assert (claim.attempts, claim.stops) == (1, 0)
        jobs.give_back(connection, claim, stopped=True)
        (claim,) = jobs.claim(connection, "next", 1)
        assert (claim.attempts, claim.stops) == (2, 1)


def test_a_claim_from_an_earlier_life_of_a_job_is_void(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        version = add_file(connection)
        jobs.enqueue(connection, version.id)
        (old,) = jobs.claim(connection, "slow", 1)
        jobs.enqueue(connection, version.id)
        (new,) = jobs.claim(connection, "fast", 1)
        assert new.attempts == 1
        assert not jobs.finish(connection, old)
        assert jobs.finish(connection, new)


def test_slow_work_has_a_lane_of_its_own(database: Database, add_file: AddVersion) -> None:
    with database.write() as connection:
        scan, urgent, text = add_file(connection), add_file(connection), add_file(connection)
        jobs.enqueue(connection, scan.id, lane=jobs.Lane.OCR)
        jobs.enqueue(connection, text.id)
        jobs.enqueue(connection, urgent.id, priority=1)
        claims = jobs.claim(connection, "text", 9)
        assert [claim.version_id for claim in claims] == [urgent.id, text.id]
        assert jobs.claim(connection, "ocr", 9, jobs.Lane.OCR)[0].version_id == scan.id


def test_only_one_process_holds_a_lease(database: Database) -> None:
    with database.write() as connection:
        fence = leases.take(connection, leases.INDEX, "one")
        assert fence is not None
        assert leases.take(connection, leases.INDEX, "two") is None
        assert leases.renew(connection, leases.INDEX, fence)
        assert leases.give_back(connection, leases.INDEX, fence)
        assert leases.take(connection, leases.INDEX, "two") == fence + 1


def test_who_was_too_slow_learns_that_the_lease_is_lost(database: Database) -> None:
    with database.write() as connection:
        slow = leases.take(connection, leases.INDEX, "slow")
        assert slow is not None
        let_leases_run_out(connection)
        assert leases.take(connection, leases.INDEX, "fast") is not None
        assert not leases.renew(connection, leases.INDEX, slow)
        assert not leases.give_back(connection, leases.INDEX, slow)


def test_a_new_worker_frees_what_dead_ones_of_its_host_held(
    database: Database, versions: list[Version]
) -> None:
    host = workers.this_worker().rpartition("/")[0]
    with database.write() as connection:
        jobs.claim(connection, f"{host}/{2**22 + 1}", 5)  # above any process id
        jobs.claim(connection, workers.this_worker(), 5)  # a predecessor of the same id
        jobs.claim(connection, f"{host}/1", 5)  # alive
        jobs.claim(connection, "elsewhere/1", 5)  # who knows
        leases.take(connection, leases.INDEX, f"{host}/{2**22 + 1}")
        workers.free_leases_of_the_dead(connection)
        assert len(jobs.claim(connection, "new", len(versions))) == 10
        assert leases.take(connection, leases.INDEX, "new") is not None


def test_a_version_that_is_to_be_read_is_not_scored_before(
    database: Database, add_file: AddVersion
) -> None:
    with database.write() as connection:
        unread, read = add_file(connection), add_file(connection)
        jobs.enqueue(connection, unread.id)
        score_jobs.enqueue(connection, [unread.id, read.id])
        assert jobs.claim(connection, "w", 9)[0].version_id == unread.id
        (claim,) = jobs.claim(connection, "w", 9, jobs.Lane.SCORES)
        assert claim.version_id == read.id
        jobs.enqueue(connection, read.id)  # it is to be read anew
        assert not jobs.finish(connection, claim)
        assert jobs.count(connection, jobs.Lane.SCORES) == 0


def test_what_is_asked_for_is_scored_first(database: Database, versions: list[Version]) -> None:
    ids = [version.id for version in versions]
    with database.write() as connection:
        for each in ids:
            jobs.remove(connection, each)
        score_jobs.enqueue(connection, ids)
        score_jobs.enqueue(connection, [ids[7]], priority=jobs.ASKED_FOR)
        score_jobs.enqueue(connection, ids)  # makes nothing less urgent
        asked = jobs.claim(connection, "w", 9, jobs.Lane.SCORES, priority=jobs.ASKED_FOR)
        assert [claim.version_id for claim in asked] == [ids[7]]
        assert not jobs.is_any_free(connection, jobs.Lane.SCORES, jobs.ASKED_FOR)
        assert jobs.is_any_free(connection, jobs.Lane.SCORES)


def test_a_score_that_was_given_up_is_seen_and_waits_until_asked_for_anew(
    database: Database, add_file: AddVersion
) -> None:
    lane = jobs.Lane.SCORES
    with database.write() as connection:
        version = add_file(connection)
        score_jobs.enqueue(connection, [version.id])
        (claim,) = jobs.claim(connection, "w", 9, lane)
        jobs.give_up(connection, claim)
        score_jobs.enqueue(connection, [version.id], priority=jobs.ASKED_FOR)
        assert jobs.claim(connection, "w", 9, lane) == ()
        assert not jobs.is_any_free(connection, lane)
        assert jobs.exhausted(connection, lane) == (version.id,)
        assert jobs.exhausted(connection) == ()
        score_jobs.enqueue(connection, [version.id], anew=True)
        (again,) = jobs.claim(connection, "w", 9, lane)
        assert (again.attempts, again.stops) == (1, 0)
        assert not jobs.finish(connection, claim)
        score_jobs.remove(connection, version.id)
        assert not jobs.finish(connection, again)
