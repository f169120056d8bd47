"""The words for a checklist's parts, and for the documents that a condition means."""

from flask_babel import gettext as _

from review.checklist_columns import ITEM
from review.checklist_sheets import FIGURES, REFUSALS
from review.conditions import Condition
from review.wording import Wording
from webapp.language import choose_language
from webapp.pages.labels import KINDS, TEXT_LANGUAGES, contract_type_name

_PARTS = {field.name: field.title for field in ITEM} | {
    "label": Wording("简称", "Short name"),
    "question": Wording("问题", "Question"),
    "guidance": Wording("审查要点", "Guidance"),
    "fallback_wording": Wording("建议文字", "Fallback wording"),
    "applies_when": Wording("适用条件", "When it applies"),
    "parameters": FIGURES,
    "unacceptable": REFUSALS,
}


def part_title(part: str) -> str:
    """What a part of an item is called."""
    return _PARTS[part].text(choose_language())


def made_for(condition: Condition) -> str:
    """Which documents a condition means, in words."""
    limits = (
        (condition.amount_from, _("from CNY %(limit)s", limit=condition.amount_from)),
        (condition.amount_below, _("below CNY %(limit)s", limit=condition.amount_below)),
        (condition.made_from, _("made from %(limit)s", limit=condition.made_from)),
        (condition.made_before, _("made before %(limit)s", limit=condition.made_before)),
    )
    words = [
        *(str(KINDS[kind]) for kind in condition.kinds),
        *map(contract_type_name, condition.contract_types),
        *(_("not %(name)s", name=contract_type_name(n)) for n in condition.except_contract_types),
        *(str(TEXT_LANGUAGES.get(each, each)) for each in condition.languages),
        *condition.party_roles,
        *(said for limit, said in limits if limit is not None),
    ]
    if condition.consumer_facing is not None:
        words.append(_("with consumers") if condition.consumer_facing else _("not with consumers"))
    return " · ".join(words) or _("every document")
