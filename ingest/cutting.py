"""Cutting what a parser read into clauses; ``reading`` finds out the rest.

An encoder needs nothing but the clauses, so a file that somebody waits for is cut first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from contracts.clause import Clause
from contracts.document import Block, Failure, ParsedFile
from contracts.errors import EmptyFile, NeedsOCR, UnreadableFile
from contracts.structure.segmentation import segment
from store.plain_text import UNSTORABLE


@dataclass(frozen=True, slots=True)
class CutFile:
    """A file in clauses; ``failure`` says what a person should still mend."""

    parsed: ParsedFile
    clauses: Sequence[Clause]
    failure: Failure | None


def cut(parsed: ParsedFile, version_id: int) -> CutFile:
    """The clauses of what a parser read; EmptyFile or NeedsOCR where it is nothing."""
    parsed = replace(parsed, blocks=tuple(map(_storable, parsed.blocks)))
    failure = look_over(parsed)
    return CutFile(parsed, segment(parsed.blocks, version_id), failure)


def look_over(parsed: ParsedFile) -> Failure | None:
    """What a person should mend though there is text; EmptyFile or NeedsOCR where there is none."""
    if not any(block.shown.strip() for block in parsed.blocks):
        raise _nothing_to_read(parsed)
    if parsed.pages_without_text:
        return _needs_ocr(parsed.pages_without_text).failure()
    return _needs_a_look(parsed.pages_in_doubt) if parsed.pages_in_doubt else None


def _storable(block: Block) -> Block:
    """The block without NUL and lone surrogates, which damaged files hold and no database takes.

    One character for one, so that offsets in it stay valid.
    """
    cells = [cell for row in block.table for cell in row]
    texts = [block.text, block.number_label, *(cell.text for cell in cells)]
    texts += [text for change in block.revisions for text in (change.text, change.author)]
    if not UNSTORABLE.search("".join(texts)):
        return block
    clean = partial(UNSTORABLE.sub, "\ufffd")
    return replace(
        block,
        text=clean(block.text),
        number_label=clean(block.number_label),
        table=tuple(
            tuple(replace(cell, text=clean(cell.text)) for cell in row) for row in block.table
        ),
        revisions=tuple(
            replace(change, text=clean(change.text), author=clean(change.author))
            for change in block.revisions
        ),
    )


def _nothing_to_read(parsed: ParsedFile) -> UnreadableFile:
    if parsed.pages_without_text:
        return _needs_ocr(parsed.pages_without_text)
    return EmptyFile(
        "文件中没有可读的文字。请确认上传的是正确的文件。",
        "There is no text in the file. Check that it is the right one.",
    )


def _needs_a_look(pages: tuple[int, ...]) -> Failure:
    numbers, more = list(map(str, pages[:10])), "…" if len(pages) > 10 else ""
    return Failure(
        code="needs_a_look",
        message_zh=f"第 {'、'.join(numbers)}{more} 页的文字由图像识别得到，把握不大。"
        "请在文件页上对照页面图像核对；有误的，以原件为准，或上传更清晰的扫描件作为新版本。",
        message_en=f"The text of page {', '.join(numbers)}{more} was recognised in a picture and is"
        " doubtful. Compare it with the page's picture on the document's page; where it is wrong,"
        " upload a clearer scan as a new version.",
        attention=True,
    )


def _needs_ocr(pages: tuple[int, ...]) -> NeedsOCR:
    numbers, more = list(map(str, pages[:10])), "…" if len(pages) > 10 else ""
    are = "Page {} is an image" if len(pages) == 1 else "Pages {} are images"
    return NeedsOCR(
        f"第 {'、'.join(numbers)}{more} 页是没有文字的扫描图像，无法检索。"
        "服务器装有文字识别（OCR）时会自动识别；没有安装的，请管理员安装，或识别后作为新版本上传。",
        f"{are.format(', '.join(numbers) + more)} without text and cannot be searched."
        " Where text recognition (OCR) is installed on the server they are read by and by; else"
        " have it installed, or upload a recognised file as a new version.",
    )
