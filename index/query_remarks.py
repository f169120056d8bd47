"""What is to be said of a query that can be read, but may not be read as it was meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from index.query_fields import FIELDS

_FIELD_LIKE = re.compile(r"(?<![^\s()（）-])(?P<name>[A-Za-z_]{2,20})[:：](?=[^\s()（）/／])")
_SHARE = re.compile(r"(?<![:：.\w=><])(?P<figure>\d[\d.]*)\s?(?P<sign>[%％‰])")
_SUM = re.compile(r"(?<![:：\w=><])(?P<sign>[¥￥$€£])\s?(?P<figure>\d[\d,.]*)")
_QUOTED = re.compile(r'"[^"“”]*"|“[^“”]*”|[“”"][^“”"]*[“”"]|「[^」]*」|『[^』]*』')
_NAMES = (*FIELDS, "document")
_CHINESE_NAMES = {
    "条款类型": "clause", "合同类型": "type", "当事人": "party", "标题": "title",
    "合同集": "collection", "签订日期": "date", "金额": "amount", "时长": "duration",
    "比例": "percent", "法律": "law", "编号": "number", "审查清单": "checklist",
}  # fmt: skip
_CHINESE_FIELD = re.compile(
    rf"(?<![^\s()（）-])(?P<name>{'|'.join(_CHINESE_NAMES)})[:：](?=[^\s()（）])"
)
_WORD = r"(?!(?:AND|OR|NOT)\b)[A-Za-z][\w'’-]*(?![^\s()])"
_NEAR = re.compile(
    rf"(?<![^\s(])(?P<left>{_WORD}(?:\s{_WORD})*)(?P<near>\s(?:NEAR|近)/\d+\s)(?P<right>{_WORD}(?:\s{_WORD})*)"
)


@dataclass(frozen=True, slots=True)
class QueryRemark:
    """Something to say in Chinese and in English, and a query to try instead ("" for none)."""

    zh: str
    en: str
    instead: str = ""


def query_remarks(typed: str) -> tuple[QueryRemark, ...]:
    """Names before a colon that are no fields, signs that are not searched for, and words beside
    NEAR that may be meant as a phrase.
    """
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), typed)
    return (
        *_unknown_fields(bare),
        *_chinese_fields(bare, typed),
        *_signs(typed),
        *_near_words(bare, typed),
    )


def _unknown_fields(typed: str) -> Iterator[QueryRemark]:
    for match in _FIELD_LIKE.finditer(typed):
        name = match["name"].lower()
        if name in _NAMES:
            continue
        close = get_close_matches(name, _NAMES, n=1, cutoff=0.6)
        fields = "、".join(f"{each}:" for each in _NAMES)
        instead = ""
        if close:
            instead = f"{typed[: match.start()]}{close[0]}:{typed[match.end() :]}"
        yield QueryRemark(
            f"没有“{match['name']}:”这个字段，已按文字查找。字段有 {fields}。",
            f'"{match["name"]}:" is not a field, so it was searched for as words. '
            f"The fields are {fields.replace('、', ' ')}.",
            instead,
        )


def _chinese_fields(bare: str, typed: str) -> Iterator[QueryRemark]:
    """Names of fields in Chinese: they stand before colons in contracts too, so they are text."""
    for match in _CHINESE_FIELD.finditer(bare):
        name = _CHINESE_NAMES[match["name"]]
        yield QueryRemark(
            f"“{match[0]}”已按文字查找。要按{match['name']}查找，请写 {name}:。",
            f'"{match[0]}" was searched for as words. To ask the field, write {name}:.',
            f"{typed[: match.start()]}{name}:{typed[match.end() :]}",
        )


def _near_words(bare: str, typed: str) -> Iterator[QueryRemark]:
    """English words in a row beside NEAR, which takes the one next to it alone."""
    for match in _NEAR.finditer(bare):
        sides = [match["left"], match["right"]]
        if any(" " in side for side in sides):
            left, right = (f'"{side}"' if " " in side else side for side in sides)
            instead = f"{left}{match['near']}{right}"
            yield QueryRemark(
                "NEAR 两边各只算紧挨着的一个词。要把几个词当作一个短语，请加引号。",
                "NEAR takes the one word next to it on either side. Put words that belong together "
                "in quotation marks.",
                typed[: match.start()] + instead + typed[match.end() :],
            )


def _signs(typed: str) -> Iterator[QueryRemark]:
    for match in _SHARE.finditer(typed):
        before, after = typed[: match.start()], typed[match.end() :]
        yield QueryRemark(
            f"“{match['sign']}”这类符号不参与文字查找：{match[0]} 会找到每一处 {match['figure']}。"
            "要查比例，请用 percent:。",
            f'Signs such as "{match["sign"]}" are not searched for: {match[0]} finds every '
            f"{match['figure']}. Use percent: for shares.",
            f"{before}percent:{match['figure']}{match['sign']}{after}",
        )
    for match in _SUM.finditer(typed):
        figure = match["figure"].rstrip(".,")
        yield QueryRemark(
            f"“{match['sign']}”这类符号不参与文字查找。要查金额，请用 amount:。",
            f'Signs such as "{match["sign"]}" are not searched for. Use amount: for sums of money.',
            f"{typed[: match.start()]}amount:{match['sign']}{figure}"
            f"{typed[match.start() + len(match[0].rstrip('.,')) :]}",
        )
