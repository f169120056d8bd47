"""The list of changes as a workbook: a row a change, the words taken out and put in coloured."""

from collections.abc import Iterator, Sequence

from compare.comparison import Comparison
from compare.names import FLAG_NAMES, KIND_NAMES, in_words
from compare.pairs import Flag, Pair
from contracts.clause import Clause
from office.sheet_values import Mark, Marked, Value
from office.sheets import Sheet, SheetColumn, add_sheet, new_workbook, workbook_bytes

_HINT = 24  # characters that name a clause without number and heading
_COLUMNS = (
    ("序号", "No.", 6), ("类别", "Kind", 11), ("实质", "Material", 9), ("另有", "Also", 18),
    ("旧条款", "Old clause", 20), ("新条款", "New clause", 20),
    ("旧文", "Old text", 58), ("新文", "New text", 58),
)  # fmt: skip
_COUNT_COLUMNS = (("类别", "Kind", 30), ("数量", "Count", 10))
_REST_COLUMNS = (("文件", "Document", 12), ("文字", "Text", 100))


def changes_workbook(comparison: Comparison, names: tuple[str, str], language: str) -> bytes:
    """The changes between two documents of these names as XLSX, with counts and what was not
    compared.
    """
    book = new_workbook(" → ".join(names))
    for title, columns, rows in (
        (("变更", "Changes"), _COLUMNS, _changes(comparison, language)),
        (("计数", "Counts"), _COUNT_COLUMNS, _counts(comparison, language)),
        (("未比对", "Not compared"), _REST_COLUMNS, _not_compared(comparison, language)),
    ):
        heads = tuple(SheetColumn(in_words((zh, en), language), width) for zh, en, width in columns)
        add_sheet(book, Sheet(in_words(title, language), heads, rows))
    return workbook_bytes(book)


def _changes(comparison: Comparison, language: str) -> Iterator[Sequence[Value]]:
    changed = [pair for pair in comparison.pairs if pair.is_change]
    for number, pair in enumerate(changed, 1):
        flags = [flag for flag in Flag if flag in pair.flags and flag is not Flag.MATERIAL]
        yield (
            number,
            in_words(KIND_NAMES[pair.kind], language),
            in_words(("是", "yes"), language) if Flag.MATERIAL in pair.flags else "",
            "\n".join(in_words(FLAG_NAMES[flag], language) for flag in flags),
            _named(pair.old),
            _named(pair.new),
            _old_words(pair),
            _new_words(pair),
        )


def _counts(comparison: Comparison, language: str) -> Iterator[Sequence[Value]]:
    names: dict[str, tuple[str, str]] = {code.value: said for code, said in KIND_NAMES.items()}
    names |= {code.value: said for code, said in FLAG_NAMES.items()}
    for code, count in comparison.counts.items():
        yield in_words(names[code], language), count


def _not_compared(comparison: Comparison, language: str) -> Iterator[Sequence[Value]]:
    for rest in comparison.not_compared:
        side = ("旧文件", "old") if rest.side == "old" else ("新文件", "new")
        yield in_words(side, language), rest.text


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
