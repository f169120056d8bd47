"""All hits of a search as a file to hand on: a workbook, a table in CSV, or a Word document.

Nothing is cut off: every hit that its maker may see is in it, and the file says who asked for what,
when, and with what permission.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import groupby

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document
from contracts.visibility import Visible
from index.protocol import Filters, Results
from office.sheet_values import safe_text
from office.sheets import (
    Sheet,
    SheetColumn,
    add_facts,
    add_sheet,
    new_workbook,
    workbook_bytes,
)
from review.reports.contract_report import Circumstances
from review.reports.parts import Cell, Column, Fact, Facts, Heading, Layout, Paragraph, Part, Table
from review.reports.voice import Voice
from review.reports.word import write_word
from store.collections import list_collections
from store.database import Connection
from store.documents import get_document
from store.readings import clauses_by_id, tags_by_clause

FORMATS: Mapping[str, str] = {  # suffix → media type
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PORTION = 500  # hits whose clauses are read at once


@dataclass(frozen=True, slots=True)
class ListedClause:
    """A clause that was found, with its document and what it provides for."""

    document: Document
    clause: Clause
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitList:
    """What was found, of how many hits, and under which circumstances.

    ``synonyms`` were searched for as well. ``gone`` hits are of documents that were read anew
    between the search and the list.
    """

    clauses: tuple[ListedClause, ...]
    collections: Mapping[int, str]
    total: int
    filters: str
    synonyms: tuple[str, ...]
    circumstances: Circumstances

    @property
    def gone(self) -> int:
        """Hits that are not in the list."""
        return self.total - len(self.clauses)


def hit_list(
    connection: Connection,
    results: Results,
    visible: Visible,
    circumstances: Circumstances,
    *,
    synonyms: Iterable[str],
    filters: str = "",
) -> HitList:
    """The list of all hits that a search without a limit gave."""
    names = {each.id: each.name for each in list_collections(connection, visible)}
    found = tuple(_listed(connection, results, visible))
    return HitList(found, names, results.total, filters, tuple(synonyms), circumstances)


def filters_in_words(filters: Filters, collections: Mapping[int, str], language: str) -> str:
    """The filters of a search in a line; "" where there are none."""
    values = [
        *(CLAUSE_TYPES[name].name(language) for name in filters.clause_types & CLAUSE_TYPES.keys()),
        *filters.kinds,
        *(collections[number] for number in filters.collections & collections.keys()),
        *map(str, filters.years),
    ]
    return ("、" if language == "zh" else ", ").join(sorted(values))


def write_hit_list(found: HitList, form: str, language: str) -> bytes:
    """The list in one of FORMATS."""
    say = Voice(language, {})
    match form:
        case "xlsx":
            return _workbook(found, say)
        case "csv":
            return _csv(found, say)
        case "docx":
            return write_word(_layout(found, say))
    raise ValueError(form)


def _listed(connection: Connection, results: Results, visible: Visible) -> Iterator[ListedClause]:
    documents: dict[int, Document] = {}
    for start in range(0, len(results.hits), _PORTION):
        hits = results.hits[start : start + _PORTION]
        ids = [hit.clause_id for hit in hits]
        clauses = clauses_by_id(connection, ids, visible)
        tags = tags_by_clause(connection, ids, visible)
        for hit in hits:
            clause = clauses.get(hit.clause_id)
            if clause is None:
                continue
            if hit.document_id not in documents:
                documents[hit.document_id] = get_document(connection, hit.document_id, visible)
            provided = _provided(tags.get(clause.id, ()))
            yield ListedClause(documents[hit.document_id], clause, provided)


def _provided(tags: Iterable[Tag]) -> tuple[str, ...]:
    return tuple(tag.clause_type for tag in tags if tag.strength is Strength.OPERATIVE)


def _columns(say: Voice) -> tuple[SheetColumn, ...]:
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
            clause.number_label,
            clause.heading,
            clause.body,
            _type_names(one, say),
            clause.page or "",
            clause.id,
        )


def _type_names(one: ListedClause, say: Voice) -> str:
    names = [CLAUSE_TYPES[name].name(say.language) for name in one.types]
    return say("、", ", ").join(names)


def _facts(found: HitList, say: Voice) -> tuple[Fact, ...]:
    made = found.circumstances
    documents = len({one.document.id for one in found.clauses})
    facts = [
        Fact(say("检索式", "Query"), made.query or say("（无）", "(none)")),
        Fact(say("筛选", "Filters"), found.filters or say("（无）", "(none)")),
        Fact(
            say("结果", "Found"),
            say(
                f"{documents} 份文件中的 {len(found.clauses)} 条条款",
                f"{len(found.clauses)} clauses in {documents} documents",
            ),
        ),
        Fact(say("查阅权限", "Permission"), made.permission),
        Fact(say("生成", "Made"), f"{say.moment(made.moment)}　{made.person}"),
        Fact(say("程序", "Program"), made.program),
    ]
    if found.synonyms:
        facts.insert(1, Fact(say("同时检索", "Also searched for"), " / ".join(found.synonyms)))
    if found.gone:
        told = say(
            f"另有 {found.gone} 条属于正在重新读取的文件，未列出；请稍后重新导出",
            f"{found.gone} more are of documents that are being read again; export again later",
        )
        facts.append(Fact(say("注意", "Note"), told))
    return tuple(facts)


def _workbook(found: HitList, say: Voice) -> bytes:
    book = new_workbook(say("检索结果", "Search results"))
    rows = _rows(found, say)
    add_sheet(book, Sheet(say("条款", "Clauses"), _columns(say), rows, frozen=2))
    add_facts(book, say("说明", "About"), _facts(found, say))
    return workbook_bytes(book)


def _csv(found: HitList, say: Voice) -> bytes:
    """With a byte order mark, or Excel takes the characters for others; what it is, at the end."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.title for column in _columns(say)])
    writer.writerows([_safe(value) for value in row] for row in _rows(found, say))
    writer.writerow([])
    writer.writerows((_safe(fact.label), _safe(fact.value)) for fact in _facts(found, say))
    return text.getvalue().encode("utf-8-sig")


def _safe(value: str | int) -> str | int:
    return safe_text(value) if isinstance(value, str) else value


def _layout(found: HitList, say: Voice) -> Layout:
    name = say("检索结果", "Search results")
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
            Cell(one.clause.number_label or "§"),
            Cell("\n".join(filter(None, (one.clause.heading, one.clause.body)))),
            Cell(_type_names(one, say)),
        )
        for one in clauses
    ]
