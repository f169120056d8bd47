"""What misread characters do to a comparison: false changes, and real changes under them.

Run it with ``python benchmarks/compare/misreading.py [pairs] [first seed]``. For each language and
share of characters misread it prints how many clauses of an unchanged document are shown as
changes, not grey, of the misread ones and of all, and what for; then, of figures, units, binding
words, negations and parties that were really changed beneath the misreading, how many are grey. No
such change may be. The same for rows of a scanned table.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from base_texts import schedule
from made_pairs import make
from scan_noise import misread, misread_text, scanned

from compare.comparison import compare
from compare.judge import Judge
from compare.pairs import Flag, Pair, PairKind
from compare.side import Side
from compare.tables import RowChange, RowKind, Table, compare_tables
from compare.tokens import TokenKind
from contracts.clause import Clause
from contracts.document import Cell

LANGUAGES = ("zh-Hans", "en")
RATES = (0.0, 0.005, 0.01, 0.02)
CHANGED = 0.25  # of the clauses in which something can be
SWAPS = {
    "zh-Hans": (
        ("应当", "可以"), ("可以", "不得"), ("不得", "可以"), ("不得", "得"), ("未", "已"),
        ("有权", "无权"), ("甲方", "乙方"), ("乙方", "甲方"), ("双方", "一方"), ("日内", "月内"),
        ("个月", "年"), ("以上", "以下"), ("之前", "之后"), ("或", "和"), ("二", "三"),
        ("十", "千"), ("万元", "元"),
    ),
    "en": (
        ("shall", "may"), ("may", "shall"), ("must", "can"), ("not ", ""), ("no ", "any "),
        ("Provider", "Customer"), ("Customer", "Provider"), ("party", "parties"),
        ("days", "months"), ("hours", "days"), ("before", "after"), ("within", "after"),
        ("three", "five"), ("thirty", "ninety"), ("and", "or"), ("all", "any"),
    ),
}  # fmt: skip
FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Change:
    """A word of a clause, by its place in the old document, that became another one."""

    order: int
    start: int  # in the clause's words, without its number
    end: int


def with_changes(
    clauses: Sequence[Clause], language: str, chance: random.Random
) -> tuple[tuple[Clause, ...], list[Change]]:
    """The clauses, one word or figure of some of them changed."""
    made: list[Clause] = []
    changes: list[Change] = []
    for clause in clauses:
        label, space, words = clause.text.partition(" ")
        spots = list(_spots(words, language))
        if spots and chance.random() < CHANGED:
            start, end, put = chance.choice(spots)
            changes.append(Change(clause.order, start, end))
            said = _figure(words[start:end], chance) if put is None else put
            words = words[:start] + said + words[end:]
        made.append(replace(clause, text=label + space + words))
    return tuple(made), changes


def _spots(words: str, language: str) -> Iterator[tuple[int, int, str | None]]:
    """Where something can be changed, and what is put there; None for another figure."""
    for match in FIGURE.finditer(words):
        yield *match.span(), None
    for taken, put in SWAPS[language]:
        pattern = rf"\b{taken}\b" if taken.isascii() and taken.isalpha() else taken
        for match in re.finditer(pattern, words):
            yield *match.span(), put


def _figure(value: str, chance: random.Random) -> str:
    place = chance.choice([i for i, digit in enumerate(value) if digit.isdigit()])
    digit = chance.choice([each for each in "0123456789" if each != value[place]])
    return value[:place] + digit + value[place + 1 :]


def measure(language: str, rate: float, pairs: int, first: int) -> Iterator[str]:
    """Lines of figures."""
    shown = hurt = clauses = 0
    why: Counter[str] = Counter()
    grey = changed = 0
    for seed in range(first, first + pairs):
        pair = make("identical", language, seed)
        new, damaged = misread(pair.new, random.Random(seed), rate)
        clauses, hurt = clauses + len(pair.old), hurt + len(damaged)
        for each in compare(Side((), pair.old), scanned(new)).pairs:
            if each.is_change and Flag.OCR_SUSPECT not in each.flags:
                shown += 1
                why[_why(each)] += 1
        changed_clauses, changes = with_changes(pair.new, language, random.Random(seed))
        new, _ = misread(changed_clauses, random.Random(seed + 1), rate)
        found = compare(Side((), pair.old), scanned(new))
        owners = {clause.order: each for each in found.pairs for clause in each.new}
        said = set(map(words_of, pair.old))  # a change may make one clause say what another did
        real = [each for each in changes if words_of(new[each.order]) not in said]
        changed += len(real)
        grey += sum(_is_grey(owners[change.order], change) for change in real)
    told = ", ".join(f"{name} {count}" for name, count in why.most_common())
    yield (
        f"{language:8} {rate:.1%} misread: {hurt} of {clauses} clauses; shown as changes {shown} "
        f"({shown / max(1, hurt):.1%} of these, {shown / clauses:.1%} of all): {told or '–'}"
    )
    yield f"{language:8} {rate:.1%} misread: of {changed} words really changed {grey} grey"


def words_of(clause: Clause) -> str:
    """What the clause says, without its number."""
    return clause.text.partition(" ")[2]


def _why(pair: Pair) -> str:
    """What a pair is shown for."""
    edits = [words.edit for words in pair.edits if not words.suspect]
    if pair.kind is not PairKind.MODIFIED:
        return "alignment"
    tokens = [token for edit in edits for token in (*edit.old, *edit.new)]
    plain = (TokenKind.WORD, TokenKind.PUNCTUATION)
    if any(token.kind not in plain for token in tokens):
        return "figure"
    return "binding word or party" if Flag.MATERIAL in pair.flags else "other word"


def _is_grey(pair: Pair, change: Change) -> bool:
    """Whether nothing shows the change but in grey."""
    if len(pair.old) != 1 or Flag.OCR_SUSPECT in pair.flags:
        return Flag.OCR_SUSPECT in pair.flags
    return not any(
        not words.suspect
        and words.edit.old_start <= change.end
        and change.start <= words.edit.old_end
        for words in pair.edits
    )


def measure_tables(language: str, rate: float, tables: int, first: int) -> str:
    """A line on rows of goods in scanned tables, cell by cell."""
    shown = hurt = rows = grey = changed = 0
    for seed in range(first, first + tables):
        chance = random.Random(f"{language} {seed}")
        draft = make("identical", language, seed).old
        old = [re.split(r"[，,] ?", item.text) for item in schedule(language, 30, chance)]
        new = [[misread_text(cell, chance, rate) for cell in row] for row in old]
        rows, hurt = rows + len(old), hurt + sum(a != b for a, b in zip(old, new, strict=True))
        shown += sum(not _is_quiet(row) for row in _compared(draft, old, new))
        real = [[_with_other_figure(cell, chance) for cell in row] for row in old[::4]]
        read = [[misread_text(cell, chance, rate) for cell in row] for row in real]
        mixed = [read[n // 4] if n % 4 == 0 else row for n, row in enumerate(old)]
        found = _compared(draft, old, mixed)
        changed += len(read)
        grey += sum(_is_quiet(row) for row in found if [cell.new for cell in row.cells] in read)
    return (
        f"{language:8} {rate:.1%} misread: {hurt} of {rows} rows of tables; shown as changes "
        f"{shown} ({shown / max(1, hurt):.1%}); of {changed} rows with other figures {grey} grey"
    )


def _with_other_figure(cell: str, chance: random.Random) -> str:
    return FIGURE.sub(lambda match: _figure(match[0], chance), cell)


def _compared(
    draft: Sequence[Clause], old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]
) -> Table:
    judge = Judge(Side((), draft), scanned(()), (), printed=False)
    olds, news = ([[Cell(text) for text in row] for row in side] for side in (old, new))
    return compare_tables(olds, news, judge)


def _is_quiet(row: RowChange) -> bool:
    """Whether nothing but what looks misread differs in the row."""
    if row.kind is not RowKind.MODIFIED:
        return row.kind is RowKind.UNCHANGED
    return all(words.suspect for cell in row.cells for words in cell.edits)


def main(pairs: int, first: int) -> None:
    """Print all figures."""
    for language in LANGUAGES:
        for rate in RATES:
            for line in measure(language, rate, pairs, first):
                print(line, flush=True)
            print(measure_tables(language, rate, pairs, first), flush=True)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*arguments, *(20, 0)[len(arguments) :])
