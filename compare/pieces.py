"""Pieces: where one clause became several, or several became one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel

from compare.chain import Bead
from compare.likeness import Place, Scores
from compare.units import Unit

_HELD = 0.6  # of a piece's rows of words stand in the whole
_GAIN = 0.05  # the pieces together are so much more like the whole than the best of them
_ALIKE = 0.5  # the pieces together and the whole
_MOST_PIECES = 5
_REACH = 2  # places from the rest of its whole that a piece usually stands
_FAR_WORDS, _FAR_HELD = 14, 0.8  # of a piece that stands farther off: a heading is found anywhere
_NEW_TO_PARTNER = 0.5  # less than that of a piece stands in what the whole is paired with


@lru_cache(maxsize=4096)
def _rows(key: str) -> frozenset[str]:
    """The rows of two words of a unit."""
    return frozenset(map("".join, pairwise(key)))


def held(piece: str, whole: str) -> float:
    """How much of the piece is in the whole, by its rows of two words."""
    if len(piece) == 1:
        return float(piece in whole)
    rows = _rows(piece)
    return len(rows & _rows(whole)) / len(rows)


def split_beads(old: Sequence[Unit], new: Sequence[Unit], pairs: Sequence[Place]) -> Iterator[Bead]:
    """Beads of one old unit and the two or more new ones in a row that it was split into."""
    near: dict[int, list[int]] = defaultdict(list)
    for i, j in pairs:
        near[i].append(j)
    for i, news in near.items():
        whole = old[i].key
        pieces = [j for j in sorted(news) if _is_piece(new[j].key, whole)]
        for run in _runs(pieces):
            for start in range(len(run)):
                for end in range(start + 2, min(len(run), start + _MOST_PIECES) + 1):
                    yield from _bead(i, run[start:end], old, new)


def _is_piece(piece: str, whole: str) -> bool:
    return len(piece) < len(whole) and held(piece, whole) >= _HELD


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """The places that follow each other, cut where one is left out."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _bead(
    i: int, pieces: Sequence[int], old: Sequence[Unit], new: Sequence[Unit]
) -> Iterator[Bead]:
    whole = old[i].key
    together = Indel.normalized_similarity(whole, "".join(new[j].key for j in pieces))
    best = max(Indel.normalized_similarity(whole, new[j].key) for j in pieces)
    if together >= _ALIKE and together > best + _GAIN:
        yield Bead((i,), tuple(pieces), together)


def merge_beads(old: Sequence[Unit], new: Sequence[Unit], pairs: Sequence[Place]) -> Iterator[Bead]:
    """Beads of two or more old units in a row and the one new unit that they were merged into."""
    for bead in split_beads(new, old, [(j, i) for i, j in pairs]):
        yield Bead(bead.new, bead.old, bead.weight)


def attach_pieces(
    old: Sequence[Unit], new: Sequence[Unit], scores: Scores, beads: Sequence[Bead]
) -> list[Bead]:
    """The beads, with units that are in none added where they are a piece of the other side.

    What the piece says must be missing from what the whole is paired with so far.
    """
    attached = list(beads)
    _attach(new, old, [(j, i) for i, j in scores], attached, turned=True)
    _attach(old, new, list(scores), attached, turned=False)
    return attached


def _is_near(place: int, others: Sequence[int]) -> bool:
    return min(others) - _REACH <= place <= max(others) + _REACH


def _attach(
    pieces: Sequence[Unit],
    wholes: Sequence[Unit],
    pairs: Sequence[Place],
    beads: list[Bead],
    *,
    turned: bool,
) -> None:
    """Attach units of one side; ``turned`` says that it is the new side."""
    owner = {w: n for n, bead in enumerate(beads) for w in (bead.old if turned else bead.new)}
    linked = {p for bead in beads for p in (bead.new if turned else bead.old)}
    best: dict[int, tuple[float, int]] = {}
    for piece, whole in pairs:
        if (
            piece not in linked
            and whole in owner
            and _is_piece(pieces[piece].key, wholes[whole].key)
        ):
            found = held(pieces[piece].key, wholes[whole].key), whole
            best[piece] = max(best.get(piece, (0.0, -1)), found)
    for piece, (share, whole) in sorted(best.items()):
        bead = beads[owner[whole]]
        partners = bead.new if turned else bead.old
        is_sure = share >= _FAR_HELD and len(pieces[piece].key) >= _FAR_WORDS
        if not is_sure and not _is_near(piece, partners):
            continue
        if held(pieces[piece].key, "".join(pieces[p].key for p in partners)) < _NEW_TO_PARTNER:
            joined = tuple(sorted((*partners, piece)))
            old_new = (bead.old, joined) if turned else (joined, bead.new)
            beads[owner[whole]] = Bead(*old_new, bead.weight)
