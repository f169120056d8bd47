"""The words of RTF (Rich Text Format 1.9.1): what stands for a character, what begins a part."""

from enum import Enum, auto

from contracts.document import BlockKind


class Part(Enum):
    """What stands in a group."""

    TEXT = auto()
    SKIPPED = auto()  # pictures, field instructions, whatever isn't known
    FONTS = auto()
    STYLES = auto()
    ANSI = auto()  # the poorer of two forms of a text


CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
STORIES = {
    "header": BlockKind.HEADER, "headerl": BlockKind.HEADER, "headerr": BlockKind.HEADER,
    "headerf": BlockKind.HEADER, "footer": BlockKind.FOOTER, "footerl": BlockKind.FOOTER,
    "footerr": BlockKind.FOOTER, "footerf": BlockKind.FOOTER, "footnote": BlockKind.FOOTNOTE,
    "shptxt": BlockKind.TEXT_BOX, "dptxbxtext": BlockKind.TEXT_BOX,
}  # fmt: skip
CODE_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
CHARACTER_SETS = {  # of a font; 0 and 1 say nothing
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
SYMBOL_SET = 2
SKIPPED = (
    "colortbl", "info", "pict", "fldinst", "datafield", "shprslt", "nonshppict", "nonesttables",
    "xe", "rxe", "tc", "tcn", "txe", "filetbl", "revtbl", "private",
)  # fmt: skip
DESTINATIONS = {
    **dict.fromkeys(SKIPPED, Part.SKIPPED),
    "fonttbl": Part.FONTS,
    "stylesheet": Part.STYLES,
    "upr": Part.ANSI,
    "ud": Part.TEXT,
}
