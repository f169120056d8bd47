"""Numbers as contracts write them: figures, hanzi, English words, and blanks left to fill in."""

from decimal import Decimal

from contracts.amounts import chinese_amount

HANZI_DIGITS = "零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟半"
BLANK = r"_{1,}|【[^】\d]*】|\[[\s_•]*\]|\{\{[^}]*\}\}"
NUMBER = rf"\d+(?:,\d{{3}})*(?:\.\d+)?|[{HANZI_DIGITS}]+(?:点[{HANZI_DIGITS}]+)?|{BLANK}"
ENGLISH_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30, "forty": 40, "forty-five": 45, "forty-eight": 48, "fifty": 50, "sixty": 60,
    "seventy-two": 72, "seventy": 70, "eighty": 80, "ninety": 90, "twenty-four": 24,
    "twenty-one": 21, "twenty-five": 25, "hundred": 100, "one hundred": 100,
    "one hundred twenty": 120, "one hundred eighty": 180, "thirty-six": 36,
}  # fmt: skip
ENGLISH = "|".join(sorted(ENGLISH_NUMBERS, key=len, reverse=True))


def number(written: str) -> Decimal | None:
    """The value of a number as it is written (NUMBER, ENGLISH); None for a blank."""
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    if written in ENGLISH_NUMBERS:
        return Decimal(ENGLISH_NUMBERS[written])
    if written == "半":
        return Decimal("0.5")
    whole, point, part = written.partition("点")
    if point:
        digits = "".join(str(chinese_amount(digit) or 0) for digit in part)
        return (chinese_amount(whole) or Decimal(0)) + Decimal(f"0.{digits}")
    return chinese_amount(whole)
