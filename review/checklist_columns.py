"""The fields of a checklist, its items, figures and refused wording, in forms and in sheets."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from contracts.clause_types import CLAUSE_TYPES, find_clause_type
from contracts.contract_types import CONTRACT_TYPES
from review.checklist import Level
from review.form_fields import (
    Field,
    articles,
    articles_written,
    list_field,
    optional_field,
    parts,
)
from review.parameters import UNIT_WORDS, Measured, Unit
from review.unmet import KIND_WORDS, LANGUAGE_WORDS
from review.wording import Wording

_YES, _NO = Wording("是", "yes"), Wording("否", "no")


def _yes_no(text: str) -> bool | str:
    answers = {_YES.zh: True, _YES.en: True, _NO.zh: False, _NO.en: False}
    return answers.get(text.lower(), text)


def _choice(
    name: str, title: Wording, choices: Mapping[Any, Wording], *, required: bool = True
) -> Field:
    codes = {word: code for code, each in choices.items() for word in (each.zh, each.en)}
    return Field(
        name,
        title,
        read=lambda text: codes.get(text, text),
        write=lambda value, language: choices[value].text(language),
        choices=tuple(choices.items()),
        required=required,
    )


def _several(
    name: str, title: Wording, choices: Mapping[str, Wording], *, hint: Wording | None = None,
    find: Callable[[str], str | None] | None = None, required: bool = False,
) -> Field:  # fmt: skip
    """A field of several of the choices, told by their names; ``find`` knows other names too."""
    codes = {word: code for code, each in choices.items() for word in (each.zh, each.en)}
    found = find or codes.get
    return Field(
        name,
        title,
        hint,
        read=lambda text: [found(part) or part for part in parts(text)],
        write=lambda values, language: "\n".join(
            choices[each].text(language) if each in choices else each for each in values
        ),
        choices=tuple(choices.items()),
        lines=2,
        required=required,
        several=True,
    )


_TYPES = {each.id: Wording(each.name_zh, each.name_en) for each in CLAUSE_TYPES.values()}
_CONTRACTS = {each.name_zh: Wording(each.name_zh, each.name_en) for each in CONTRACT_TYPES.values()}
_KINDS = {kind.value: each for kind, each in KIND_WORDS.items()}
LEVELS = {
    Level.MANDATORY: Wording("必备", "mandatory"),
    Level.RECOMMENDED: Wording("建议", "recommended"),
}
_MEASURES: Mapping[Measured, Wording] = {
    "duration": Wording("期限", "duration"), "share": Wording("比例", "share"),
    "rate": Wording("每日费率", "rate"), "count": Wording("次数", "count"),
    "amount": Wording("金额", "amount"),
}  # fmt: skip
_OTHERWISE = {
    "unacceptable": Wording("不可接受", "unacceptable"), "weak": Wording("薄弱", "weak"),
}  # fmt: skip
_NAMED_LIKE = Wording("小写字母、数字、下划线", "Small letters, digits, _")
_SIGNS = Wording(
    "一行一个；… 表示中间可隔若干字，| 表示或者",
    "One a line; … stands for some characters between, | for or",
)
_SHORT_NAME = Wording("在表头中代替条款类型", "Stands in heads in place of the clause types")

CONDITION = (
    _several("applies_when.kinds", Wording("适用：文件种类", "For kinds"), _KINDS),
    _several("applies_when.contract_types", Wording("适用：合同类型", "For types"), _CONTRACTS),
    _several(
        "applies_when.except_contract_types", Wording("不适用：合同类型", "Not types"), _CONTRACTS
    ),
    _several("applies_when.languages", Wording("适用：语言", "For languages"), LANGUAGE_WORDS),
    Field(
        "applies_when.consumer_facing",
        Wording("适用：面向消费者", "For consumers"),
        read=_yes_no,
        write=lambda value, language: (_YES if value else _NO).text(language),
        choices=((_YES.en, _YES), (_NO.en, _NO)), required=False,
    ),
    list_field(
        "applies_when.party_roles", Wording("适用：当事人称谓", "For roles"),
        Wording("如 买方、出租人，一行一个", "Such as 买方 or Supplier, one a line"),
    ),
    optional_field(
        "applies_when.amount_from", Wording("适用：金额不少于（元）", "Amount from (CNY)")
    ),
    optional_field(
        "applies_when.amount_below", Wording("适用：金额低于（元）", "Amount below (CNY)")
    ),
    optional_field("applies_when.made_from", Wording("适用：签订日期不早于", "Made from"),
              Wording("如 2026-01-01", "Such as 2026-01-01")),
    optional_field("applies_when.made_before", Wording("适用：签订日期早于", "Made before"),
              Wording("如 2026-01-01", "Such as 2026-01-01")),
)  # fmt: skip
CHECKLIST = (
    Field("id", Wording("编号", "Id"), _NAMED_LIKE),
    Field("name_zh", Wording("名称（中文）", "Name (Chinese)")),
    Field("name_en", Wording("名称（英文）", "Name (English)")),
    *CONDITION,
)
ITEM = (
    Field("id", Wording("编号", "Id"), _NAMED_LIKE),
    Field("question.zh", Wording("问题（中文）", "Question (Chinese)"), lines=2),
    Field("question.en", Wording("问题（英文）", "Question (English)"), lines=2),
    _several(
        "clause_types", Wording("条款类型", "Clause types"), _TYPES, find=find_clause_type,
        hint=Wording("具备其中任何一种即可", "Any of them will do"), required=True,
    ),
    _choice("level", Wording("级别", "Level"), LEVELS),
    Field(
        "legal_basis", Wording("法律依据", "Legal basis"),
        Wording("一行一条，如 民法典 470", "One a line, such as 民法典 470"),
        read=articles, write=articles_written, lines=2, required=False, several=True,
    ),
    Field("guidance.zh", Wording("审查要点（中文）", "Guidance (Chinese)"), lines=4),
    Field("guidance.en", Wording("审查要点（英文）", "Guidance (English)"), lines=4),
    Field("fallback_wording.zh", Wording("建议文字（中文）", "Fallback (Chinese)"), lines=5),
    Field("fallback_wording.en", Wording("建议文字（英文）", "Fallback (English)"), lines=5),
    list_field("must_name", Wording("须写到的词", "Words it must name"), _SIGNS),
    optional_field("label.zh", Wording("简称（中文）", "Short name (Chinese)"), _SHORT_NAME),
    optional_field("label.en", Wording("简称（英文）", "Short name (English)"), _SHORT_NAME),
    *CONDITION,
)  # fmt: skip
PARAMETER = (
    Field("id", Wording("指标编号", "Figure's id"), _NAMED_LIKE),
    Field("name.zh", Wording("指标（中文）", "Figure (Chinese)")),
    Field("name.en", Wording("指标（英文）", "Figure (English)")),
    _choice("measure", Wording("量", "Measure"), _MEASURES),
    _choice(
        "unit", Wording("单位", "Unit"), {each: UNIT_WORDS[each] for each in get_args(Unit)}
    ),
    list_field("beside", Wording("附近应有的词", "Words beside it"), _SIGNS, required=True),
    list_field("not_beside", Wording("附近不应有的词", "Words not beside it"), _SIGNS),
    _several(
        "not_where", Wording("不看的条款", "Not in clauses on"), _TYPES, find=find_clause_type,
        hint=Wording("更像这一类的条款不看", "Clauses more surely of such a type are passed over"),
    ),
    list_field("not_of", Wording("前文不应有的词", "Words not before it"), _SIGNS),
    optional_field("at_least", Wording("下限", "At least")),
    optional_field("at_most", Wording("上限", "At most")),
    optional_field("why.zh", Wording("超限的后果（中文）", "Why (Chinese)"), lines=2),
    optional_field("why.en", Wording("超限的后果（英文）", "Why (English)"), lines=2),
    _choice("otherwise", Wording("超限即为", "Beyond it is"), _OTHERWISE, required=False),
)  # fmt: skip
REFUSED = (
    list_field("words", Wording("不可接受的文字", "Words not accepted"), _SIGNS, required=True),
    Field("why.zh", Wording("理由（中文）", "Why (Chinese)"), lines=2),
    Field("why.en", Wording("理由（英文）", "Why (English)"), lines=2),
)
