"""Fields of a form as they are kept: names on one line, longer texts without Windows' line ends."""

from collections.abc import Mapping

from flask import request


def line_in_form(field: str, most: int | None = None) -> str:
    """A field on one line, blanks around and between its words reduced; at most ``most`` long."""
    return " ".join(request.form.get(field, "").split())[:most]


def text_in_form(field: str, most: int) -> str:
    """A field of several lines, without blanks around it; at most ``most`` characters."""
    return request.form.get(field, "").replace("\r\n", "\n").strip()[:most]


def typed() -> Mapping[str, str]:
    """All that was sent, by the names of the inputs; of ticked boxes a line each."""
    return {name: "\n".join(request.form.getlist(name)) for name in request.form}
