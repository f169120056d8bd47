"""Which lengths of time in a sentence are limits that somebody has to keep."""

import re

from contracts.quantities.quantity import Quantity

# What follows a length of time that money is paid for: 支付半年服务费.
_PAID_FOR = re.compile(r"的?(?:(?![内之以后前起付交缴结])[\u3400-\u9fff]){0,4}?(?:费|租金|利息)")
# The hours that somebody is there: 7×24小时, 24小时热线, 24 hours a day.
_DAYS_BEFORE = re.compile(r"[×x*]\s?$")
_THERE_AFTER = re.compile(
    r"\s?[×x*]\s?\d|\s?(?:不间断|全天|值班|值守|待命|客服"
    r"|(?:服务|报修|咨询|客服|技术)?(?:热线|电话)(?!响应|回复|回电))|\s(?:a|per)\s(?:day|week)\b"
)
# 完成排查 in 24小时内完成排查; the 36小时内 of a list has nothing after it.
_OWN_WORDS = re.compile(r"\s?(?:之?[内后]|以内)?[\u3400-\u9fff]{3}")


def is_no_time_limit(sentence: str, length: Quantity) -> bool:
    """Whether a length of time is what is paid for, or the hours that somebody is there."""
    if _PAID_FOR.match(sentence, length.end):
        return True
    return length.unit == "hours" and bool(
        _DAYS_BEFORE.search(sentence[: length.start]) or _THERE_AFTER.match(sentence, length.end)
    )


def says_something_of_its_own(text: str, end: int) -> bool:
    """Whether words of its own follow a figure that ends here."""
    return bool(_OWN_WORDS.match(text, end))
