"""When contracts end: the choices of the library's filter."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SOON = "90"
CHOICES: Mapping[str, LazyString] = {
    "30": _("within 30 days"),
    SOON: _("within 90 days"),
    "180": _("within 180 days"),
    "past": _("expired"),
}


def expires(choice: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of a choice; None for every other word."""
    if choice not in CHOICES:
        return None
    if choice == "past":
        return date.min, today - timedelta(days=1)
    return today, today + timedelta(days=int(choice))
