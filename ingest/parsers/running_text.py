"""Page feet left in plain text: the same line again and again, cutting sentences in two."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.parsers.joined_text import paragraph_text
from ingest.parsers.paragraphs import PAGE_NUMBER, SENTENCE_END

LEAST_TIMES = 3
LONGEST = 120  # characters
PAGE_WORD = re.compile("页|page", re.IGNORECASE)
DIGITS = re.compile(r"\d+")


def part_running_lines(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The body, with the sentences made whole, and the running lines, each once.

    A line runs along when it recurs, figures aside, and somewhere stands in the middle of a
    sentence, or says which page it is; a form's "Name:" recurs as well, but between sentences.
    """
    keys = [DIGITS.sub("#", text) for text in paragraphs]
    times = Counter(key for key in keys if len(key) <= LONGEST)
    recurring = {key for key, count in times.items() if count >= LEAST_TIMES}
    aside = [
        key in recurring or bool(PAGE_NUMBER.fullmatch(text))
        for key, text in zip(keys, paragraphs, strict=True)
    ]
    running = _within_sentences(paragraphs, keys, aside) & recurring
    running |= {
        key
        for key, text in zip(keys, paragraphs, strict=True)
        if key in recurring and PAGE_NUMBER.fullmatch(text) and PAGE_WORD.search(text)
    }
    body: list[str] = []
    feet: dict[str, str] = {}
    cut = False
    for text, key in zip(paragraphs, keys, strict=True):
        if key in running:
            feet.setdefault(key, text)
            cut = True
        elif cut and PAGE_NUMBER.fullmatch(text):
            feet.setdefault(key, text)
        elif cut and body and _goes_on(body[-1], text):
            body[-1] = paragraph_text([body[-1], text])
            cut = False
        else:
            body.append(text)
            cut = False
    return body, list(feet.values())


def _within_sentences(
    paragraphs: Sequence[str], keys: Sequence[str], aside: Sequence[bool]
) -> set[str]:
    """What stands, alone or with others set aside, between two parts of a sentence."""
    found: set[str] = set()
    before, between = "", []
    for text, key, is_aside in zip(paragraphs, keys, aside, strict=True):
        if is_aside:
            between.append(key)
            continue
        if between and before and _goes_on(before, text):
            found.update(between)
        before, between = text, []
    return found


def _goes_on(before: str, after: str) -> bool:
    return after[:1].islower() and not SENTENCE_END.search(before)
