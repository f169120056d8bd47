"""How a cluster of Elasticsearch is reached. The client itself is loaded where it is used."""

import re
from dataclasses import dataclass, field
from pathlib import Path

EXACT, GRAPH = "exact", "graph"


@dataclass(frozen=True, slots=True)
class ElasticsearchServer:
    """How to reach a cluster, and what our indexes are like in it.

    ``addresses`` are of nodes of one cluster. Who logs in does so with ``api_key``, or with
    ``user`` and ``password``. ``meaning`` is EXACT, where all directions that may be seen are
    compared, or GRAPH, where nearly all of the nearest are found by way of their neighbours.
    """

    addresses: tuple[str, ...] = ("http://127.0.0.1:9200",)
    name: str = "tiaoli"  # what the names of our indexes begin with
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    certificates: Path | None = None  # of the authority that signed the cluster's certificate
    fingerprint: str = ""  # of that authority's certificate, in place of the file
    seconds: float = 3.0  # that a search may take
    shards: int = 1
    replicas: int = 1
    meaning: str = EXACT

    @property
    def shown(self) -> str:
        """The addresses, without what may be secret in them."""
        return ", ".join(re.sub(r"//[^/@]*@", "//", address) for address in self.addresses)
