"""What tells apart, by where tokens stand, most clauses in which two texts don't stand near."""

from collections.abc import Iterator

from index.analysis import GAP, PhraseToken, joined_runs, phrases, spellings
from index.query import Near

Row = tuple[PhraseToken, ...]
Pair = tuple[PhraseToken, PhraseToken]


def first_tokens(near: Near) -> Iterator[Pair]:
    """The first tokens of the two texts, in either order.

    The first one's place is given by its text's end; the second token's position is where it stands
    if nothing lies between.
    """
    for one, other in in_either_order(near):
        yield one[0], PhraseToken(text_end(one), other[0].text, other[0].prefix)


def in_either_order(near: Near) -> Iterator[tuple[Row, Row]]:
    """The tokens of the two texts, one after the other."""
    for left in phrases(near.left.text):
        for right in phrases(near.right.text):
            yield left, right
            yield right, left


def before_a_gap(near: Near) -> Iterator[Pair]:
    """The first token of each text, and the gap after a text's first spelling.

    Where they are near, tokens of two spellings may be taken to be near one another.
    """
    for text in (near.left.text, near.right.text):
        for row in phrases(text):
            yield row[0], PhraseToken(text_end(row), GAP)


def text_end(row: Row) -> int:
    """The position that follows the text of these tokens."""
    return row[-1].position + len(row[-1].text)


def most_positions(near: Near) -> int:
    """How many positions may lie between two texts that stand near one another.

    Each character takes one position, or two where a word begins.
    """
    return 2 * near.distance + 1


def single_tokens_tell(near: Near) -> bool:
    """Whether texts whose first tokens have at most ``distance`` positions between do stand near.

    So it is where each text is one token, and the two cannot share characters.
    """
    rows = (*phrases(near.left.text), *phrases(near.right.text))
    return all(len(row) == 1 for row in rows) and not may_share_characters(near)


def may_share_characters(near: Near) -> bool:
    """Whether the two texts may stand in a clause so that some characters are of both."""
    lefts, rights = (
        [joined_runs(spelling) for spelling in spellings(text)]
        for text in (near.left.text, near.right.text)
    )
    return any(_may_overlap(left, right) for left in lefts for right in rights)


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
