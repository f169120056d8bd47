"""The search back ends by the names that the setting has for them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from index.elasticsearch_index import ElasticsearchIndex
from index.elasticsearch_server import ElasticsearchServer
from index.protocol import SearchIndex
from index.tantivy_index import TantivyIndex
from index.whoosh_index import WhooshIndex

EMBEDDED: Mapping[str, Callable[[Path], SearchIndex]] = {
    "tantivy": TantivyIndex,
    "whoosh": WhooshIndex,
}
ELASTICSEARCH = "elasticsearch"
ENGINES = (*EMBEDDED, ELASTICSEARCH)


def open_index(engine: str, folder: Path, server: ElasticsearchServer) -> SearchIndex:
    """The index of an installation: in the folder, or on the server."""
    if engine == ELASTICSEARCH:
        return ElasticsearchIndex(server)
    return EMBEDDED[engine](folder)
