"""Text that is safe to show: what would control a terminal or reverse a line is made visible."""

import re

# Control characters, and those that change the direction of writing.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text on one line, with control and direction characters made visible.

    Names and titles come from whoever sent the file.
    """
    return _STEERING.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
