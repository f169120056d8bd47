"""Addresses say what they were made of, whatever characters that holds."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st

from webapp.pages.addresses import address, toggled, with_arguments

NAMES = st.sampled_from(["q", "type", "year", "page"])
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.just("&=#?%+\"'<违>;\\")
PRESENT = st.lists(st.tuples(NAMES, VALUES), max_size=6)

APP = Flask(__name__)
APP.add_url_rule("/", "search.search", lambda: "")
APP.add_url_rule("/documents/<int:document_id>", "documents.show", lambda document_id: "")


@given(st.integers(0), VALUES, VALUES | st.none())
def test_an_address_is_the_one_that_flask_makes(
    number: int, query: str, clause: str | None
) -> None:
    with APP.test_request_context("/"):
        expected = url_for("documents.show", document_id=number, q=query, clause=clause)
        assert address("documents.show", document_id=number, q=query, clause=clause) == expected


@given(PRESENT, NAMES, VALUES)
def test_an_argument_is_replaced_or_taken_away(
    present: list[tuple[str, str]], name: str, value: str
) -> None:
    others = [argument for argument in present if argument[0] != name]
    with APP.test_request_context(f"/?{urlencode(present)}"):
        assert arguments(with_arguments(**{name: value})) == sorted([*others, (name, value)])
        assert arguments(with_arguments(**{name: None})) == sorted(others)


@given(PRESENT, VALUES)
def test_a_filter_that_is_toggled_is_there_or_not_and_the_list_begins_anew(
    present: list[tuple[str, str]], value: str
) -> None:
    kept = [each for each in present if each[0] != "page" and each != ("type", value)]
    wanted = kept if ("type", value) in present else [*kept, ("type", value)]
    with APP.test_request_context(f"/?{urlencode(present)}"):
        assert arguments(toggled("type", value)) == sorted(wanted)


def arguments(of: str) -> list[tuple[str, str]]:
    """The arguments of an address, as who is asked for it reads them."""
    return sorted(parse_qsl(urlsplit(of).query, keep_blank_values=True))
