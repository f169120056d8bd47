"""Every back end behind one fixture: what holds for a SearchIndex must hold for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_servers import an_index
from three_contracts import CHANGES

from index.back_ends import ENGINES
from index.protocol import SearchIndex


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    """A new, empty index of each back end in turn."""
    with an_index(request.param, tmp_path / "index") as new:
        new.rebuild((), 0)
        yield new


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each back end's name in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def shared_index(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index that all tests of a file share: for questions only, after it was filled once."""
    with an_index(engine, tmp_path_factory.mktemp("index")) as new:
        yield new


@pytest.fixture(scope="module")
def filled(shared_index: SearchIndex) -> SearchIndex:
    """An index of three contracts, for questions only."""
    shared_index.rebuild((), 0)
    shared_index.apply(CHANGES)
    return shared_index


@pytest.fixture
def changing(index: SearchIndex) -> SearchIndex:
    """An index of the same contents for one test alone."""
    index.apply(CHANGES)
    return index
