"""Wording: the same text in Chinese and in English, as in checklists and laws."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in Chinese and in English."""

    zh: Words
    en: Words

    def text(self, language: str) -> str:
        """The wording in the reader's language (``zh…`` or anything else for English)."""
        return self.zh if language.startswith("zh") else self.en
