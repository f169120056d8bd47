"""Searches that work, with what they mean: on the start page, the help page and beside errors."""

from flask_babel import lazy_gettext as _

EXAMPLES = (
    ("违约金", _("Clauses with these characters; simplified finds traditional and the reverse")),
    ("逾期 付款", _("Both words in one clause")),
    ("“不可抗力”", _("The characters exactly in this order")),
    ("保密 NEAR/20 期限", _("Both, at most 20 characters apart, in either order")),
    ("仲裁 OR 诉讼", _("Either of the two")),
    ("clause:违约责任 -违约金", _("Clauses on breach that name no liquidated damages")),
    ("confid*", _("English words that begin like this")),
)

FIELDS = (
    ("clause:付款", "clause:", _("the clause's type, by its Chinese or English name")),
    ("type:售后服务合同", "type:", _("the contract type, or contract, template, policy, terms")),
    ("party:公司", "party:", _("a party's name")),
    ("title:合同", "title:", _("the document's title")),
    ("collection:售后", "collection:", _("the collection")),
    ("date:2023..2024-06", "date:", _("signed between; also 2024, >=2024-01-01, ..2022")),
)
