"""Word lists as expressions over a reading."""

import re
from collections.abc import Iterable

from contracts.text import fold


def any_of(words: Iterable[str]) -> str:
    """An expression for any of the words in a reading (contracts.text), the longest first."""
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
