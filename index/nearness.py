"""What tells apart, by where tokens stand, most clauses in which two texts don't stand near."""

from collections.abc import Iterator

from index.analysis import GAP, PhraseToken, phrases
from index.query import Near

Pair = tuple[PhraseToken, PhraseToken]


def first_tokens(near: Near) -> Iterator[Pair]:
    """The first tokens of the two texts, in either order.

    The first one's place is given by its text's end; the second token's position is where it stands
    if nothing lies between.
    """
    for left in phrases(near.left.text):
        for right in phrases(near.right.text):
            for one, other in ((left, right), (right, left)):
                end = one[-1].position + len(one[-1].text)
                yield one[0], PhraseToken(end, other[0].text, other[0].prefix)


def before_a_gap(near: Near) -> Iterator[Pair]:
    """The first token of each text, and the gap after a text's first spelling.

    Where they are near, tokens of two spellings may be taken to be near one another.
    """
    for text in (near.left.text, near.right.text):
        for row in phrases(text):
            yield row[0], PhraseToken(row[-1].position + len(row[-1].text), GAP)


def most_positions(near: Near) -> int:
    """How many positions may lie between two texts that stand near one another.

    Each character takes one position, or two where a word begins.
    """
    return 2 * near.distance + 1


def tokens_tell(near: Near) -> bool:
    """Whether texts whose first tokens have at most ``distance`` positions between do stand near.

    So it is where a text is one token, and the two cannot share characters.
    """
    lefts, rights = phrases(near.left.text), phrases(near.right.text)
    return all(len(row) == 1 for row in (*lefts, *rights)) and not any(
        _may_overlap(left[0].text, right[0].text) for left in lefts for right in rights
    )


def _may_overlap(one: str, other: str) -> bool:
    """Whether an end of one is a beginning of the other, or one is a part of the other."""
    return (
        one in other
        or other in one
        or any(
            first.endswith(second[:shared])
            for first, second in ((one, other), (other, one))
            for shared in range(1, len(second))
        )
    )
