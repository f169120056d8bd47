"""Kinship: what is repeated under several clauses belongs with the clause it stands under.

"Other agreements found by the authority" may end the lists of two articles. Where one article's
line changed a little, the other's identical line is the better match; the articles tell them apart.
"""

from collections import defaultdict
from collections.abc import Sequence

from compare.chain import Bead
from compare.pieces import held
from compare.units import Unit

_HELD = 0.95  # of the shorter one's rows of words stand in the longer one
_ROUNDS = 4  # a unit set free may be what another one waits for


def with_their_parents(
    old: Sequence[Unit], new: Sequence[Unit], beads: Sequence[Bead]
) -> list[Bead]:
    """The beads. A pair whose parents are not a pair is broken up where a unit like the old one,
    still unpaired, stands under the clause that its parent became.
    """
    found = list(beads)
    children: dict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(new):
        if unit.parent is not None:
            children[unit.parent].append(place)
    for _ in range(_ROUNDS):
        became = {i: bead.new[0] for bead in found for i in bead.old}
        taken = {j for bead in found for j in bead.new}
        changed = False
        for number, bead in enumerate(found):
            if len(bead.old) != 1 or len(bead.new) != 1:
                continue
            unit = old[bead.old[0]]
            parent = None if unit.parent is None else became.get(unit.parent)
            if parent is None or new[bead.new[0]].parent == parent:
                continue
            alike = [
                j for j in children[parent] if j not in taken and _is_alike(unit.key, new[j].key)
            ]
            if alike:
                found[number] = Bead(bead.old, (alike[0],), bead.weight)
                taken.add(alike[0])
                taken.discard(bead.new[0])
                changed = True
        if not changed:
            break
    return found


def _is_alike(old: str, new: str) -> bool:
    shorter, longer = sorted((old, new), key=len)
    return len(shorter) > 1 and held(shorter, longer) >= _HELD
