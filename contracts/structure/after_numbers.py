"""What stands behind a number tells whether it numbers a clause.

3.5%, 1.5万元, 第三条所述, 一、二级 and "Section 5 of this Agreement" number nothing.
"""

import re

from contracts.structure.numerals import CHINESE_NUMERALS, chinese_number

# What follows a number that is cited, not given: 第三条所述, 第三条第二款, 第三条、第四条; but
# 第1条 第1部分设备 has a heading of its own.
_CITED = re.compile(
    r" ?(?:所[述列指称约规]|[规约]定[的,。]|的|中[^ 国华止]|项下|之[约规]|以[上下内外]"
    r"|[至到或和与及~]第?[\d一二三四五六七八九十]|[款项](?![:： 目])"
    r"|[、,] ?(?:第|[\d一二三四五六七八九十]+[条款项])"
    r"| ?第[\d一二三四五六七八九十]+[条款项]|(?<! )第)"
)
# What follows a figure that measures; with the words that begin alike but are words: 年度, 个人.
_MEASURED = re.compile(
    r"[%‰°℃]|[万亿千百](?![一元]?[^ 元])|元(?![件器素])|万元|亿元|年(?![度终检费])"
    r"|个(?![人体别性])|月(?![度结])|日(?![常期志])|天(?![然])|倍|小时|分钟|米|吨|公[里斤尺]"
    r"|kg|km|cm|mm|gb|mb|m2|㎡"
)
# 一、二级; 三、四层: two numbers told in one breath.
_COUNTED = re.compile(rf"([{CHINESE_NUMERALS}])[级层楼次期等类项条款年月个线审者名种]")


def is_cited(folded: str, end: int) -> bool:
    """Whether the number that ends there is only cited: 第三条所述."""
    return _CITED.match(folded, end) is not None


def is_measured(folded: str, end: int) -> bool:
    """Whether the number that ends there measures something: 3.5%, 30天."""
    return _MEASURED.match(folded, end) is not None


def next_counted(folded: str, end: int) -> int | None:
    """The second of two numbers that count the same thing, where one stands there: 一、二级."""
    counted = _COUNTED.match(folded, end)
    return chinese_number(counted[1]) if counted else None


def goes_on_as_sentence(printed: str, end: int) -> bool:
    """Whether a sentence goes on there: Section 5 of this Agreement, Section 5(b)."""
    near, next_word = printed[end : end + 1], printed[end : end + 3].lstrip()
    return near in (",", ";", ")") or next_word.startswith("(") or next_word[:1].islower()
