"""Names and values in WordprocessingML (ECMA-376 part 1)."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
OFF = {"0", "false", "off"}
CONTAINERS = {f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"}


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name (without its namespace), if there is an element at all."""
    return element.find(f"{W}{name}") if element is not None else None


def value(element: etree._Element | None, default: str = "") -> str:
    """The w:val of an element, or ``default`` where either is absent."""
    return element.get(VAL, default) if element is not None else default


def integer(element: etree._Element | None) -> int | None:
    """The w:val of an element as a number; None where it is absent or no number."""
    text = value(element)
    digits = text[1:] if text[:1] in ("-", "+") else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def switched_on(element: etree._Element | None) -> bool:
    """Whether an on/off property such as w:vanish is there and not switched off."""
    return element is not None and element.get(VAL, "1") not in OFF


def content(container: etree._Element) -> Iterator[etree._Element]:
    """The children of a container, those inside content controls and tracked changes included."""
    for element in container:
        if element.tag == f"{W}sdt":
            inner = child(element, "sdtContent")
            if inner is not None:
                yield from content(inner)
        elif element.tag in CONTAINERS:
            yield from content(element)
        else:
            yield element
