"""Redline: what changed between two texts, token by token, with the places in both as printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from compare.tokens import Token, TokenKind, printed_tokens, tokenise

_SLIGHT = 2  # characters left between two changes that are read as one
_SENTENCE_ENDS = frozenset("。;!?.,:、\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens taken out of the old text and those put in their place; one of them may be none."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    old_start: int  # where it stands in each text, as printed; half-open
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Half-open ranges of tokens that don't correspond."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def redline(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that turn ``old`` into ``new``, in order; none where only the way of writing
    differs: script, width, spaces, quotes.
    """
    return _edits(old, new, tokenise(old), tokenise(new))


def printed_redline(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that turn ``old`` into ``new`` to the letter, the way of writing included."""
    return _edits(old, new, printed_tokens(old), printed_tokens(new))


def _edits(old: str, new: str, olds: Sequence[Token], news: Sequence[Token]) -> tuple[Edit, ...]:
    changes = _slid(_changes(olds, news), olds, news)
    return tuple(_edit(change, olds, news, old, new) for change in _joined(changes, olds, news))


def _changes(olds: Sequence[Token], news: Sequence[Token]) -> list[_Change]:
    """The smallest set of tokens to delete and insert."""
    keys = {key: number for number, key in enumerate({token.key for token in (*olds, *news)})}
    changes: list[_Change] = []
    for step in Indel.opcodes(
        [keys[token.key] for token in olds], [keys[token.key] for token in news]
    ):
        if step.tag == "equal":
            continue
        change = _Change(step.src_start, step.src_end, step.dest_start, step.dest_end)
        last = changes[-1] if changes else None
        if last and (last.old_end, last.new_end) == (change.old_start, change.new_start):
            changes[-1] = _Change(last.old_start, change.old_end, last.new_start, change.new_end)
        else:
            changes.append(change)
    return changes


def _slid(
    changes: Sequence[_Change], olds: Sequence[Token], news: Sequence[Token]
) -> list[_Change]:
    """The changes, with mere insertions and deletions shifted to the end of a sentence.

    "A。B。" that became "A。C。B。" gained "C。" and not "。C".
    """
    slid: list[_Change] = []
    for number, change in enumerate(changes):
        before = slid[-1] if slid else _Change(0, 0, 0, 0)
        after = changes[number + 1] if number + 1 < len(changes) else None
        if change.old_start == change.old_end:
            lowest = before.new_end - change.new_start
            highest = (after.new_start if after else len(news)) - change.new_end
            shift = _best_shift(news, change.new_start, change.new_end, lowest, highest)
        elif change.new_start == change.new_end:
            lowest = before.old_end - change.old_start
            highest = (after.old_start if after else len(olds)) - change.old_end
            shift = _best_shift(olds, change.old_start, change.old_end, lowest, highest)
        else:
            shift = 0
        slid.append(
            _Change(
                change.old_start + shift,
                change.old_end + shift,
                change.new_start + shift,
                change.new_end + shift,
            )
        )
    return slid


def _best_shift(tokens: Sequence[Token], start: int, end: int, lowest: int, highest: int) -> int:
    """How far the range can be shifted, holding the same tokens, to end where a sentence ends."""
    shifts = [0]
    shift = 0
    while shift > lowest and tokens[start + shift - 1].key == tokens[end + shift - 1].key:
        shift -= 1
        shifts.append(shift)
    shift = 0
    while shift < highest and tokens[start + shift].key == tokens[end + shift].key:
        shift += 1
        shifts.append(shift)
    return max(shifts, key=lambda s: (tokens[end + s - 1].key in _SENTENCE_ENDS, -abs(s)))


def _joined(
    changes: Sequence[_Change], olds: Sequence[Token], news: Sequence[Token]
) -> Iterator[_Change]:
    """The changes, those with next to nothing between them joined to be readable.

    Numbers stay apart, so that each is seen on its own.
    """
    last: _Change | None = None
    for change in changes:
        if last and _reads_as_one(last, change, olds, news):
            last = _Change(last.old_start, change.old_end, last.new_start, change.new_end)
            continue
        if last:
            yield last
        last = change
    if last:
        yield last


def _reads_as_one(
    first: _Change, second: _Change, olds: Sequence[Token], news: Sequence[Token]
) -> bool:
    between = olds[first.old_end : second.old_start]
    if sum(len(token.key) for token in between) > _SLIGHT:
        return False
    return all(
        any(token.kind is TokenKind.WORD for token in tokens)
        for change in (first, second)
        for tokens in (
            (*olds[change.old_start : change.old_end], *news[change.new_start : change.new_end]),
        )
    )


def _edit(
    change: _Change, olds: Sequence[Token], news: Sequence[Token], old: str, new: str
) -> Edit:
    taken = tuple(olds[change.old_start : change.old_end])
    put = tuple(news[change.new_start : change.new_end])
    whole = bool(taken and put)
    return Edit(
        taken,
        put,
        *_printed(olds, change.old_start, change.old_end, len(old), to_next=not whole),
        *_printed(news, change.new_start, change.new_end, len(new), to_next=not whole),
    )


def _printed(
    tokens: Sequence[Token], start: int, end: int, length: int, *, to_next: bool
) -> tuple[int, int]:
    """Where the tokens are printed; ``to_next`` takes the space behind them along."""
    if not to_next:
        return tokens[start].start, tokens[end - 1].end
    if end < len(tokens):
        return tokens[start].start, tokens[end].start
    return (tokens[start - 1].end if start else 0), length
