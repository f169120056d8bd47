"""A list of clauses as a file to hand on: a workbook, a table in CSV, or a Word document."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby

from contracts.clause_types import CLAUSE_TYPES
from office.sheet_values import safe
from office.sheets import (
    Sheet,
    SheetColumn,
    add_facts,
    add_sheet,
    new_workbook,
    workbook_bytes,
)
from review.reports.parts import Cell, Column, Fact, Facts, Heading, Layout, Paragraph, Part, Table
from review.reports.voice import Voice
from review.reports.word import write_word
from webapp.hit_list import HitList, ListedClause


def write_hit_list(found: HitList, form: str, language: str) -> bytes:
    """The list in one of ``webapp.reports.formats.LIST_FORMATS``."""
    say = Voice(language, {})
    match form:
        case "xlsx":
            return _workbook(found, say)
        case "csv":
            return _csv(found, say)
        case "docx":
            return write_word(_layout(found, say))
    raise ValueError(form)


def _name(found: HitList, say: Voice) -> str:
    return found.folder or say("检索结果", "Search results")


def _columns(found: HitList, say: Voice) -> tuple[SheetColumn, ...]:
    noted = (SheetColumn(say("备注", "Note"), 40),) if found.folder else ()
    return (
        SheetColumn(say("序号", "No."), 6),
        SheetColumn(say("文件", "Document"), 30),
        SheetColumn(say("当事人", "Parties"), 30),
        SheetColumn(say("签订日", "Signed on"), 12),
        SheetColumn(say("合同集", "Collection"), 16),
        SheetColumn(say("编号", "Number"), 10),
        SheetColumn(say("标题", "Heading"), 20),
        SheetColumn(say("条款", "Clause"), 80),
        SheetColumn(say("条款类型", "Clause types"), 24),
        SheetColumn(say("页", "Page"), 6),
        SheetColumn(say("条款标识", "Clause id"), 12),
        *noted,
    )


def _rows(found: HitList, say: Voice) -> Iterator[tuple[str | int, ...]]:
    for number, one in enumerate(found.clauses, 1):
        document, clause = one.document, one.clause
        yield (
            number,
            document.title,
            " / ".join(party.name for party in document.parties),
            str(document.agreement_date or ""),
            found.collections.get(document.collection_id, ""),
            clause.number_label if clause else "",
            one.heading,
            _said(one, say),
            _type_names(one, say),
            (clause.page or "") if clause else "",
            clause.id if clause else "",
            *((one.note,) if found.folder else ()),
        )


def _said(one: ListedClause, say: Voice) -> str:
    if one.clause:
        return one.clause.body
    if one.quote:
        gone = say("（最新版本中已没有这条）", "(no longer in the newest version) ")
        return f"{gone}{one.quote}"
    return say("（整份文件）", "(the whole document)")


def _type_names(one: ListedClause, say: Voice) -> str:
    return say.listed(CLAUSE_TYPES[name].name(say.language) for name in one.types)


def _facts(found: HitList, say: Voice) -> tuple[Fact, ...]:
    made = found.circumstances
    documents = len({one.document.id for one in found.clauses})
    count = len(found.clauses)
    facts = [
        *_source(found, say),
        Fact(
            say("结果", "Found"),
            say(f"{documents} 份文件中的 {count} 条", f"{count} clauses in {documents} documents"),
        ),
        Fact(say("查阅权限", "Permission"), made.permission),
        Fact(say("生成", "Made"), f"{say.moment(made.moment)}　{made.person}"),
        Fact(say("程序", "Program"), made.program),
    ]
    if found.gone:
        told = say(
            f"另有 {found.gone} 条属于正在重新读取的文件，未列出；请稍后重新导出",
            f"{found.gone} more are of documents that are being read again; export again later",
        )
        facts.append(Fact(say("注意", "Note"), told))
    return tuple(facts)


def _source(found: HitList, say: Voice) -> Iterator[Fact]:
    """What the list is of: the query, or the folder."""
    if found.folder:
        yield Fact(say("文件夹", "Folder"), found.folder)
        return
    nothing = say("（无）", "(none)")
    yield Fact(say("检索式", "Query"), found.circumstances.query or nothing)
    if found.synonyms:
        yield Fact(say("同时检索", "Also searched for"), " / ".join(found.synonyms))
    yield Fact(say("筛选", "Filters"), found.filters or nothing)


def _workbook(found: HitList, say: Voice) -> bytes:
    book = new_workbook(_name(found, say))
    rows = _rows(found, say)
    add_sheet(book, Sheet(say("条款", "Clauses"), _columns(found, say), rows, frozen=2))
    add_facts(book, say("说明", "About"), _facts(found, say))
    return workbook_bytes(book)


def _csv(found: HitList, say: Voice) -> bytes:
    """With a byte order mark, or Excel takes the characters for others; what it is, at the end."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.title for column in _columns(found, say)])
    writer.writerows([safe(value) for value in row] for row in _rows(found, say))
    writer.writerow([])
    writer.writerows((safe(fact.label), safe(fact.value)) for fact in _facts(found, say))
    return text.getvalue().encode("utf-8-sig")


def _layout(found: HitList, say: Voice) -> Layout:
    name = _name(found, say)
    parts: list[Part] = [Heading(name), Facts(_facts(found, say))]
    columns = (Column(say("编号", "Number"), 0.14), Column(say("条款", "Clause"), 0.66),
               Column(say("条款类型", "Clause types"), 0.2))  # fmt: skip
    for document, of_document in groupby(found.clauses, key=lambda one: one.document):
        parties = " / ".join(party.name for party in document.parties)
        about = (parties, str(document.agreement_date or ""),
                 found.collections.get(document.collection_id, ""))  # fmt: skip
        parts.append(Heading(document.title, 2))
        parts.append(Paragraph("　".join(filter(None, about)), soft=True))
        parts.append(Table(columns, _table_rows(list(of_document), say)))
    return Layout(name, say.language, found.circumstances.query, tuple(parts))


def _table_rows(clauses: Sequence[ListedClause], say: Voice) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(one.clause.number_label if one.clause else ""),
            Cell("\n".join(filter(None, (*_words(one, say), _note(one, say))))),
            Cell(_type_names(one, say)),
        )
        for one in clauses
    ]


def _words(one: ListedClause, say: Voice) -> tuple[str, str]:
    return one.heading, _said(one, say)


def _note(one: ListedClause, say: Voice) -> str:
    return say(f"备注：{one.note}", f"Note: {one.note}") if one.note else ""
