"""What tells apart, by where tokens stand, most clauses in which two texts don't stand near."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from index.analysis import SPELLINGS_APART, PhraseToken, joined_runs, phrases, spellings
from index.query import Near

Row = tuple[PhraseToken, ...]
Pair = tuple[PhraseToken, PhraseToken]


def telling_tokens(near: Near, frequency: Callable[[str], int] = lambda _: 0) -> Iterator[Pair]:
    """The rarest token of each of the two texts, in either order; of equally rare ones the first.

    The second token's position is where it stands if nothing lies between the texts.
    """
    for row, next_row in in_either_order(near):
        one, other = (
            min(tokens, key=lambda token: (token.prefix, frequency(token.text)))
            for tokens in (row, next_row)
        )
        yield one, replace(other, position=text_end(row) + other.position)


def in_either_order(near: Near) -> Iterator[tuple[Row, Row]]:
    """The tokens of the two texts, one after the other."""
    for left in phrases(near.left.text):
        for right in phrases(near.right.text):
            yield left, right
            yield right, left


def text_end(row: Row) -> int:
    """The position that follows the text of these tokens."""
    return row[-1].position + len(row[-1].text)


def most_positions(near: Near) -> int:
    """How many positions may lie between two texts that stand near one another.

    Each character takes one position, or two where a word begins.
    """
    return 2 * near.distance + 1


def single_tokens_tell(near: Near) -> bool:
    """Whether texts whose tokens have at most ``distance`` positions between do stand near.

    So it is where places tell, and each text is one token.
    """
    rows = (*phrases(near.left.text), *phrases(near.right.text))
    return all(len(row) == 1 for row in rows) and places_tell(near)


def places_tell(near: Near) -> bool:
    """Whether texts with at most ``distance`` positions between them do stand near.

    They may be of two spellings of a clause otherwise, or share characters.
    """
    return near.distance < SPELLINGS_APART and not _may_share_characters(near)


def _may_share_characters(near: Near) -> bool:
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
