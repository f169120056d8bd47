"""The receipt of an import as a file: a page or a workbook of the same words."""

from collections.abc import Sequence

from office.colours import Tone
from office.sheets import (
    Sheet,
    SheetColumn,
    add_facts,
    add_sheet,
    new_workbook,
    workbook_bytes,
)
from review.reports.parts import Cell, Column, Cover, Fact, Heading, Layout, Paragraph, Table
from review.reports.voice import Voice
from store.import_items import Outcome
from webapp.receipts.statement import (
    COLUMNS,
    FINGERPRINT,
    OUTCOMES,
    RECEIVED,
    Statement,
    columns,
)
from webapp.reports.page import write_page

FORMS = ("html", "xlsx")
TONES = {
    Outcome.INDEXED: Tone.GOOD,
    Outcome.ATTENTION: Tone.WARNING,
    Outcome.FAILED: Tone.GRAVE,
}


def write_receipt(stated: Statement, form: str) -> bytes:
    """The receipt as a page (html) or as a workbook (xlsx)."""
    if form == "xlsx":
        return _workbook(stated)
    if form == "html":
        return write_page(_layout(stated))
    raise ValueError(form)


def _layout(stated: Statement) -> Layout:
    say, facts = Voice(stated.language), dict(stated.facts)
    title = say("导入回执", "Receipt of an import")
    number = stated.facts[0][1]
    shares = [share for _, _, share in COLUMNS]
    titles = zip(columns(stated.language), shares, strict=True)
    tones = {say(*OUTCOMES[outcome]): tone for outcome, tone in TONES.items()}
    trouble = any(facts[say(*OUTCOMES[each])] != "0"
                  for each in (Outcome.ATTENTION, Outcome.FAILED))  # fmt: skip
    cover = Cover(
        title,
        say("条理 · 内部资料", "Tiaoli · internal"),
        f"{say('第', 'Import ')} {number} {say('次导入', '')}".strip(),
        facts[say("合同集", "collection")],
        Tone.WARNING if trouble else Tone.GOOD,
        _sum_in_words(facts, say),
        (
            *(Fact(*fact) for fact in stated.facts),
            Fact(say(*FINGERPRINT), stated.fingerprint),
        ),
    )
    return Layout(
        f"{title} {number}",
        stated.language,
        say(
            "核对本回执是否被改动：tiaoli receipt --verify 文件",
            "To find out whether this receipt was changed: tiaoli receipt --verify FILE",
        ),
        (
            cover,
            Heading(say("每个文件的下落", "What became of each file")),
            Paragraph(
                say(
                    "压缩包本身不计入收到的数目，其中的文件逐个计入。",
                    "Archives are not counted among those received; the files in them are.",
                ),
                soft=True,
            ),
            Table(
                tuple(Column(text, share) for text, share in titles),
                [tuple(_cells(row, tones)) for row in stated.rows],
            ),
        ),
    )


def _cells(row: Sequence[str], tones: dict[str, Tone]) -> list[Cell]:
    """The cells of a row; a hash takes two lines, which checking puts together again."""
    return [
        Cell(f"{text[:32]}\n{text[32:]}" if place == 3 and text else text,
             tones.get(text, Tone.PLAIN) if place == 4 else Tone.PLAIN)
        for place, text in enumerate(row)
    ]  # fmt: skip


def _sum_in_words(facts: dict[str, str], say: Voice) -> str:
    """Received = indexed + …, as one line."""
    parts = [
        f"{say(*OUTCOMES[outcome])} {facts[say(*OUTCOMES[outcome])]}"
        for outcome in OUTCOMES
        if outcome is not Outcome.UNPACKED
    ]
    received = say(*RECEIVED)
    return f"{received} {facts[received]} = {' + '.join(parts)}"


def _workbook(stated: Statement) -> bytes:
    say = Voice(stated.language)
    title = say("导入回执", "Receipt of an import")
    book = new_workbook(f"{title} {stated.facts[0][1]}")
    facts = [Fact(*fact) for fact in stated.facts]
    add_facts(book, title, [*facts, Fact(say(*FINGERPRINT), stated.fingerprint)])
    widths = (8, 70, 14, 68, 14, 12, 70)
    heads = tuple(map(SheetColumn, columns(stated.language), widths))
    tones = {say(*OUTCOMES[outcome]): tone for outcome, tone in TONES.items()}
    rows = ([int(text) if text.isdecimal() and place in (0, 2, 5) else text
             for place, text in enumerate(row)] for row in stated.rows)  # fmt: skip
    files = say("文件", "files")
    add_sheet(book, Sheet(files, heads, rows, tones, frozen=2))
    return workbook_bytes(book)
