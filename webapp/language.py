"""The language of a page: the person's setting, else the switch, else what the browser asks for."""

from flask import Flask, request, session
from flask_babel import Babel

from webapp.access import person

LANGUAGES = {"zh": "中文", "en": "English"}


def choose_language() -> str:
    """``zh`` or ``en``."""
    user = person()
    wanted = (user.language if user else "") or session.get("language", "")
    if wanted in LANGUAGES:
        return str(wanted)
    return request.accept_languages.best_match(list(LANGUAGES), default="zh") or "zh"


def in_language(zh: str, en: str) -> str:
    """The one of two texts that the page's language asks for."""
    return zh if choose_language() == "zh" else en


def install(app: Flask) -> None:
    """Choose the language of every request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, locale_selector=choose_language)
