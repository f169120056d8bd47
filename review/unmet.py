"""Why an item isn't asked of a document: the unmet parts of its condition, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal

from contracts.contract_types import CONTRACT_TYPES
from contracts.document import Document, DocumentKind
from review.conditions import Condition
from review.wording import Wording

KIND_WORDS: Mapping[DocumentKind, Wording] = {
    DocumentKind.CONTRACT: Wording("合同", "contract"),
    DocumentKind.TEMPLATE: Wording("范本", "template"),
    DocumentKind.POLICY: Wording("制度", "policy"),
    DocumentKind.TERMS: Wording("条款", "terms"),
    DocumentKind.LAW: Wording("法律法规", "statute"),
    DocumentKind.OTHER: Wording("其他文件", "other document"),
}
LANGUAGE_WORDS = {
    "zh-Hans": Wording("简体中文", "simplified Chinese"),
    "zh-Hant": Wording("繁体中文", "traditional Chinese"),
    "en": Wording("英文", "English"),
}


def unmet(condition: Condition, document: Document) -> tuple[Wording, ...]:
    """The reasons in words; () where the condition holds."""
    return tuple(_unmet(condition, document))


def _unmet(condition: Condition, document: Document) -> Iterator[Wording]:
    for field in fields(condition):
        part = getattr(condition, field.name)
        if not Condition(**{field.name: part}).holds(document):
            yield _SAID[field.name](condition, document)


def _kinds(condition: Condition, _document: Document) -> Wording:
    return _only([KIND_WORDS[kind] for kind in condition.kinds])


def _types(condition: Condition, _document: Document) -> Wording:
    return _only([_type_words(name) for name in condition.contract_types])


def _except_types(_condition: Condition, document: Document) -> Wording:
    name = _type_words(document.contract_type)
    return Wording(f"不对{name.zh}提出", f"not asked of this type: {name.en}")


def _languages(condition: Condition, _document: Document) -> Wording:
    return _only([LANGUAGE_WORDS.get(each, Wording(each, each)) for each in condition.languages])


def _consumers(condition: Condition, _document: Document) -> Wording:
    if condition.consumer_facing:
        return Wording(
            "没有一方是消费者；只对面向消费者的文件提出",
            "no party is a consumer; asked only where one is",
        )
    return Wording(
        "有一方是消费者；不对面向消费者的文件提出", "a party is a consumer; not asked then"
    )


def _roles(condition: Condition, _document: Document) -> Wording:
    return Wording(
        f"没有一方是{'、'.join(condition.party_roles)}",
        f"no party is called {', '.join(condition.party_roles)}",
    )


def _amount(condition: Condition, document: Document) -> Wording:
    worth = Decimal(document.amount.partition(" ")[2])
    if condition.amount_from is not None and worth < condition.amount_from:
        return Wording(
            f"合同金额 {worth:,} 元，低于 {condition.amount_from:,} 元",
            f"worth CNY {worth:,}, less than CNY {condition.amount_from:,}",
        )
    return Wording(
        f"合同金额 {worth:,} 元，不低于 {condition.amount_below:,} 元",
        f"worth CNY {worth:,}, not less than CNY {condition.amount_below:,}",
    )


def _day(condition: Condition, document: Document) -> Wording:
    made = document.agreement_date or document.effective_date
    if made and condition.made_from and made < condition.made_from:
        return Wording(
            f"订立于 {made}，早于 {condition.made_from}",
            f"made on {made}, before {condition.made_from}",
        )
    return Wording(
        f"订立于 {made}，不早于 {condition.made_before}",
        f"made on {made}, not before {condition.made_before}",
    )


def _only(names: list[Wording]) -> Wording:
    return Wording(
        f"只对{'、'.join(name.zh for name in names)}提出",
        f"asked only of: {', '.join(name.en for name in names)}",
    )


def _type_words(name: str) -> Wording:
    return Wording(name, CONTRACT_TYPES[name].name_en)


_SAID: Mapping[str, Callable[[Condition, Document], Wording]] = {
    "kinds": _kinds,
    "contract_types": _types,
    "except_contract_types": _except_types,
    "languages": _languages,
    "consumer_facing": _consumers,
    "party_roles": _roles,
    "amount_from": _amount,
    "amount_below": _amount,
    "made_from": _day,
    "made_before": _day,
}
