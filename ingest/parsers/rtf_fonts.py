"""The fonts of an RTF file: which characters the bytes stand for that are written in one."""

import codecs
from dataclasses import dataclass, field

from ingest.parsers.rtf_words import CHARACTER_SETS, CODE_PAGES, SYMBOL_SET
from office.symbol_fonts import symbol

USUAL = "cp1252"


@dataclass(slots=True)
class Fonts:
    """What the file says of its fonts, by their numbers."""

    code_page: str = USUAL  # of fonts without a character set of their own
    character_sets: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def set_code_page(self, number: int | None) -> None:
        """Take the file's code page from its number; one that nobody knows is the usual one."""
        self.code_page = CODE_PAGES.get(number or 0, f"cp{number}")
        try:
            codecs.lookup(self.code_page)
        except LookupError:
            self.code_page = USUAL

    def define(self, font: int, name: bytes) -> None:
        """Take in a piece of a font's name."""
        self.names[font] = self.names.get(font, "") + name.decode("latin-1")

    def decode(self, font: int, data: bytes) -> str:
        """The characters that bytes in a font stand for."""
        character_set = self.character_sets.get(font, 0)
        if character_set == SYMBOL_SET:
            return "".join(self.symbol(font, code) for code in data)
        return data.decode(CHARACTER_SETS.get(character_set, self.code_page), "replace")

    def symbol(self, font: int, code: int) -> str:
        """The character of a symbol font's code."""
        return symbol(self.names.get(font, "").partition(";")[0].strip(), code)
