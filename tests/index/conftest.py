"""Every back end behind one fixture: what holds for a SearchIndex must hold for each of them."""

from pathlib import Path

import pytest

from index.back_ends import EMBEDDED
from index.protocol import SearchIndex


@pytest.fixture(params=EMBEDDED)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    """A new, empty index of each back end in turn."""
    new = EMBEDDED[request.param](tmp_path / "index")
    new.rebuild((), 0)
    return new


@pytest.fixture(scope="module", params=EMBEDDED)
def shared_index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SearchIndex:
    """An index that all tests of a file share: for questions only, after it was filled once."""
    return EMBEDDED[request.param](tmp_path_factory.mktemp("index"))
