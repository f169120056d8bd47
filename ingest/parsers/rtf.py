"""RTF: paragraphs, tables, notes, text boxes, headers and footers (Rich Text Format 1.9.1).

Read token by token, without recursion. Chinese text is written in three ways, often in one line:
``\\u`` with a fallback to skip, ``\\'hh`` in the file's code page, ``\\'hh`` in that of the font.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from contracts.document import Block, BlockKind, ParsedFile
from contracts.errors import DamagedFile, EmptyFile
from ingest.parsers.docx_styles import heading_level_by_name
from ingest.parsers.rtf_fonts import Fonts
from ingest.parsers.rtf_story import STORY_WORDS, Story
from ingest.parsers.rtf_tokens import from_hex, tokens
from ingest.parsers.rtf_words import CHARACTERS, DESTINATIONS, STORIES, Part
from ingest.parsers.tables import in_order

PARSER = "rtf 1"


def parse(data: bytes) -> ParsedFile:
    """Read an RTF file. Raises DamagedFile and EmptyFile."""
    reader = _Reader()
    reader.read(data)
    blocks = reader.headers + reader.body.finish() + reader.footers
    if not blocks:
        raise EmptyFile(
            "文件里没有文字。请确认上传的是正确的文件。",
            "There is no text in the file. Check that it is the right one.",
        )
    title = " ".join(block.text for block in reader.title.finish())
    return ParsedFile(in_order(blocks), PARSER, title=title)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between two braces and ends with the second."""

    story: Story
    part: Part = Part.TEXT
    font: int = -1
    style: int = 0  # that is being defined
    invisible: bool = False  # hidden, or deleted while changes were tracked
    fallback: int = 1  # characters that stand in for one written as \u


class _Reader:
    """Goes through the tokens once; what it reads gathers in stories."""

    def __init__(self) -> None:
        self.body = Story()
        self.title = Story()
        self.headers: list[Block] = []
        self.footers: list[Block] = []
        self._now = _Group(self.body)
        self._outer: list[_Group] = []
        self._bytes = bytearray()  # of characters that may be two bytes long
        self._to_skip = 0  # characters of a fallback still to come
        self._starred = False  # \*: skip the destination, unless it is known
        self._fonts = Fonts()
        self._style_levels: dict[int, int | None] = {}
        self._notes = 0

    def read(self, data: bytes) -> None:
        """Take the whole file in."""
        for token in tokens(data):
            if token["text"] is not None or token["hex"] is not None:
                self._take_bytes(token["text"] or from_hex(token["hex"]))
                continue
            self._flush()
            if token["brace"] is not None:
                self._to_skip = 0
                self._open() if token["brace"] == b"{" else self._close()
            elif token["word"] is not None:
                number = token["number"]
                self._word(token["word"].decode(), int(number) if number else None)
            elif token["symbol"] is not None:
                self._symbol(token["symbol"].decode("latin-1"))
        self._flush()
        if self._outer:
            raise DamagedFile(
                "RTF 文件不完整，末尾缺失。请用 Word 打开核对后另存为 .docx，或重新获取原件。",
                "The RTF file is cut short. Open it in Word, check it and save it as .docx, "
                "or get the original again.",
            )

    def _open(self) -> None:
        self._outer.append(self._now)

    def _close(self) -> None:
        if not self._outer:  # more ends than beginnings: what follows is no text
            self._now = replace(self._now, part=Part.SKIPPED)
            return
        ended, self._now = self._now.story, self._outer.pop()
        if ended is self._now.story or ended is self.title:
            return
        if ended.kind is None:
            self._now.story.label = ended.take_text()
            return
        blocks = ended.finish()
        if ended.kind is BlockKind.HEADER:
            self.headers += [block for block in blocks if block not in self.headers]
        elif ended.kind is BlockKind.FOOTER:
            self.footers += [block for block in blocks if block not in self.footers]
        else:
            self._now.story.waiting += blocks

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self._to_skip and word != "u":
            self._to_skip -= 1
            return
        if word in STORIES:
            self._begin(STORIES[word])
        elif word in ("listtext", "pntext"):
            self._now = replace(self._now, story=Story())
        elif word == "title":
            part = Part.ANSI if self._now.part is Part.ANSI else Part.TEXT
            self._now = replace(self._now, story=self.title, part=part)
        elif word in DESTINATIONS or starred:
            self._now = replace(self._now, part=DESTINATIONS.get(word, Part.SKIPPED))
        elif word == "u":
            self._unicode(number or 0)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word in READER_WORDS:
            READER_WORDS[word](self, number)
        elif self._now.part is Part.TEXT and word in STORY_WORDS:
            STORY_WORDS[word](self._now.story, number)

    def _begin(self, kind: BlockKind) -> None:
        label = ""
        if kind is BlockKind.FOOTNOTE:
            self._notes += 1
            label = f"[{self._notes}]"
        self._now = replace(self._now, story=Story(kind, label), part=Part.TEXT)

    def _symbol(self, character: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif character == "*":
            self._starred = True
        elif character in "\r\n":
            self._now.story.end_paragraph()
        else:
            self._add(CHARACTERS.get(character, ""))

    def _unicode(self, number: int) -> None:
        code = number % 0x10000
        is_symbol = 0xF000 <= code <= 0xF0FF
        self._add(self._fonts.symbol(self._now.font, code) if is_symbol else chr(code))
        self._to_skip = self._now.fallback

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if self._now.part in (Part.TEXT, Part.FONTS, Part.STYLES):
            self._bytes += data[skipped:]

    def _flush(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        if self._now.part is Part.FONTS:
            self._fonts.define(self._now.font, data)
        elif self._now.part is Part.STYLES:
            name = data.decode("latin-1").partition(";")[0].strip()
            self._style_levels.setdefault(self._now.style, heading_level_by_name(name))
        else:
            self._add(self._fonts.decode(self._now.font, data))

    def _add(self, text: str) -> None:
        if self._now.part is Part.TEXT and not self._now.invisible:
            self._now.story.add(text)

    def code_page(self, number: int | None) -> None:
        """The file's code page: that of fonts without a character set of their own."""
        self._fonts.set_code_page(number)

    def font(self, number: int | None) -> None:
        """The font of the text that follows, or the one that is being defined."""
        self._now = replace(self._now, font=number or 0)

    def fallback(self, number: int | None) -> None:
        """How many characters stand in for one written as \\u."""
        self._now = replace(self._now, fallback=number or 0)

    def hide(self, number: int | None) -> None:
        """Hide the text that follows, or show it again (0)."""
        self._now = replace(self._now, invisible=number != 0)

    def plain(self, number: int | None) -> None:
        """Forget what was set on the characters."""
        self._now = replace(self._now, invisible=False)

    def style(self, number: int | None) -> None:
        """The paragraph's style gives it its level; or it is that style that is being defined."""
        if self._now.part is Part.STYLES:
            self._now = replace(self._now, style=number or 0)
        elif self._now.part is Part.TEXT:
            self._now.story.set_level(self._style_levels.get(number or 0))

    def outline_level(self, number: int | None) -> None:
        """The level of the paragraph, or of the style that is being defined."""
        if self._now.part is Part.STYLES:
            self._style_levels[self._now.style] = number
        elif self._now.part is Part.TEXT:
            self._now.story.set_level(number)

    def character_set(self, number: int | None) -> None:
        """Of the font that is being defined."""
        self._fonts.character_sets[self._now.font] = number or 0


READER_WORDS: Mapping[str, Callable[[_Reader, int | None], None]] = {
    "ansicpg": _Reader.code_page,
    "f": _Reader.font,
    "uc": _Reader.fallback,
    "fcharset": _Reader.character_set,
    "v": _Reader.hide,
    "deleted": _Reader.hide,
    "plain": _Reader.plain,
    "s": _Reader.style,
    "outlinelevel": _Reader.outline_level,
}
