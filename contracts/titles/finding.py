"""Finding a document's title, or what a letter is about."""

import re

from contracts.titles.chinese import chinese_title
from contracts.titles.english import english_title
from contracts.titles.found_title import FoundTitle

_SUBJECT = re.compile(
    r"^[ \t]*Dear [^\n]{1,60}\n\s*(?:(?:Re|RE|Subject)\s*:\s*)?"
    r"(?P<subject>[^\n]{4,100}(?<![.,;:\s]))[ \t]*\n",
    re.MULTILINE,
)


def find_title(text: str, begin: int, *, english: bool) -> FoundTitle | None:
    """The first line from ``begin`` on that reads as the title of a contract or policy, or None."""
    return english_title(text, begin) if english else chinese_title(text, begin)


def find_subject(text: str, begin: int) -> FoundTitle | None:
    """The line below an English letter's salutation that says what it is about, or None."""
    match = _SUBJECT.search(text, begin)
    return FoundTitle(match["subject"], *match.span("subject")) if match else None
