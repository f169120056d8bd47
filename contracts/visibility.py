"""What a person may see: the one filter that every query on documents takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visible:
    """The collections a person may see; ``None`` stands for all of them (an administrator).

    ``moved_away`` are documents that left these collections for hidden ones, and that the search
    index may still hold where they were. The database always knows where a document is.
    """

    collections: frozenset[int] | None
    moved_away: frozenset[int] = frozenset()

    def includes(self, collection_id: int) -> bool:
        """Whether documents of this collection may be shown."""
        return self.collections is None or collection_id in self.collections


EVERYTHING = Visible(None)
"""All collections: for administrators, and for the command line on its own data folder."""
