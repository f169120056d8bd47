"""What a scan's reading has of the reading of the same pages as text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from contracts.clause import Clause
from contracts.document import BlockKind
from contracts.reading import Reading
from contracts.recognition import Recognised
from contracts.text import HANZI, fold

MISREAD = 0.05  # of a clause's characters, or one
NEAR = 3  # characters that the end of a paragraph may be off, for those misread around it
BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
SPELLED = ("title", "parties")  # facts of which a character may be misread
TOKEN = rf"(?:[{HANZI}]|[a-z0-9]+)"
TAIL = re.compile(rf"(?:{TOKEN} ?){{0,2}}{TOKEN}$")
HEAD = re.compile(rf"{TOKEN}(?: ?{TOKEN}){{0,2}}")


@dataclass(frozen=True, slots=True)
class Pair:
    """The same pages read as text and as a scan."""

    text: Reading
    scan: Reading
    recognised: Recognised


def compared(pair: Pair) -> tuple[Counter[str], list[str]]:
    """How much there is and how much of it the scan has too, and what differs, in words."""
    counted: Counter[str] = Counter()
    differences: list[str] = []
    for part in (_boundaries, _clauses, _facts, _phrases):
        differences += part(pair, counted)
    return counted, differences


def _boundaries(pair: Pair, counted: Counter[str]) -> Iterator[str]:
    """Where the scan's paragraphs end and the text's don't, and the other way round."""
    (text, ends), (read, read_ends) = (_ends(each) for each in (pair.text, pair.scan))
    steps = Levenshtein.opcodes(text, read)
    starts = [step.src_start for step in steps]
    expected = []
    for end in ends:
        step = steps[max(0, bisect_left(starts, end) - 1)]
        expected.append(min(step.dest_start + end - step.src_start, step.dest_end))
    counted["boundaries"] += len(ends)
    for name, some, others in (("torn", read_ends, expected), ("joined", expected, read_ends)):
        for end in some:
            if all(abs(end - other) > NEAR for other in others):
                counted[name] += 1
                yield f"{name}: {read[end - 12 : end]} | {read[end : end + 12]}"


def _ends(reading: Reading) -> tuple[str, list[int]]:
    """The running text, and where its paragraphs end."""
    text, ends = "", []
    for block in reading.parsed.blocks:
        if block.kind in BODY:
            text += _plain(block.shown)
            ends.append(len(text))
    return text, ends


def _clauses(pair: Pair, counted: Counter[str]) -> Iterator[str]:
    left = list(pair.scan.clauses)
    for clause in pair.text.clauses:
        counted["clauses"] += 1
        same = next((each for each in left if _is_same(clause, each)), None)
        if same is None:
            yield f"clause: {clause.number_label!r} {clause.text[:60]!r}"
            continue
        left.remove(same)
        counted["same clauses"] += 1
        expected, found = _types(pair.text, clause), _types(pair.scan, same)
        counted["types"] += len(expected | found)
        counted["same types"] += len(expected & found)
        if expected != found:
            yield f"types: {clause.text[:30]!r} {sorted(expected)} {sorted(found)}"
    counted["further clauses"] += len(left)
    yield from (f"further: {each.number_label!r} {each.text[:60]!r}" for each in left)


def _is_same(clause: Clause, other: Clause) -> bool:
    """Whether the number is the same and the words are, but for misread characters."""
    one, two = _plain(clause.text), _plain(other.text)
    most = max(1, int(MISREAD * len(one)))
    same_number = _plain(clause.number_label) == _plain(other.number_label)
    return same_number and Levenshtein.distance(one, two, score_cutoff=most) <= most


def _types(reading: Reading, clause: Clause) -> frozenset[str]:
    return frozenset(tag.clause_type for tag in reading.tags.get(clause.id, ()) if not tag.weak)


def _facts(pair: Pair, counted: Counter[str]) -> Iterator[str]:
    text, scan = (
        {each.field: each.value for each in side.facts} for side in (pair.text, pair.scan)
    )
    for field in sorted(text.keys() | scan.keys()):
        said, read = text.get(field, ""), scan.get(field, "")
        same = Levenshtein.distance(_plain(said), _plain(read)) <= (field in SPELLED)
        counted["facts"] += 1
        counted["same facts"] += same
        if not same:
            yield f"fact {field}: {said!r} {read!r}"


def _phrases(pair: Pair, counted: Counter[str]) -> Iterator[str]:
    for phrase in _over_line_ends(pair):
        found = any(phrase in _spaced(clause.text) for clause in pair.scan.clauses)
        counted["phrases"] += 1
        counted["found phrases"] += found
        if not found:
            yield f"phrase: {phrase!r}"


def _over_line_ends(pair: Pair) -> Iterator[str]:
    """Words that stand on two lines of the scan and side by side in the text's clauses."""
    texts = [_spaced(clause.text) for clause in pair.text.clauses]
    for lines in pair.recognised.values():
        for line, following in pairwise(lines):
            tail, head = TAIL.search(_spaced(line.text)), HEAD.match(_spaced(following.text))
            joined = (f"{tail[0]}{blank}{head[0]}" for blank in ("", " ")) if tail and head else ()
            yield from (each for each in joined if any(each in text for text in texts))


def _plain(text: str) -> str:
    """Letters and figures, folded."""
    return re.sub(r"[\W_]", "", fold(text))


def _spaced(text: str) -> str:
    """The text folded, as search takes it, with single blanks."""
    return " ".join(fold(text).split())
