"""The search back ends by the names that the setting has for them.

An engine is loaded when its index is opened, so that using one never waits for the others.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.elasticsearch_server import ElasticsearchServer
    from index.pointing import Directions
    from index.protocol import SearchIndex

EMBEDDED: Mapping[str, str] = {"tantivy": "TantivyIndex", "whoosh": "WhooshIndex"}  # and its class
ELASTICSEARCH = "elasticsearch"
ENGINES = (*EMBEDDED, ELASTICSEARCH)


def open_index(engine: str, folder: Path, server: "ElasticsearchServer") -> "SearchIndex":
    """The index of an installation: in the folder, or on the server."""
    module = import_module(f"index.{engine}_index")
    index: SearchIndex
    if engine == ELASTICSEARCH:
        index = module.ElasticsearchIndex(server)
    else:
        index = getattr(module, EMBEDDED[engine])(folder)
    return index


def open_directions(engine: str, folder: Path, server: "ElasticsearchServer") -> "Directions":
    """Where the clauses of an installation point: in the folder, or on the server."""
    directions: Directions
    if engine == ELASTICSEARCH:
        module = import_module("index.elasticsearch_directions")
        directions = module.ElasticsearchDirections(server)
    else:
        directions = import_module("index.directions").DirectionFile(folder)
    return directions
