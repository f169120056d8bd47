"""Characters of symbol fonts in Unicode: Word and PDF give them as codes from U+F000 to U+F0FF."""

from collections.abc import Mapping

WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xD8: "➢", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
SYMBOL = {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°"}
BY_FONT: Mapping[str, Mapping[int, str]] = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "symbol": SYMBOL,
}
ANY_FONT: Mapping[int, str] = {  # where the font is not known, the likeliest reading of a code
    0xF000 + code: character for code, character in ({0xB7: "•"} | WINGDINGS).items()
}


def symbol(font: str, code: int) -> str:
    """A symbol font's character; "□" where neither our table nor Unicode has it."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = BY_FONT.get(font.lower(), {}).get(low)
    if known:
        return known
    return chr(code) if 0x20 <= code < 0xD800 else "□"
