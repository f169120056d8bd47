"""A party as a contract introduces it."""

import re
from dataclasses import dataclass

BLANK = re.compile(
    r"_|\{\{|【\s*】|×|\*{2}|(?<![A-Za-z])[xX]{2,}|\[[·\s_•]*\]|某|\.{3}|…|/{2}|\(填|请填"
    r"|[【\[][^】\]]{0,8}(?:全称|名称|姓名)"
)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party's name and role as printed, and where the name stands.

    Those introduced together (卖方：周国强、孙丽娟) have the same offset ``introduced``.
    """

    name: str
    role: str
    start: int
    end: int
    introduced: int = -1
