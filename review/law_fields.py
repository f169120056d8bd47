"""The fields of an entry of the law register, as its form shows them, and the entry they make."""

from collections.abc import Mapping
from typing import Any

from contracts.errors import InvalidData
from contracts.laws import Law
from contracts.plain_values import WrongValues, checked, plain
from review.form_fields import (
    Field,
    Texts,
    articles,
    articles_written,
    list_field,
    optional_field,
    plain_of,
    said_at,
    texts_of,
)
from review.wording import Wording

_DAY = Wording("如 2026-01-01", "Such as 2026-01-01")


def _article(text: str) -> dict[str, Any] | str:
    found = articles(text)
    return found[0] if len(found) == 1 else text


def _article_written(law: Mapping[str, Any], language: str) -> str:
    return articles_written([law], language)


LAW = (
    Field(
        "name", Wording("名称", "Name in Chinese"),
        Wording("不含“中华人民共和国”", "Without 中华人民共和国"),
    ),
    Field("name_en", Wording("英文名称", "Name in English")),
    list_field(
        "short_names", Wording("其他写法", "Other names"), Wording("一行一个", "One a line"),
    ),
    list_field(
        "only_within", Wording("不算引用的词", "Not cited in"),
        Wording(
            "含有该名称而另有所指的词，一行一个，如 合同法务",
            "Longer words that mean something else, one a line, such as 合同法务",
        ),
    ),
    Field("in_force_from", Wording("施行日期", "In force from"), _DAY),
    optional_field(
        "articles", Wording("条数", "Articles"),
        Wording("引用超出的条号会被指出", "Higher numbers are reported"),
    ),
    optional_field(
        "renumbered_from", Wording("条号改变自", "Renumbered from"),
        Wording(
            "修订改变条号的施行日期；此前签订的合同不核对条号",
            "The day of a revision with other numbers; older contracts are not held to them",
        ),
    ),
    optional_field("repealed_on", Wording("废止日期", "Repealed on"), _DAY),
    optional_field("replaced_by", Wording("由什么取代", "Replaced by")),
    Field(
        "source", Wording("废止依据", "Repealed by"),
        Wording("如 民法典 1260", "Such as 民法典 1260"),
        read=_article, write=_article_written, required=False,
    ),
    list_field(
        "checked_in", Wording("日期核对自", "Dates verified in"),
        Wording("一行一个", "One a line"),
    ),
)  # fmt: skip


def texts_of_law(law: Law, language: str) -> dict[str, str]:
    """The entry as the texts of its fields."""
    return texts_of(LAW, plain(law), language)


def law_filled_in(texts: Texts) -> Law:
    """The entry that the texts say. Raises WrongValues."""
    return checked(plain_of(LAW, texts), Law)


def law_edited(known: Law | None, name: str, texts: Texts) -> Law:
    """The law with these fields changed ("" empties one); a new law where ``known`` is None.

    Raises InvalidData, which says in words what a form would show at the field.
    """
    kept = plain(known) if known else {"name": name}
    left = {part: value for part, value in kept.items() if part not in texts}
    try:
        return checked({**left, **plain_of(LAW, texts)}, Law)
    except WrongValues as wrong:
        zh = "；".join(said_at(LAW, each, "zh") for each in wrong.problems)
        en = "; ".join(said_at(LAW, each, "en") for each in wrong.problems)
        raise InvalidData(
            f"{name}：{zh}。请改正后重试。", f"{name}: {en}. Correct this and try again."
        ) from wrong
