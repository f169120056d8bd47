"""Searches that work, with what they mean: on the start page, the help page and beside errors.

Each is given for people who read Chinese and for people who read English.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

Example = tuple[str, str, LazyString]  # in Chinese, in English, what it means

EXAMPLES: tuple[Example, ...] = (
    (
        "违约金",
        "liquidated damages",
        _("Clauses with these words; simplified finds traditional and vice versa"),
    ),
    ("逾期 付款", "late payment", _("All the words in one clause")),
    ("“不可抗力”", "“force majeure”", _("These characters in exactly this order")),
    (
        "保密 NEAR/20 期限",
        "confidential NEAR/40 years",
        _("Both, within that many characters of each other, in either order"),
    ),
    ("仲裁 OR 诉讼", "arbitration OR court", _("Either of the two")),
    (
        "clause:违约责任 -违约金",
        "clause:termination -notice",
        _("Clauses of a type, without those that hold a word"),
    ),
    ("confid*", "confid*", _("English words that begin like this")),
    (
        "不可抗力~",
        "terminaton~",
        _("A word, allowing for recognition and typing errors"),
    ),
    (
        "保密 document:仲裁",
        "confidential document:arbitration",
        _("Clauses in contracts that contain the other word anywhere"),
    ),
    (
        "NOT document:不可抗力",
        "NOT document:“force majeure”",
        _("Contracts that do not contain it anywhere"),
    ),
)

A_COLLECTION: Example = (
    "collection:售后",
    "collection:service",
    _("the collection, by its name or a part of it"),
)
FIELDS: tuple[Example, ...] = (
    ("clause:付款", "clause:payment", _("the clause's type, by its Chinese or English name")),
    (
        "type:售后服务合同",
        "type:terms",
        _("the contract type, or contract, template, policy, terms"),
    ),
    ("party:公司", "party:Ltd", _("a party's name")),
    ("title:合同", "title:agreement", _("the document's title")),
    A_COLLECTION,
    (
        "date:2023..2024-06",
        "date:2023..2024-06",
        _("signed between; also 2024, >=2024-01-01, ..2022"),
    ),
    (
        "amount:>=1万",
        "amount:>=10000",
        _("an amount of money in the clause; also 5000..20000, USD1000"),
    ),
    (
        "duration:<=30日",
        "duration:“<=30 days”",
        _("a length of time in the clause; a month also counts as 30 days"),
    ),
    ("percent:>=5", "percent:>=5", _("a share or rate, as a percentage")),
    (
        "law:民法典",
        "law:“Civil Code”",
        _("a law that the clause cites; also with an article: law:民法典第585条"),
    ),
    ("number:第八条", "number:8.2", _("the clause’s number")),
    (
        "checklist:售后服务",
        "checklist:service",
        _("contracts that are reviewed by a checklist, by its name or a part of it"),
    ),
    (
        "missing:争议解决 checklist:售后服务",
        "missing:confidentiality",
        _("contracts whose review finds it missing; also weak:, unacceptable:, present:"),
    ),
)
