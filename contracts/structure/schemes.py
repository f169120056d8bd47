"""The ways in which clauses are numbered."""

from enum import StrEnum


class Scheme(StrEnum):
    """The way a number is written, named by an example; in the usual order from outer to inner."""

    ATTACHMENT = "附件一"
    PART = "第一部分"
    CHAPTER = "第一章"
    SECTION = "第一节"
    ARTICLE = "第一条"
    NUMBERED_SECTION = "Section 1"
    PARAGRAPH = "第一款"
    ITEM = "第一项"
    CAPITAL_ROMAN = "I."
    HANZI = "一、"
    DECIMAL = "1.1"
    HANZI_BRACKETED = "（一）"
    ARABIC_BARE = "1 "
    ARABIC = "1."
    ARABIC_COMMA = "1、"
    CAPITAL = "A."
    ARABIC_BRACKETED = "(1)"
    ARABIC_HALF = "1)"
    CIRCLED = "①"
    LETTER = "a."
    LETTER_BRACKETED = "(a)"
    LETTER_HALF = "a)"
    ROMAN = "i."
    ROMAN_BRACKETED = "(i)"
    ROMAN_HALF = "i)"
    CAPITAL_BRACKETED = "(A)"
    CAPITAL_HALF = "A)"
    CAPITAL_ROMAN_BRACKETED = "(I)"
    CAPITAL_ROMAN_HALF = "I)"


Reading = tuple[Scheme, tuple[int, ...], int]
"""A label as one may read it: its scheme, its path, and where it ends."""

GROUPING = frozenset({Scheme.PART, Scheme.CHAPTER, Scheme.SECTION})
"""Schemes of what groups articles."""

NAMED = GROUPING | {
    Scheme.ATTACHMENT,
    Scheme.ARTICLE,
    Scheme.NUMBERED_SECTION,
    Scheme.PARAGRAPH,
    Scheme.ITEM,
}
"""Schemes that say by a word what they number: they need no neighbours to be believed."""

SMALL_LETTERS_AND_ROMANS = frozenset(
    scheme
    for scheme in Scheme
    if scheme is not Scheme.CAPITAL_ROMAN
    and scheme.name.startswith(("LETTER", "ROMAN", "CAPITAL_"))
)
"""Letters and numerals that count items of a list, never articles: (a), (i), (A)."""

TWINS = {
    Scheme.ARABIC: (Scheme.ARABIC_COMMA, Scheme.ARABIC_BARE),
    Scheme.ARABIC_COMMA: (Scheme.ARABIC, Scheme.ARABIC_BARE),
    Scheme.ARABIC_BARE: (Scheme.ARABIC, Scheme.ARABIC_COMMA),
    Scheme.ARABIC_HALF: (Scheme.ARABIC_BRACKETED,),
    Scheme.ARABIC_BRACKETED: (Scheme.ARABIC_HALF,),
}
"""Schemes that careless writers mix in one list: 1. 2、 3."""
