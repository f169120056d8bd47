"""Clauses by where they point: the same promises from the file and from Elasticsearch."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from directed_readings import MadeReadings, Numbers, direction
from search_servers import elasticsearch_server, free_port

from contracts.errors import SearchUnavailable
from index.directions import DirectionFile
from index.elasticsearch_directions import ElasticsearchDirections
from index.elasticsearch_index import ElasticsearchIndex
from index.elasticsearch_server import EXACT, GRAPH, ElasticsearchServer
from index.pointing import Directions, Pointing
from index.protocol import Put

WIDTH, OTHER_WIDTH = 384, 512
Held = Callable[[MadeReadings], Directions]


@pytest.fixture(scope="module", params=["file", EXACT, GRAPH])
def held(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Held]:
    """What takes readings and then finds by them."""
    if request.param == "file":
        yield lambda readings: DirectionFile(tmp_path_factory.mktemp("directions"))
        return
    with elasticsearch_server() as server:
        yield partial(in_elasticsearch, replace(server, meaning=request.param))


def in_elasticsearch(server: ElasticsearchServer, readings: MadeReadings) -> Directions:
    ElasticsearchIndex(server).rebuild(readings.documents(), 1)
    return ElasticsearchDirections(server)


def pointing(*parts: tuple[int, int], width: int = WIDTH) -> list[int]:
    """A direction that is 0 but for these places."""
    numbers = [0] * width
    for place, value in parts:
        numbers[place] = value
    return numbers


def found(
    directions: Directions, readings: MadeReadings, like: Numbers, least: float = 0.1
) -> list[tuple[int, int]]:
    closest = directions.closest(direction(like), readings, limit=5, least=least)
    return [(one.version_id, one.order) for one in closest]


NORTH, EAST = pointing((0, 100)), pointing((1, 100))
NORTH_EAST = pointing((0, 100), (1, 100))
READINGS = MadeReadings({1: [NORTH, EAST], 2: [NORTH_EAST, pointing((2, 9))], 3: [NORTH]})


def test_the_closest_come_first_with_their_likeness(held: Held) -> None:
    closest = held(READINGS).closest(direction(NORTH), READINGS, limit=3, least=0.1)
    assert closest == [Pointing(1, 1, 0, 1.0), Pointing(3, 3, 0, 1.0), Pointing(2, 2, 0, 0.7071)]


def test_what_is_less_alike_than_asked_for_is_not_found(held: Held) -> None:
    assert found(held(READINGS), READINGS, NORTH, least=0.8) == [(1, 0), (3, 0)]


def test_hidden_clauses_change_nothing(held: Held) -> None:
    seen = READINGS.seen_by(2, 3)
    assert found(held(READINGS), seen, NORTH) == [(3, 0), (2, 0)]
    assert found(held(READINGS), READINGS.seen_by(), NORTH) == []


def test_a_document_can_be_left_out(held: Held) -> None:
    closest = held(READINGS).closest(
        direction(NORTH), READINGS, limit=1, least=0.1, without_document=1
    )
    assert [one.document_id for one in closest] == [3]


def test_directions_of_another_length_are_of_another_language(held: Held) -> None:
    other = pointing((0, 100), width=OTHER_WIDTH)
    both = MadeReadings({1: [NORTH], 2: [other]})
    directions = held(both)
    assert found(directions, both, NORTH) == [(1, 0)]
    assert found(directions, both, other) == [(2, 0)]


def test_nearly_all_of_the_nearest_are_found(held: Held) -> None:
    random = np.random.default_rng(5)
    rows = random.integers(-127, 128, (400, WIDTH), dtype=np.int8)
    readings = MadeReadings({n + 1: rows[n * 40 : n * 40 + 40].tolist() for n in range(10)})
    directions = held(readings)
    right = 0
    for question in rows[:20]:
        lengths = np.linalg.norm(rows.astype(float), axis=1)
        alike = rows.astype(float) @ question.astype(float) / lengths
        best = {(int(at) // 40 + 1, int(at) % 40) for at in np.argsort(-alike)[:5]}
        right += len(best & set(found(directions, readings, question.tolist(), least=-1.0)))
    assert right >= 98  # of 100


@pytest.fixture
def server() -> Iterator[ElasticsearchServer]:
    with elasticsearch_server() as found:
        yield found


def test_elasticsearch_finds_by_the_weights_in_use_alone(server: ElasticsearchServer) -> None:
    directions = in_elasticsearch(server, READINGS)
    assert found(directions, replace(READINGS, weights="made-2"), NORTH) == []


def test_what_was_read_again_replaces_what_elasticsearch_had(server: ElasticsearchServer) -> None:
    directions = in_elasticsearch(server, READINGS)
    again = replace(READINGS, clauses={3: [EAST]})
    ElasticsearchIndex(server).apply([Put(2, document) for document in again.documents()])
    assert found(directions, READINGS, NORTH) == [(1, 0), (2, 0)]


def test_a_clause_that_points_nowhere_is_searched_all_the_same(server: ElasticsearchServer) -> None:
    odd = MadeReadings({1: [pointing(), [1] * 7, []], 2: [NORTH]})
    assert found(in_elasticsearch(server, odd), odd, NORTH) == [(2, 0)]
    assert found(ElasticsearchDirections(server), odd, [1] * 7) == []


def test_nothing_is_never_said_for_a_server_that_is_away(tmp_path: Path) -> None:
    away = ElasticsearchDirections(ElasticsearchServer((f"http://127.0.0.1:{free_port()}",)))
    with pytest.raises(SearchUnavailable):
        found(away, READINGS, NORTH)
