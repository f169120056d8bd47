"""Text as XML can hold it."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return _NOT_IN_XML.sub("", text)
