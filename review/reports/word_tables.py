"""Parts that are tables in Word: facts, cards, matrices, lines to sign on."""

import re
from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from contracts.text import HANZI
from office.colours import ACCENT, GROUND, INK, SOFT, SOLID, Tone
from review.findings import Verdict
from review.reports import parts
from review.reports.parts import MARKS, TONE_OF_VERDICT, Fact
from review.reports.word_styles import LANDSCAPE_WIDTH, TEXT_WIDTH
from review.reports.word_xml import (
    SIDES,
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

HEAD_GROUND = "E9EEF4"
HANZI_NAME = re.compile(f"[{HANZI}]")


def conclusion(text: str, tone: Tone) -> Iterator[BaseOxmlElement]:
    """The result in a box with a thick edge."""
    words = paragraph("ReportConclusion", run(text, colour=INK[tone]))
    box = cell(TEXT_WIDTH, words, ground=GROUND[tone], borders=_edge(tone, 48))
    yield table((TEXT_WIDTH,), row(box), borders=lines(), margin=220)


def table_of(part: parts.Table) -> Iterator[BaseOxmlElement]:
    """A table whose head is repeated on each page."""
    widths = shared([column.share for column in part.columns], TEXT_WIDTH)
    titles = [paragraph("ReportHead", run(column.title)) for column in part.columns]
    head = row(*_cells(widths, titles, HEAD_GROUND), head=True)
    rows = [
        row(*_cells(widths, [paragraph("ReportCell", _coloured(each)) for each in cells]))
        for cells in part.rows
    ]
    yield table(widths, head, *rows, borders=lines("top", "bottom", "insideH"))
    yield gap()


def facts(held: Sequence[Fact]) -> Iterator[BaseOxmlElement]:
    """Facts as two columns, the labels soft."""
    widths = shared([0.22, 0.78], TEXT_WIDTH)
    rows = [
        row(*_cells(widths, [
            paragraph("ReportCell", run(fact.label, colour=SOFT)),
            paragraph("ReportCell", run(fact.value)),
        ]))
        for fact in held
    ]  # fmt: skip
    yield table(widths, *rows, borders=lines("top", "bottom", "insideH"))
    yield gap()


def card(part: parts.Card) -> Iterator[BaseOxmlElement]:
    """A finding: a head on the background of its tone, and the evidence below it."""
    widths = shared([0.6, 0.4], TEXT_WIDTH)
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
    yield table(widths, head, body, borders=lines(), margin=160)
    yield gap()


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
    widths = shared(
        [share, *[(1 - share) / len(part.columns)] * len(part.columns)], LANDSCAPE_WIDTH
    )
    names = [
        cell(width, paragraph("ReportHead", run(name)), ground=HEAD_GROUND, turned=turned)
        for width, name in zip(widths[1:], part.columns, strict=True)
    ]
    corner = cell(widths[0], paragraph("ReportHead"), ground=HEAD_GROUND)
    head = row(corner, *names, head=True, height=2300)
    rows = [_matrix_row(title, verdicts, widths) for title, verdicts in part.rows]
    yield table(widths, head, *rows, borders=lines(*SIDES), margin=40)
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
    widths = shared([0.16, 0.44, 0.1, 0.3], TEXT_WIDTH)
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
    yield gap()
    yield table(widths, *rows, borders=lines())
    yield gap()


def _cells(
    widths: Sequence[int], content: Sequence[BaseOxmlElement], ground: str = ""
) -> list[BaseOxmlElement]:
    return [cell(width, each, ground=ground) for width, each in zip(widths, content, strict=True)]


def _coloured(held: parts.Cell) -> BaseOxmlElement:
    plain = held.tone is Tone.PLAIN
    return run(held.text, bold=not plain, colour="" if plain else INK[held.tone])


def _edge(tone: Tone, eighths: int = 36) -> BaseOxmlElement:
    return element("tcBorders", border("left", SOLID[tone], eighths))
