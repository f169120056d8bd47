"""Parts that show numbers in Word: counts side by side, and bars, both drawn as tables."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from office.colours import GROUND, INK, SOFT, SOLID
from review.reports import parts
from review.reports.word_styles import TEXT_WIDTH
from review.reports.word_xml import (
    border,
    cell,
    element,
    gap,
    lines,
    paragraph,
    row,
    run,
    shared,
    table,
)

BAR_COLUMNS = 60  # that a bar is cut into


def tally(part: parts.Tally) -> Iterator[BaseOxmlElement]:
    """Counts side by side, each on the background of its tone."""
    widths = shared([1.0] * len(part.counts), TEXT_WIDTH)
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
    yield table(widths, row(*cells), borders=lines(), margin=160)
    yield gap()


def bars(part: parts.Bars) -> Iterator[BaseOxmlElement]:
    """A row for each bar, with a cell for each count, as wide as its share of the bar."""
    yield paragraph("Heading2", run(part.title))
    label, note = int(TEXT_WIDTH * 0.32), int(TEXT_WIDTH * 0.14)
    unit = (TEXT_WIDTH - label - note) // BAR_COLUMNS
    rows = [_bar(bar, part.whole, label, note, unit) for bar in part.bars]
    yield table((label, *[unit] * BAR_COLUMNS, note), *rows, borders=lines(), margin=40, padding=0)
    shown = {count.label: count.tone for bar in part.bars for count in bar.counts}
    legend = [
        run(f"■ {name}    ", colour=SOLID[tone], half_points=17) for name, tone in shown.items()
    ]
    if len(legend) > 1:
        yield paragraph("ReportSoft", *legend)
    yield gap()


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


def _white(*sides: str) -> BaseOxmlElement:
    return element("tcBorders", *(border(side, "FFFFFF", 36) for side in sides))
