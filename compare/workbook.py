"""The list of changes as a workbook: a row a change, the words taken out and put in coloured."""

from collections.abc import Iterator, Sequence

from compare.comparison import Comparison
from compare.names import FLAG_NAMES, KIND_NAMES, in_words
from compare.pairs import Flag, Pair
from compare.scan import Scan
from compare.scan_words import side_name
from contracts.clause import Clause
from office.sheet_values import Mark, Marked, Value
from office.sheets import Sheet, SheetColumn, add_sheet, new_workbook, workbook_bytes

Columns = Sequence[tuple[str, str, float]]  # Chinese, English, width in characters

_HINT = 24  # characters that name a clause without number and heading
_COLUMNS = (
    ("序号", "No.", 6), ("类别", "Kind", 11), ("实质", "Material", 9), ("另有", "Also", 18),
    ("旧条款", "Old clause", 20), ("新条款", "New clause", 20),
    ("旧文", "Old text", 58), ("新文", "New text", 58),
)  # fmt: skip
_SUMMARY_COLUMNS = (("项目", "Of what", 24), ("内容", "What", 60))
_PAGE_COLUMNS = (
    ("文件", "Document", 14), ("页", "Page", 8), ("可靠", "Reliable", 10),
    ("识别不清的行", "Lines read badly", 18), ("置信度 %", "Confidence %", 14),
)  # fmt: skip
_FIGURE_COLUMNS = (
    ("数字", "Number", 16), ("旧文件次数", "Times in the old", 18),
    ("新文件次数", "Times in the new", 18), ("变更中已显示", "Shown by a change", 18),
    ("条款", "Clauses", 70),
)  # fmt: skip
_REST_COLUMNS = (("文件", "Document", 12), ("文字", "Text", 100))


def changes_workbook(comparison: Comparison, names: tuple[str, str], language: str) -> bytes:
    """The changes between two documents of these names as XLSX, with a summary, what was not
    compared and, of a scan, its pages and the numbers that don't add up.
    """
    book = new_workbook(" → ".join(names))
    sheets: list[tuple[tuple[str, str], Columns, Iterator[Sequence[Value]]]] = [
        (("变更", "Changes"), _COLUMNS, _changes(comparison, language)),
        (("概况", "Summary"), _SUMMARY_COLUMNS, _summary(comparison, names, language)),
        (("未比对", "Not compared"), _REST_COLUMNS, _not_compared(comparison, language)),
    ]
    if comparison.scan:
        sheets += [
            (("识别页", "Recognised pages"), _PAGE_COLUMNS, _pages(comparison.scan, language)),
            (("数字", "Numbers"), _FIGURE_COLUMNS, _figures(comparison.scan, language)),
        ]
    for title, columns, rows in sheets:
        heads = tuple(SheetColumn(in_words((zh, en), language), width) for zh, en, width in columns)
        add_sheet(book, Sheet(in_words(title, language), heads, rows))
    return workbook_bytes(book)


def _changes(comparison: Comparison, language: str) -> Iterator[Sequence[Value]]:
    changed = [pair for pair in comparison.pairs if pair.is_change]
    for number, pair in enumerate(changed, 1):
        flags = [flag for flag in Flag if flag in pair.flags and flag is not Flag.MATERIAL]
        also = [in_words(FLAG_NAMES[flag], language) for flag in flags]
        if comparison.scan and comparison.scan.is_doubtful(pair):
            also.append(in_words(("所在页识别不清", "on a page that was read badly"), language))
        yield (
            number,
            in_words(KIND_NAMES[pair.kind], language),
            in_words(("是", "yes"), language) if Flag.MATERIAL in pair.flags else "",
            "\n".join(also),
            _named(pair.old),
            _named(pair.new),
            _old_words(pair),
            _new_words(pair),
        )


def _summary(
    comparison: Comparison, names: tuple[str, str], language: str
) -> Iterator[Sequence[Value]]:
    """What was compared, the changes by kind, which add up, and how many have which flag."""
    for side, name in zip(("old", "new"), names, strict=True):
        yield side_name(side, language), name
    counts = comparison.counts
    changes = sum(pair.is_change for pair in comparison.pairs)
    yield in_words(("变更", "Changes"), language), changes
    for kind, said in KIND_NAMES.items():
        yield in_words(said, language), counts[kind]
    for flag, said in FLAG_NAMES.items():
        if counts[flag]:
            yield (
                in_words(("其中：", "of these: "), language) + in_words(said, language),
                counts[flag],
            )


def _not_compared(comparison: Comparison, language: str) -> Iterator[Sequence[Value]]:
    for rest in comparison.not_compared:
        yield side_name(rest.side, language), rest.text


def _pages(scan: Scan, language: str) -> Iterator[Sequence[Value]]:
    for page in scan.pages:
        yield (
            side_name(page.side, language),
            page.number,
            _yes_or_no(page.reliable, language),
            page.badly_read,
            round(100 * page.confidence),
        )


def _figures(scan: Scan, language: str) -> Iterator[Sequence[Value]]:
    for figure in scan.figures:
        clauses = {clause.id: clause for clause in (*figure.old, *figure.new) if clause}
        yield (
            figure.text,
            len(figure.old),
            len(figure.new),
            _yes_or_no(figure.shown, language),
            _named(tuple(clauses.values())),
        )


def _yes_or_no(holds: bool, language: str) -> str:
    return in_words(("是", "yes") if holds else ("否", "no"), language)


def _named(clauses: Sequence[Clause]) -> str:
    """Number and heading of the clauses, or their first words."""
    return "\n".join(
        f"{clause.number_label} {clause.heading}".strip() or clause.text.split("\n")[0][:_HINT]
        for clause in clauses
    )


def _old_words(pair: Pair) -> Marked:
    places = [(words.edit.old_start, words.edit.old_end) for words in pair.edits]
    return _marked(pair.old_text, places if pair.new else [(0, len(pair.old_text))], Mark.TAKEN)


def _new_words(pair: Pair) -> Marked:
    places = [(words.edit.new_start, words.edit.new_end) for words in pair.edits]
    return _marked(pair.new_text, places if pair.old else [(0, len(pair.new_text))], Mark.PUT)


def _marked(text: str, places: Sequence[tuple[int, int]], mark: Mark) -> Marked:
    return Marked(text, tuple((start, end) for start, end in places if start < end), mark)
