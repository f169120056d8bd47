"""What tells most clauses apart in which two texts don't stand near one another."""

from collections.abc import Iterator

from index.analysis import PhraseToken, phrases
from index.query import Near


def first_tokens(near: Near) -> Iterator[tuple[PhraseToken, PhraseToken, int]]:
    """The first tokens of the two texts, in either order, and how many positions may lie between
    where the first one's place is given by its text's end: what tells most candidates apart.

    Each character between takes one position, or two where a word begins. The second token's
    position is where it stands if nothing lies between.
    """
    for left in phrases(near.left.text):
        for right in phrases(near.right.text):
            for one, other in ((left, right), (right, left)):
                end = one[-1].position + len(one[-1].text)
                second = PhraseToken(end, other[0].text, other[0].prefix)
                yield one[0], second, 2 * near.distance + 1
