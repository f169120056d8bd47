"""The language of a page: the person's setting, else the switch, else what the browser asks for.

The pages' messages are English in the code; ``translations/zh`` holds them in Chinese. Its
``messages.po`` is read when a process first needs it (20 ms), so there is no compiled file that
could be older.
"""

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request, session
from flask_babel import Babel, Domain, get_locale

from webapp.access import person

LANGUAGES = {"zh": "中文", "en": "English"}
_ENGLISH = NullTranslations()
CHINESE = Path(__file__).parent / "translations" / "zh" / "LC_MESSAGES" / "messages.po"


def choose_language() -> str:
    """``zh`` or ``en``."""
    user = person()
    wanted = (user.language if user else "") or session.get("language", "")
    if wanted in LANGUAGES:
        return str(wanted)
    return request.accept_languages.best_match(list(LANGUAGES), default="zh") or "zh"


def in_language(zh: str, en: str) -> str:
    """The text in the page's language."""
    return zh if _is_chinese() else en


@cache
def chinese() -> Translations:
    """The messages of the pages in Chinese."""
    compiled = io.BytesIO()
    with CHINESE.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return Translations(compiled)


class Messages(Domain):  # type: ignore[misc] # flask_babel ships no types
    """The pages' messages in the language of the request."""

    def get_translations(self) -> NullTranslations:
        """The messages in the request's language; untranslated they are English."""
        return chinese() if _is_chinese() else _ENGLISH


def _is_chinese() -> bool:
    """Whether the page is in Chinese; cached for the request, which asks for every message."""
    if "is_chinese" not in g:
        g.is_chinese = str(get_locale()) == "zh"
    return bool(g.is_chinese)


def install(app: Flask) -> None:
    """Choose the language of every request."""
    babel = Babel(app, locale_selector=choose_language)
    babel.domain_instance = Messages()
