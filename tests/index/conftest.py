"""Every back end behind one fixture: what holds for a SearchIndex must hold for each of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.protocol import SearchIndex
from index.tantivy_index import TantivyIndex
from index.whoosh_index import WhooshIndex

BACK_ENDS: dict[str, Callable[[Path], SearchIndex]] = {
    "tantivy": TantivyIndex,
    "whoosh": WhooshIndex,
}


@pytest.fixture(params=BACK_ENDS)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    """A new, empty index of each back end in turn."""
    new = BACK_ENDS[request.param](tmp_path / "index")
    new.rebuild((), 0)
    return new


@pytest.fixture(scope="module", params=BACK_ENDS)
def shared_index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SearchIndex:
    """An index that all tests of a file share: for questions only, after it was filled once."""
    return BACK_ENDS[request.param](tmp_path_factory.mktemp("index"))
