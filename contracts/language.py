"""Recognising a document's language by its characters."""

import re
from operator import ne

from contracts.text import HANZI, fold

_HANZI = re.compile(f"[{HANZI}]")
_LATIN = re.compile(r"[A-Za-z]")
_FIELD = re.compile(r"\{\{[^{}]*\}\}")  # a form's fields have English names in any language
_SAMPLE = 20_000  # characters that settle it


def language_of(text: str) -> str:
    """ "zh-Hans", "zh-Hant" or "en"; a text without letters is taken for "zh-Hans".

    A Chinese contract may hold much English (product names, tables): four letters weigh one hanzi.
    """
    sample = _FIELD.sub("", text[:_SAMPLE])
    hanzi = "".join(_HANZI.findall(sample))
    if len(_LATIN.findall(sample)) > 4 * len(hanzi):
        return "en"
    traditional = sum(map(ne, hanzi, fold(hanzi)))
    return "zh-Hant" if traditional * 8 > len(hanzi) else "zh-Hans"
