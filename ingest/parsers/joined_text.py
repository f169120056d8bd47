"""The text of a paragraph that was printed on several lines, and of a list item."""

import re
from collections.abc import Callable, Sequence

HANZI = r"\u3400-\u9fff\uf900-\ufaff"
WIDE = rf"[{HANZI}\u3000-\u303f\uff00-\uffef“”‘’—…]"
JOINS_WITHOUT_SPACE = re.compile(rf"{WIDE}\n|\n{WIDE}")
BROKEN_NUMBER = re.compile(r"\d[,.]?\n[,.]?\d")  # Chinese typesetting breaks 2024 after any digit
CHINESE = re.compile(rf"[{HANZI}]")
PLAIN_BULLET = re.compile(r"[•●■▪◆➢‣◦·]\s*")  # says nothing; a □ or ✓ does, and a dash may
LINE_END_HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def paragraph_text(
    texts: Sequence[str], is_word: Callable[[str], bool] = lambda word: False
) -> str:
    """Lines as one text: a space between words, none beside Chinese nor inside its numbers.

    A hyphen at a line's end goes where ``is_word`` knows the joined word, and stays elsewhere.
    """
    joined = texts[0].strip()
    for text in texts[1:]:
        following = text.strip()
        if joined.endswith(LINE_END_HYPHEN):
            joined = _join_hyphenated(joined[:-1], following, is_word)
        elif joined.endswith("-") and following[:1].isalpha():
            joined += following
        else:
            joined += _space_between(joined, following) + following
    return joined.removesuffix(LINE_END_HYPHEN).strip()


def _space_between(before: str, after: str) -> str:
    seam = f"{before[-2:]}\n{after[:2]}"
    if BROKEN_NUMBER.search(seam) and CHINESE.search(before):
        return ""
    return "" if JOINS_WITHOUT_SPACE.search(f"{before[-1:]}\n{after[:1]}") else " "


def without_bullet(text: str) -> str:
    """The text of a list item; Word's bullets are no part of the text either."""
    return PLAIN_BULLET.sub("", text, count=1) if PLAIN_BULLET.match(text) else text


def words_of(texts: Sequence[str]) -> frozenset[str]:
    """The words of a file, to tell ``agree-ment`` from ``non-compete``; none if it has neither."""
    if not any(text.endswith(LINE_END_HYPHEN) for text in texts):
        return frozenset()
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


def _join_hyphenated(head: str, tail: str, is_word: Callable[[str], bool]) -> str:
    first = re.search(r"[A-Za-z]+$", head)
    second = re.match(r"[A-Za-z]+", tail)
    if first and second and is_word((first[0] + second[0]).lower()):
        return head + tail
    return f"{head}-{tail}"
