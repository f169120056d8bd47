"""Searches that work, with what they mean: on the start page, the help page and beside errors.

Each is given for people who read Chinese and for people who read English.
"""

from flask_babel import lazy_gettext as _

EXAMPLES = (
    (
        "违约金",
        "liquidated damages",
        _("Clauses with these words; simplified finds traditional and the reverse"),
    ),
    ("逾期 付款", "late payment", _("All the words in one clause")),
    ("“不可抗力”", "“force majeure”", _("The characters exactly in this order")),
    (
        "保密 NEAR/20 期限",
        "confidential NEAR/40 years",
        _("Both, at most so many characters apart, in either order"),
    ),
    ("仲裁 OR 诉讼", "arbitration OR court", _("Either of the two")),
    (
        "clause:违约责任 -违约金",
        "clause:termination -notice",
        _("Clauses of a type, without those that hold a word"),
    ),
    ("confid*", "confid*", _("English words that begin like this")),
)

FIELDS = (
    ("clause:付款", "clause:payment", _("the clause's type, by its Chinese or English name")),
    (
        "type:售后服务合同",
        "type:terms",
        _("the contract type, or contract, template, policy, terms"),
    ),
    ("party:公司", "party:Ltd", _("a party's name")),
    ("title:合同", "title:agreement", _("the document's title")),
    ("collection:售后", "collection:service", _("the collection")),
    (
        "date:2023..2024-06",
        "date:2023..2024-06",
        _("signed between; also 2024, >=2024-01-01, ..2022"),
    ),
)
