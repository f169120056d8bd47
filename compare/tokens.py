"""Tokens: what a change is shown in. Numbers, dates, amounts and references whole, words between.

They are read off the reading of a text (contracts.text), so that neither script nor width, spaces
nor quotes make a difference; each knows where it is printed.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from contracts.chinese_words import cut_hanzi
from contracts.structure.numerals import CHINESE_NUMERALS
from contracts.text import HANZI, TextReading, reading

_IS_HANZI = re.compile(f"[{HANZI}]")


class TokenKind(StrEnum):
    """What a token is; any change of one that is neither word nor punctuation is material."""

    DATE = "date"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DURATION = "duration"
    REFERENCE = "reference"
    NUMBER = "number"
    WORD = "word"
    PUNCTUATION = "punctuation"


class Token(NamedTuple):  # made by the hundred thousand: a dataclass takes three times as long
    """Characters that change together; equal ``key`` means no change. Offsets as printed."""

    kind: TokenKind
    key: str
    start: int
    end: int


_ZH = f"[{CHINESE_NUMERALS}万亿]"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_CURRENCY = r"(?:人民币|新台币|港币|rmb|cny|usd|hkd|twd|eur|gbp|us\$|hk\$|nt\$|[¥$€£])"
_MONEY = r"(?:元|圆|美元|港元|欧元|英镑|日元|美金|dollars|yuan|euros?)"
_SPAN = (
    r"(?:工作日|日历日|自然日|交易日|个日|日(?!期|常|志|元)|天(?!然|津|平)|周(?!边|知|转|密|全)|星期|个月|月(?!度|结|台)"
    r"|周年|年(?!度|报|终|检|费|会|龄|审)|小时|分钟|秒钟?|季度)"
)
_PERIOD = (
    r"(?:(?:consecutive|calendar|business|working|banking)[ -])?"
    r"(?:days?|weeks?|months?|quarters?|years?|hours?|minutes?)\b"
)
_COUNTING = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
COUNTING_WORDS = frozenset(_COUNTING.split("|"))
_WORDED = rf"\b(?:{_COUNTING})(?:[ -](?:{_COUNTING}))*"
_ITEM = r"(?: ?\([a-z0-9]{1,4}\))*"
_PATTERNS = {
    TokenKind.DATE: (
        r"(?:民国 ?)?\d{2,4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?",
        rf"(?:民国)?{_ZH}{{2,6}}年{_ZH}{{1,3}}月(?:{_ZH}{{1,3}}日)?",
        r"(?<![\d./-])\d{4}(?P<part>[-/.])\d{1,2}(?P=part)\d{1,2}(?![./-]?\d)",
        rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:day of )?{_MONTH},? \d{{4}}\b",
    ),
    TokenKind.PERCENTAGE: (
        rf"{_FIGURE} ?[%‰]",
        rf"[百千万{CHINESE_NUMERALS}]+分之(?:{_ZH}+(?:点{_ZH}+)?|{_FIGURE})",
        rf"(?:{_FIGURE}|{_WORDED}(?: \({_FIGURE}%?\))?) ?(?:per ?cent|percent)\b",
    ),
    TokenKind.AMOUNT: (
        rf"{_CURRENCY} ?{_FIGURE}(?: ?(?:万|亿|thousand|million|billion))?(?: ?{_MONEY}整?)?",
        rf"{_FIGURE} ?(?:(?:[万亿]|thousand|million|billion) ?)?{_MONEY}整?",
        rf"(?:人民币|新台币|港币)?{_ZH}{{1,20}}(?:元|圆)(?:{_ZH}角)?(?:{_ZH}分)?[整正]?",
    ),
    TokenKind.DURATION: (
        rf"\d+(?:\.\d+)? ?个?{_SPAN}",
        rf"[{CHINESE_NUMERALS}]{{1,6}}个?{_SPAN}",
        rf"(?:{_WORDED} \(\d+\)|\d+|{_WORDED})[ -]{_PERIOD}",
    ),
    TokenKind.REFERENCE: (
        rf"第 ?(?:\d+(?:\.\d+)*|{_ZH}{{1,6}}) ?[条款项章节](?:之{_ZH})?"
        rf"(?: ?第 ?(?:\d+|{_ZH}{{1,4}}) ?[款项目])*",
        rf"附[件录表] ?(?:\d+|{_ZH}{{1,3}})",
        rf"\b(?:sections?|clauses?|articles?|paragraphs?) (?:\d+(?:\.\d+)*{_ITEM}|[ivx]+\b)",
        rf"\b(?:exhibits?|schedules?|annex|appendix) (?:\d+(?:\.\d+)*|[ivx]+|[a-z])\b{_ITEM}",
    ),
    TokenKind.NUMBER: (
        r"(?<![a-z0-9])(?=[a-z./-]*\d)[a-z0-9]+(?:,(?=\d{3})\d+|[-/.][a-z0-9]+)*",
        rf"[{CHINESE_NUMERALS}]{{2,}}",
        rf"[{CHINESE_NUMERALS}]+(?=[次名台套份倍人位件])",
        _WORDED + r"\b",
    ),
}
_NUMERIC = re.compile(
    "|".join(f"(?P<{kind.name}>{'|'.join(patterns)})" for kind, patterns in _PATTERNS.items())
)
_PIECE = re.compile(rf"(?P<hanzi>[{HANZI}]+)|(?P<word>[^\W\d_{HANZI}]+(?:'[^\W\d_{HANZI}]+)?)|\S")
_SAME = str.maketrans(
    dict.fromkeys("“”„「」『』", '"')
    | dict.fromkeys("‘’‚′`", "'")
    | dict.fromkeys("‐‑‒–—―－─", "-")
    | dict.fromkeys("•▪●", "·")
    | {"\n": " "}
)
"""Ways of drawing the same sign; a line may end inside a date or period."""
_LINE_END = re.compile(  # inside a word or figure, for all one can tell; never between two numerals
    rf"(?:(?<=[{HANZI}])\n(?=[{HANZI}\d])|(?<=\d)\n(?=[{HANZI}]))"
    rf"(?:(?<![{CHINESE_NUMERALS}]\n)|(?![{CHINESE_NUMERALS}]))"
)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text as printed; spaces and line ends belong to none."""
    read = _unbroken(reading(text))
    plain = read.text.translate(_SAME)
    tokens: list[Token] = []
    position = 0
    for match in _NUMERIC.finditer(plain):
        tokens += _words(plain, position, match.start())
        kind = TokenKind[match.lastgroup or ""]
        tokens.append(Token(kind, re.sub(r"\s+", "", match[0]), *match.span()))
        position = match.end()
    tokens += _words(plain, position, len(plain))
    return [_as_printed(token, text, read) for token in tokens]


def printed_tokens(text: str) -> list[Token]:
    """The tokens of a text letter by letter, the spaces between them too: where two texts have the
    same, they are written the same.
    """
    tokens: list[Token] = []
    position = 0
    for token in (*tokenise(text), None):
        start = token.start if token else len(text)
        if position < start:
            gap = text[position:start]
            tokens.append(Token(TokenKind.PUNCTUATION, gap, position, start))
        if token:
            printed = text[token.start : token.end]
            tokens.append(Token(token.kind, printed, token.start, token.end))
            position = token.end
    return tokens


def _unbroken(read: TextReading) -> TextReading:
    """The reading without line ends beside hanzi: where a scan's lines break is no difference."""
    breaks = [match.start() for match in _LINE_END.finditer(read.text)]
    if not breaks:
        return read
    pieces: list[str] = []
    positions: list[int] = []
    start = 0
    for end in (*breaks, len(read.text)):
        pieces.append(read.text[start:end])
        positions += read.positions[start:end]
        start = end + 1
    return TextReading("".join(pieces), positions)


def _words(plain: str, start: int, end: int) -> Iterator[Token]:
    for match in _PIECE.finditer(plain, start, end):
        if match["hanzi"]:
            place = match.start()
            for word in cut_hanzi(match[0]):
                yield Token(TokenKind.WORD, word, place, place + len(word))
                place += len(word)
        else:
            kind = TokenKind.WORD if match["word"] else TokenKind.PUNCTUATION
            yield Token(kind, match[0], *match.span())


def _as_printed(token: Token, text: str, read: TextReading) -> Token:
    """The token with its printed offsets; a Latin word with its capitals."""
    key = token.key
    is_latin = token.kind is TokenKind.WORD and not _IS_HANZI.match(key)
    if not is_latin and isinstance(read.positions, range):  # nothing was left out
        return token
    start, end = read.span(token.start, token.end)
    if is_latin:
        key = unicodedata.normalize("NFKC", text[start:end]).translate(_SAME)
    return Token(token.kind, key, start, end)
