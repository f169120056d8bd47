"""Neighbours of a cue: words that give it another sense (``not_beside``, ``not_after`` …).

验收 is acceptance, 自验收合格之日起 a day from which something runs; 不视为违约 is no breach.
"""

import re
from functools import cache

from contracts.clause_types import BOOK, CLAUSE_TYPES
from contracts.cues import compile_cue


def stands_otherwise(clause_type: str, sentence: str, start: int, end: int) -> bool:
    """Whether a cue of the type at this place of a folded sentence means something else there.

    Words before and after it are looked for in its part of the sentence, up to the next comma.
    """
    beside = CLAUSE_TYPES[clause_type].not_beside
    if beside and any(word in sentence for word in beside):
        return True
    before, after = _patterns(clause_type)
    if before:
        part_start = sentence.rfind(",", 0, start) + 1
        if before.search(sentence, part_start, start):
            return True
    if after:
        part_end = sentence.find(",", end)
        return after.match(sentence, end, part_end if part_end >= 0 else len(sentence)) is not None
    return False


@cache
def _patterns(clause_type: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    definition = CLAUSE_TYPES[clause_type]
    before, after = (
        "|".join(compile_cue(word, BOOK.words).expression for word in words)
        for words in (definition.not_after, definition.not_before)
    )
    return (
        re.compile(f"(?:{before})$") if before else None,
        re.compile(after) if after else None,
    )
