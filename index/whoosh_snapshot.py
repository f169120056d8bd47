"""A Whoosh index as it was at one moment: its entries by number, what stands where, their facts."""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator

from whoosh.columns import ColumnReader
from whoosh.index import FileIndex
from whoosh.matching import Matcher
from whoosh.reading import SegmentReader, TermNotFound

from index.whoosh_schema import Facts, positions_of

FactsOfSegments = dict[str, list[Facts | None]]  # by the segment's name; a segment never changes


class Snapshot:
    """One state of an index. Close it; a thread needs its own."""

    def __init__(self, index: FileIndex, known: FactsOfSegments) -> None:
        """``known`` are facts read before; those of new segments are added, of old ones removed."""
        self._reader = index.reader()
        self._segments: list[tuple[SegmentReader, int]] = [
            (reader, first)
            for reader, first in self._reader.leaf_readers()
            if isinstance(reader, SegmentReader)  # an index without segments has a reader too
        ]
        self._firsts = [first for _, first in self._segments]
        self._rows: dict[int, ColumnReader] = {}  # by the segment's place
        self.facts: list[Facts | None] = []  # by number, deleted entries included
        names = [reader.segment().segment_id() for reader, _ in self._segments]
        for name, (reader, _) in zip(names, self._segments, strict=True):
            facts = known.get(name) or _facts(reader)
            known[name] = facts
            self.facts += facts
        for name in known.keys() - set(names):
            known.pop(name, None)  # another thread may have done so

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def entries_with(self, field: str, token: str) -> set[int]:
        """The entries that hold the token in the field."""
        found: set[int] = set()
        for matcher, first in self._matchers(field, token):
            found.update(first + number for number in matcher.all_ids())
        return found

    def positions(
        self, field: str, token: str, among: Collection[int]
    ) -> Iterator[tuple[int, "array[int]"]]:
        """Where the token stands in each of these entries that holds it."""
        wanted = sorted(among)
        for matcher, first in self._matchers(field, token):
            for number in wanted:
                if number < first:
                    continue
                if not matcher.is_active():
                    break
                matcher.skip_to(number - first)
                if matcher.is_active() and matcher.id() == number - first:
                    yield number, positions_of(matcher.value())

    def tokens_with_beginning(self, field: str, beginning: str) -> set[str]:
        """The tokens of the field that begin so."""
        return {
            token.decode()
            for reader, _ in self._segments
            for token in reader.expand_prefix(field, beginning)
        }

    def rows(self, number: int) -> str:
        """The joined runs of an entry's text."""
        place = bisect_right(self._firsts, number) - 1
        reader, first = self._segments[place]
        if place not in self._rows:
            self._rows[place] = reader.column_reader("rows")
        stored: bytes = self._rows[place][number - first]
        return stored.decode()

    def sequence(self) -> int | None:
        """The last change applied; None where the index does not say."""
        for number in self.entries_with("entry", "state"):
            reader, first = self._segments[bisect_right(self._firsts, number) - 1]
            return int(reader.column_reader("sequence")[number - first])
        return None

    def _matchers(self, field: str, token: str) -> Iterator[tuple[Matcher, int]]:
        for reader, first in self._segments:
            try:
                yield reader.postings(field, token), first
            except TermNotFound:
                continue


def _facts(reader: SegmentReader) -> list[Facts | None]:
    return [Facts.read(stored) if stored else None for stored in reader.column_reader("facts")]
