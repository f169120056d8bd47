"""Wording: the same text in Chinese and in English, as in checklists and laws."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from contracts.unfit import Unfit

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_IDENTIFIER = re.compile("[a-z][a-z0-9_]*")


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise Unfit(
            "应由小写字母、数字和下划线组成，以字母开头，如 trade_in",
            "must be small letters, digits and _, and begin with a letter, such as trade_in",
        )
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in Chinese and in English."""

    zh: Words
    en: Words

    def text(self, language: str) -> str:
        """The wording in the reader's language (``zh…`` or anything else for English)."""
        return self.zh if language.startswith("zh") else self.en
