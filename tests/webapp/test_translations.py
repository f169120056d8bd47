"""The pages speak Chinese whole: no sentence is left in English."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import webapp
from webapp.language import CHINESE, chinese

ROOT = Path(webapp.__file__).parent.parent


@cache
def used_messages() -> frozenset[str]:
    """Every message that the pages and their templates may print."""
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    return frozenset(
        first(message)
        for folder, pattern, method in (
            ("webapp", "**.py", "python"),
            ("templates/pages", "**.html", "jinja2"),
        )
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, [(pattern, method)], keywords=keywords
        )
    )


@cache
def catalog() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file)


def first(message: str | Sequence[str] | None) -> str:
    return message if isinstance(message, str) else (message or ("",))[0]


def test_every_message_is_translated() -> None:
    translated = {first(message.id) for message in catalog() if message.id and message.string}
    assert used_messages() - translated == set()


def test_no_translation_is_left_over() -> None:
    assert {first(message.id) for message in catalog() if message.id} - used_messages() == set()


def test_placeholders_survive_translation() -> None:
    for message in catalog():
        if message.id:
            assert message.check() == []


def test_the_pages_say_what_the_catalogue_holds() -> None:
    spoken = chinese()
    for message in catalog():
        if isinstance(message.id, str) and message.id:
            assert spoken.gettext(message.id) == message.string
        elif message.id:
            singular, plural = message.id
            assert (spoken.ngettext(singular, plural, 2),) == message.string
