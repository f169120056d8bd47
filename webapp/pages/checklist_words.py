"""The words for a checklist's parts, and for the documents that a condition means."""

from collections.abc import Sequence

from flask_babel import gettext as _

from review.basis_doubts import BasisDoubt, Doubt
from review.conditions import Condition
from review.house_changes import ItemEdit
from review.text_edits import TextEdit, item_text_edits
from webapp.language import choose_language
from webapp.pages.labels import KINDS, TEXT_LANGUAGES, contract_type_name


def text_edits_of(edit: ItemEdit) -> Sequence[TextEdit]:
    """What reads otherwise in an edited item, before and after."""
    return item_text_edits(edit.was, edit.item, choose_language()) if edit.was else ()


def doubt_said(doubt: BasisDoubt) -> str:
    """What is doubtful about an article that an item rests on, and what to do."""
    cited = doubt.basis.cited(choose_language())
    if doubt.law is None:
        told: str = _(
            "%(cited)s: the law register has no law of this name. Correct it, or enter the law.",
            cited=cited,
        )
    elif doubt.doubt is Doubt.REPEALED:
        told = _(
            "%(cited)s: repealed on %(day)s, replaced by %(by)s.",
            cited=cited, day=doubt.law.repealed_on, by=doubt.law.replaced_by,
        )  # fmt: skip
    else:
        told = _(
            "%(cited)s: the law has %(count)s articles.", cited=cited, count=doubt.law.articles
        )
    return told


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
