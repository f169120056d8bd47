"""Scores: what was scored once is known for good, by weights and by passage."""

import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.passages import PassageScores
from store.database import Database
from store.type_scores import forget_other_scores, known_scores, save_scores

PAYMENT = PassageScores({"payment": 0.9312}, {"price": 0.2}, b"\x00\x7f\xff")
NOTHING = PassageScores()
TYPE_SCORES = st.dictionaries(st.sampled_from(["payment", "price"]), st.floats(0, 1))


def key(number: int) -> str:
    return f"{number:032x}"


def test_what_was_saved_is_known_under_its_weights(database: Database) -> None:
    with database.write() as connection:
        save_scores(connection, "zh-1", {key(1): PAYMENT, key(2): NOTHING})
        found = known_scores(connection, "zh-1", [key(2), key(1), key(3), key(1)])
        assert found == {key(1): PAYMENT, key(2): NOTHING}
        assert known_scores(connection, "zh-2", [key(1)]) == {}


def test_what_another_process_saved_first_stays(database: Database) -> None:
    with database.write() as connection:
        save_scores(connection, "zh-1", {key(1): PAYMENT})
        save_scores(connection, "zh-1", {key(1): NOTHING, key(2): NOTHING})
        assert known_scores(connection, "zh-1", [key(1), key(2)]) == {
            key(1): PAYMENT, key(2): NOTHING,
        }  # fmt: skip


def test_two_may_save_the_same_at_once(database: Database) -> None:
    errors: list[Exception] = []

    def save(numbers: range) -> None:
        try:
            with database.write() as connection:
                save_scores(connection, "zh-1", {key(number): PAYMENT for number in numbers})
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says so
            errors.append(error)

    orders = (range(200), range(199, -1, -1))
    threads = [threading.Thread(target=save, args=(numbers,)) for numbers in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with database.read() as connection:
        assert len(known_scores(connection, "zh-1", map(key, range(200)))) == 200


def test_more_passages_than_a_statement_takes_are_found(database: Database) -> None:
    with database.write() as connection:
        save_scores(connection, "en-1", {key(number): NOTHING for number in range(1203)})
        assert len(known_scores(connection, "en-1", map(key, range(2000)))) == 1203


def test_scores_of_former_weights_are_forgotten(database: Database) -> None:
    with database.write() as connection:
        for weights in ("zh-1", "zh-2", "en-1"):
            save_scores(connection, weights, {key(1): PAYMENT})
        assert forget_other_scores(connection, ["zh-2", "en-1"]) == 1
        assert known_scores(connection, "zh-1", [key(1)]) == {}
        assert known_scores(connection, "zh-2", [key(1)]) == {key(1): PAYMENT}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operative=TYPE_SCORES, touched=TYPE_SCORES, vector=st.binary(max_size=20))
def test_scores_come_back_to_the_last_digit(
    database: Database, operative: dict[str, float], touched: dict[str, float], vector: bytes
) -> None:
    scores = PassageScores(operative, touched, vector)
    with database.write() as connection:
        forget_other_scores(connection, [])
        save_scores(connection, "zh-1", {key(1): scores})
        assert known_scores(connection, "zh-1", [key(1)]) == {key(1): scores}
