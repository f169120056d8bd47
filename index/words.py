"""The words of a clause as whole values: for whole words, for beginnings, for other spellings.

A word is a run of letters, with figures among them or without. Tokens tell the same by where they
stand, but an engine answers from values many times as fast.
"""

from collections.abc import Iterator, Sequence

from index.analysis import is_east_asian, runs, spellings

LONGEST_WORD = 40  # characters; longer ones are no words, and not looked for in another spelling
_LONGER = "<<<"  # stands before what a longer one begins with: more edits than a spelling is away


def words_of(rows: Sequence[str]) -> Iterator[str]:
    """The words of a text, given the joined runs of its spellings; each once."""
    for run in dict.fromkeys(" ".join(rows).split(" ")):
        if _is_word(run):
            yield run if len(run) <= LONGEST_WORD else _LONGER + run[:LONGEST_WORD]


def one_word(text: str) -> str | None:
    """The word that a text is, as it is indexed; None where it is something else."""
    spelled = spellings(text)
    found = [run.text for run in runs(spelled[0])]
    is_one = len(spelled) == len(found) == 1 and _is_word(found[0])
    return found[0] if is_one and len(found[0]) <= LONGEST_WORD else None


def values_from(word: str) -> tuple[str, ...]:
    """What the values of words begin with that begin like this one."""
    return word, _LONGER + word


def _is_word(run: str) -> bool:
    return bool(run) and not run.isdecimal() and not is_east_asian(run)
