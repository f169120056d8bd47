"""Which segments of a Whoosh index become one, so that searches need not open too many.

Whoosh's own rule does so while changes are written, which then wait for seconds, and joins some
thousand entries again and again. Here it is done once the changes are visible, and only with enough
segments of like size: an entry is copied once for each size that its segment grows through.
"""

from collections import defaultdict
from collections.abc import Sequence

from whoosh.codec.base import Segment
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

_TOGETHER = 8  # segments of like size become one; the next size is so many times as large


def merge_alike(index: FileIndex) -> None:
    """Join the smallest segments that are enough of one size; where none are, do nothing."""
    contents = TOC.read(index.storage, index.indexname, schema=index.schema)
    if _alike(contents.segments):
        index.writer().commit(mergetype=_merge)


def _merge(writer: SegmentWriter, segments: Sequence[Segment]) -> list[Segment]:
    """The segments that are kept: those that were joined, and those of deleted entries, go."""
    joined = _alike(segments)
    for segment in joined:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [each for each in segments if each.doc_count() and each not in joined]


def _alike(segments: Sequence[Segment]) -> list[Segment]:
    by_size: defaultdict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        if segment.doc_count():
            by_size[_size(segment.doc_count())].append(segment)
    enough = (by_size[size] for size in sorted(by_size) if len(by_size[size]) >= _TOGETHER)
    return next(enough, [])


def _size(entries: int) -> int:
    """How many times smaller segments have been joined for one of so many entries."""
    size = 0
    while entries >= _TOGETHER:
        entries //= _TOGETHER
        size += 1
    return size
