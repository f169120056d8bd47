"""The search back ends by the names that the setting has for them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from index.protocol import SearchIndex
from index.tantivy_index import TantivyIndex
from index.whoosh_index import WhooshIndex

EMBEDDED: Mapping[str, Callable[[Path], SearchIndex]] = {
    "tantivy": TantivyIndex,
    "whoosh": WhooshIndex,
}
