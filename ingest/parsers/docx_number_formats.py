"""A list number as printed: 3 → "c", "iii", "三", "叁", "丙", "③" (ST_NumberFormat in ECMA-376).

The output is what LibreOffice shows for the same format; a format not known here counts in digits.
"""

from collections.abc import Callable, Mapping

LARGEST = 32_767  # above it every format is printed in digits, like the word processors do

CHINESE = ("零一二三四五六七八九", "十百千", "万")
CHINESE_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万")
CHINESE_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬")

HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
EARTHLY_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CIRCLED = "".join(
    chr(code)
    for first, last in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for code in range(first, last + 1)
)  # ① to ㊿

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

SMALL_CARDINALS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
IRREGULAR_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def format_number(number: int, number_format: str) -> str:
    """``number`` in one of the formats of w:numFmt; in digits where there is no such numeral."""
    if not 0 < number <= LARGEST:
        return str(number)
    formatter = FORMATTERS.get(number_format)
    return formatter(number) if formatter else str(number)


def _letters(number: int) -> str:
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _roman(number: int) -> str:
    printed = ""
    for value, numeral in ROMAN:
        count, number = divmod(number, value)
        printed += numeral * count
    return printed


def _chinese(number: int, numerals: tuple[str, str, str], bare_ten: bool) -> str:
    """一百零一, 一千零一十; with ``bare_ten`` 十一 rather than 一十一 below twenty."""
    digits, units, ten_thousand = numerals
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        printed = _chinese(high, numerals, bare_ten) + ten_thousand
        if low:
            printed += (digits[0] if low < 1000 else "") + _chinese(low, numerals, False)
        return printed
    printed, zero_pending = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            zero_pending = bool(printed)
            continue
        printed += digits[0] if zero_pending else ""
        printed += digits[digit] + (units[power - 1] if power else "")
        zero_pending = False
    one_ten = digits[1] + units[0]
    return printed[1:] if bare_ten and printed.startswith(one_ten) else printed


def _from_list(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[number - 1] if number <= len(symbols) else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _ordinal(number: int) -> str:
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _cardinal_words(number: int) -> str:
    if number < 20:
        return SMALL_CARDINALS[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return TENS[tens] + (f"-{SMALL_CARDINALS[rest]}" if rest else "")
    unit, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = divmod(number, unit)
    return f"{_cardinal_words(head)} {name}" + (f" {_cardinal_words(rest)}" if rest else "")


def _ordinal_words(number: int) -> str:
    words = _cardinal_words(number)
    last_at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[last_at:]
    if last in IRREGULAR_ORDINALS:
        last = IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return words[:last_at] + last


def _chinese_counting(number: int) -> str:
    return _chinese(number, CHINESE, bare_ten=True)


FORMATTERS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _chinese_counting,
    "japaneseCounting": _chinese_counting,
    "japaneseDigitalTenThousand": _chinese_counting,
    "ideographDigital": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": _chinese_counting,
    "chineseLegalSimplified": lambda number: _chinese(number, CHINESE_LEGAL_SIMPLIFIED, False),
    "ideographLegalTraditional": lambda number: _chinese(number, CHINESE_LEGAL_TRADITIONAL, False),
    "ideographTraditional": _from_list(HEAVENLY_STEMS),
    "ideographZodiac": _from_list(EARTHLY_BRANCHES),
    "decimalEnclosedCircle": _from_list(CIRCLED),
    "decimalEnclosedCircleChinese": _from_list(CIRCLED),
    "ideographEnclosedCircle": _from_list(CIRCLED),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "ordinal": _ordinal,
    "cardinalText": lambda number: _cardinal_words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_words(number).capitalize(),
    "none": lambda number: "",
}
