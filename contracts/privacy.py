"""Whether a document is about personal information as a whole: a privacy policy.

Its parts (``privacy_…`` in ``clause_types.yaml``) are looked for nowhere else, for words such as
信息安全, 联系我们 or 保存期限 mean other things in a contract.
"""

import re
from collections.abc import Iterable

_WORDS = re.compile(
    r"[个個]人[信資资][息訊料]|[隐隱]私|cookie|privacy|personal (?:information|data)", re.IGNORECASE
)
_LETTERS_FOR_A_HANZI = 3  # what Chinese says in one character takes English about three
# Of 633 contracts, terms and policies read for this, the five privacy policies have 11 and more
# such words in a thousand characters, a user agreement with a chapter on privacy has 3.
_OF_A_THOUSAND = 6
_FEWEST = 5  # a clause or two about personal information make no policy


def is_privacy_policy(texts: Iterable[str]) -> bool:
    """Whether a document's clauses, given as texts, are about personal information throughout."""
    words = length = 0
    for text in texts:
        words += len(_WORDS.findall(text))
        letters = len(text.encode("ascii", "ignore"))
        length += len(text) - letters + letters // _LETTERS_FOR_A_HANZI
    return words >= _FEWEST and words * 1000 >= length * _OF_A_THOUSAND
