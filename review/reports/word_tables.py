"""Parts that are tables in Word: counts, bars, facts, cards, matrices, lines to sign on."""

import re
from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from contracts.text import HANZI
from office.colours import ACCENT, GROUND, INK, LINE, SOFT, SOLID, Tone
from review.findings import Verdict
from review.reports import parts
from review.reports.parts import MARKS, TONE_OF_VERDICT, Fact
from review.reports.word_styles import LANDSCAPE_WIDTH, TEXT_WIDTH
from review.reports.word_xml import (
    border,
    cell,
    element,
    paragraph,
    row,
    run,
    table,
)

HEAD_GROUND = "E9EEF4"
BAR_COLUMNS = 60  # that a bar is cut into
HANZI_NAME = re.compile(f"[{HANZI}]")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def conclusion(text: str, tone: Tone) -> Iterator[BaseOxmlElement]:
    """The result in a box with a thick edge."""
    words = paragraph("ReportConclusion", run(text, colour=INK[tone]))
    box = cell(TEXT_WIDTH, words, ground=GROUND[tone], borders=_edge(tone, 48))
    yield table((TEXT_WIDTH,), row(box), borders=_lines(), margin=220)


def tally(part: parts.Tally) -> Iterator[BaseOxmlElement]:
    """Counts side by side, each on the background of its tone."""
    widths = _widths([1.0] * len(part.counts), TEXT_WIDTH)
    cells = [
        cell(
            width,
            paragraph("ReportNumber", run(str(count.number), colour=INK[count.tone])),
            paragraph("ReportSoft", run(count.label, colour=INK[count.tone])),
            ground=GROUND[count.tone],
            borders=_white("left", "right"),
        )
        for width, count in zip(widths, part.counts, strict=True)
    ]
    yield table(widths, row(*cells), borders=_lines(), margin=160)
    yield _gap()


def bars(part: parts.Bars) -> Iterator[BaseOxmlElement]:
    """A row for each bar, with a cell for each count, as wide as its share of the bar."""
    yield paragraph("Heading2", run(part.title))
    label, note = int(TEXT_WIDTH * 0.32), int(TEXT_WIDTH * 0.14)
    unit = (TEXT_WIDTH - label - note) // BAR_COLUMNS
    rows = [_bar(bar, part.whole, label, note, unit) for bar in part.bars]
    yield table((label, *[unit] * BAR_COLUMNS, note), *rows, borders=_lines(), margin=40, padding=0)
    shown = {count.label: count.tone for bar in part.bars for count in bar.counts}
    legend = [
        run(f"■ {name}    ", colour=SOLID[tone], half_points=17) for name, tone in shown.items()
    ]
    if len(legend) > 1:
        yield paragraph("ReportSoft", *legend)
    yield _gap()


def _bar(bar: parts.Bar, whole: int, label: int, note: int, unit: int) -> BaseOxmlElement:
    cells = [cell(label, paragraph("ReportCell", run(bar.label)), middle=True)]
    used = 0
    for count in bar.counts:
        wide = min(BAR_COLUMNS - used, max(1, round(count.number / max(1, whole) * BAR_COLUMNS)))
        if count.number and wide > 0:
            fits = wide > 2 * len(str(count.number))
            number = run(str(count.number) if fits else "", colour="FFFFFF", bold=True)
            words = paragraph("ReportCell", number, align="center")
            white = _white("top", "bottom")
            cells.append(
                cell(wide * unit, words, ground=SOLID[count.tone], span=wide, borders=white)
            )
            used += wide
    if used < BAR_COLUMNS:
        rest = BAR_COLUMNS - used
        cells.append(cell(rest * unit, paragraph("ReportCell"), span=rest))
    cells.append(cell(note, paragraph("ReportCell", run(bar.note, colour=SOFT)), middle=True))
    return row(*cells)


def table_of(part: parts.Table) -> Iterator[BaseOxmlElement]:
    """A table whose head is repeated on each page."""
    widths = _widths([column.share for column in part.columns], TEXT_WIDTH)
    titles = [paragraph("ReportHead", run(column.title)) for column in part.columns]
    head = row(*_cells(widths, titles, HEAD_GROUND), head=True)
    rows = [
        row(*_cells(widths, [paragraph("ReportCell", _coloured(each)) for each in cells]))
        for cells in part.rows
    ]
    yield table(widths, head, *rows, borders=_lines("top", "bottom", "insideH"))
    yield _gap()


def facts(held: Sequence[Fact]) -> Iterator[BaseOxmlElement]:
    """Facts as two columns, the labels soft."""
    widths = _widths([0.22, 0.78], TEXT_WIDTH)
    rows = [
        row(*_cells(widths, [
            paragraph("ReportCell", run(fact.label, colour=SOFT)),
            paragraph("ReportCell", run(fact.value)),
        ]))
        for fact in held
    ]  # fmt: skip
    yield table(widths, *rows, borders=_lines("top", "bottom", "insideH"))
    yield _gap()


def card(part: parts.Card) -> Iterator[BaseOxmlElement]:
    """A finding: a head on the background of its tone, and the evidence below it."""
    widths = _widths([0.6, 0.4], TEXT_WIDTH)
    words = run(part.badge, colour=INK[part.tone], half_points=20)
    badge = paragraph("ReportHead", words, align="right")
    title = paragraph("ReportCardTitle", run(part.title), keep_next=True)
    ground = GROUND[part.tone]
    head = row(
        cell(widths[0], title, ground=ground, borders=_edge(part.tone), middle=True),
        cell(widths[1], badge, ground=ground, middle=True),
    )
    asked = "　".join(filter(None, (part.question, part.basis)))
    content = [paragraph("ReportSoft", run(asked), keep_next=True)]
    for section in part.sections:
        content += _section(section)
    body = row(cell(TEXT_WIDTH, *content, span=2, borders=_edge(part.tone)), whole=False)
    yield table(widths, head, body, borders=_lines(), margin=160)
    yield _gap()


def _section(section: parts.Section) -> Iterator[BaseOxmlElement]:
    yield paragraph("ReportLabel", run(section.title), keep_next=True)
    for passage in section.passages:
        place = run(f"{passage.place}　" if passage.place else "", bold=True, colour=ACCENT)
        why = run(f"\n{passage.why}" if passage.why else "", colour=SOFT)
        yield paragraph("ReportPassage", place, run(passage.text), why)
    if section.text:
        yield paragraph("ReportWording" if section.wording else "ReportGuidance", run(section.text))


def matrix(part: parts.Matrix) -> Iterator[BaseOxmlElement]:
    """Documents against items in landscape; titles in hanzi read downwards, others upwards."""
    turned = "tbRlV" if HANZI_NAME.search("".join(part.columns)) else "btLr"
    yield paragraph("Heading1", run(part.title))
    yield paragraph("ReportSoft", run(part.note))
    share = 0.3 if len(part.columns) > 12 else 0.4
    widths = _widths(
        [share, *[(1 - share) / len(part.columns)] * len(part.columns)], LANDSCAPE_WIDTH
    )
    names = [
        cell(width, paragraph("ReportHead", run(name)), ground=HEAD_GROUND, turned=turned)
        for width, name in zip(widths[1:], part.columns, strict=True)
    ]
    corner = cell(widths[0], paragraph("ReportHead"), ground=HEAD_GROUND)
    head = row(corner, *names, head=True, height=2300)
    rows = [_matrix_row(title, verdicts, widths) for title, verdicts in part.rows]
    yield table(widths, head, *rows, borders=_lines(*_SIDES), margin=40)
    legend = "    ".join(f"{fact.label} {fact.value}" for fact in part.legend)
    yield paragraph("ReportSoft", run(legend))


def _matrix_row(title: str, verdicts: Sequence[Verdict], widths: Sequence[int]) -> BaseOxmlElement:
    marks = (
        cell(
            width,
            paragraph(
                "ReportCell", run(MARKS[each], colour=INK[TONE_OF_VERDICT[each]]), align="center"
            ),
            ground=GROUND[TONE_OF_VERDICT[each]] if each is not Verdict.NOT_APPLICABLE else "",
        )
        for width, each in zip(widths[1:], verdicts, strict=True)
    )
    return row(cell(widths[0], paragraph("ReportCell", run(title))), *marks)


def signatures(part: parts.Signatures) -> Iterator[BaseOxmlElement]:
    """A line for each person to sign on, and one for the date."""
    widths = _widths([0.16, 0.44, 0.1, 0.3], TEXT_WIDTH)
    rows = []
    for line in part.lines:
        blank = element("tcBorders", border("bottom", SOFT, 6))
        date = element("tcBorders", border("bottom", SOFT, 6))
        rows.append(row(
            cell(widths[0], paragraph("ReportCell", run(line)), middle=True),
            cell(widths[1], paragraph("ReportCell"), borders=blank),
            cell(widths[2], paragraph("ReportCell", run(part.date), align="center"), middle=True),
            cell(widths[3], paragraph("ReportCell"), borders=date),
            height=620,
        ))  # fmt: skip
    yield _gap()
    yield table(widths, *rows, borders=_lines())
    yield _gap()


def _cells(
    widths: Sequence[int], content: Sequence[BaseOxmlElement], ground: str = ""
) -> list[BaseOxmlElement]:
    return [cell(width, each, ground=ground) for width, each in zip(widths, content, strict=True)]


def _coloured(held: parts.Cell) -> BaseOxmlElement:
    plain = held.tone is Tone.PLAIN
    return run(held.text, bold=not plain, colour="" if plain else INK[held.tone])


def _widths(shares: Sequence[float], whole: int) -> tuple[int, ...]:
    total = sum(shares)
    return tuple(int(whole * share / total) for share in shares)


def _lines(*sides: str) -> BaseOxmlElement:
    """A table's borders: fine lines at these sides, none elsewhere."""
    drawn = [border(side, LINE if side in sides else "nil") for side in _SIDES]
    return element("tblBorders", *drawn)


def _edge(tone: Tone, eighths: int = 36) -> BaseOxmlElement:
    return element("tcBorders", border("left", SOLID[tone], eighths))


def _white(*sides: str) -> BaseOxmlElement:
    return element("tcBorders", *(border(side, "FFFFFF", 36) for side in sides))


def _gap() -> BaseOxmlElement:
    """A small distance between two tables, which Word would otherwise join."""
    spacing = element("spacing", before=0, after=60, line=120, lineRule="exact")
    return element("p", element("pPr", spacing))
