"""What WordprocessingML prints: characters that elements stand for, alternatives, open fields.

The DOCX parser and those that write into Word files read paragraphs by the same rules, so that an
offset means the same place to both.
"""

from collections.abc import Iterable

from lxml import etree

from office.symbol_fonts import symbol
from office.word_elements import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


class OpenFields:
    """The fields that are open where a reader stands, such as a page number or a reference."""

    def __init__(self) -> None:
        self._in_instruction: list[bool] = []

    @property
    def in_instruction(self) -> bool:
        """Whether what stands here is an instruction to Word, which is not printed."""
        return any(self._in_instruction)

    def pass_mark(self, mark: etree._Element) -> None:
        """Go on past a w:fldChar, which begins a field, its result, or ends it."""
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._in_instruction.append(True)
        elif kind == "separate" and self._in_instruction:
            self._in_instruction[-1] = False
        elif kind == "end" and self._in_instruction:
            self._in_instruction.pop()


def alternative(element: etree._Element) -> Iterable[etree._Element]:
    """The content of a mc:AlternateContent that is printed: its choice, else its fallback."""
    choice = element.find(f"{MC}Choice")
    taken = choice if choice is not None else element.find(f"{MC}Fallback")
    return taken if taken is not None else ()


def symbol_of(element: etree._Element) -> str:
    """The character of a w:sym, which names a font and a code; "" where the code is no number."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol(element.get(f"{W}font", ""), code)
