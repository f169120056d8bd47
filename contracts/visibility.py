"""What a person may see: the one filter that every query on documents takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visible:
    """The collections a person may see; ``None`` stands for all of them (an administrator)."""

    collections: frozenset[int] | None

    def includes(self, collection_id: int) -> bool:
        """Whether documents of this collection may be shown."""
        return self.collections is None or collection_id in self.collections


EVERYTHING = Visible(None)
"""All collections: for administrators, and for the command line on its own data folder."""
