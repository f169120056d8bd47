"""The matrix: every document that a checklist is made for, against its items."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from review.checklist import Checklist, ChecklistItem, Checklists
from review.choice import choose_checklist, commonest_checklist
from review.findings import GRAVE, Verdict
from review.house_checklists import checklists_in_force
from review.matrix import MatrixRow, by_figure, matrix, parameters_of
from store.collections import list_collections
from store.document_list import DocumentFilter
from store.documents import newest_readable
from store.presence import DocumentPresence, presences
from store.summaries import Summary
from webapp.access import Access, reading, services
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.asked_checklist import asked_for
from webapp.pages.basis import waiting_for_encoder
from webapp.pages.summaries import summaries_for

blueprint = Blueprint("matrix", __name__)

ROWS_ON_A_PAGE = 100
SHOWN = (
    Verdict.PRESENT,
    Verdict.WEAK,
    Verdict.MISSING,
    Verdict.UNACCEPTABLE,
    Verdict.WAIVED,
    Verdict.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An item of another checklist, and in how many documents it is missing or unacceptable."""

    checklist: Checklist
    item: ChecklistItem
    documents: int


@dataclass(frozen=True, slots=True)
class AskedMatrix:
    """The matrix that the address asks for: all of its rows, in their order.

    ``collection``, ``gap`` and ``verdict`` are the filters; ``not_final`` are documents that the
    encoder has still to read, or whose review isn't summarised yet. ``elsewhere`` are the items of
    other checklists that ask for what ``gap`` asks for, with the documents in which it is a gap.
    """

    checklist: Checklist
    checklists: Checklists
    rows: Sequence[MatrixRow]
    collection: int | None
    gap: str | None
    verdict: Verdict | None
    sort: str
    not_final: frozenset[int]
    elsewhere: Sequence[Elsewhere]


def asked_matrix(access: Access) -> AskedMatrix:
    """The matrix by the address's checklist, filters and order, of what the person may see."""
    collection = request.args.get("collection", type=int)
    wanted = DocumentFilter(collection_id=collection)
    found = presences(access.connection, access.visible, wanted)
    checklists = checklists_in_force(access.connection)
    documents = (entry.document for entry in found)
    checklist = asked_for(checklists) or commonest_checklist(documents, checklists)
    held = [each for each in found if choose_checklist(each.document, checklists) is checklist]
    gap = request.args.get("gap")
    ids = {each.document.id for each in held}
    others = [each for each in found if each.document.id not in ids] if gap else []
    summaries = summaries_for(access, [*held, *others], checklists)
    rows = matrix(checklist, held, summaries)
    not_final = _unread(held) | {row.document.id for row in rows if not row.final}
    verdict = next((each for each in SHOWN if each == request.args.get("verdict")), None)
    rows = _filtered(rows, checklist, gap, verdict)
    sort = request.args.get("sort", "gaps")
    parameters = parameters_of(checklist)
    if sort in parameters:
        rows = by_figure(rows, sort, parameters[sort])
    elif sort == "title":
        rows.sort(key=lambda row: row.document.title)
    else:
        sort = "gaps"
    summarised = [summaries[each.document.id] for each in others if each.document.id in summaries]
    elsewhere = _elsewhere(summarised, checklists, _item(checklist, gap))
    return AskedMatrix(
        checklist, checklists, rows, collection, gap, verdict, sort, not_final, elsewhere
    )


@blueprint.get("/matrix")
def show() -> str:
    """Every document a checklist is made for, against its items: the most gaps first."""
    with reading() as access:
        collections = list_collections(access.connection, access.visible)
        asked = asked_matrix(access)
        waiting = waiting_for_encoder(access)
        first = (page_number() - 1) * ROWS_ON_A_PAGE
        shown = asked.rows[first : first + ROWS_ON_A_PAGE]
        twins = _files_of_twins(access, shown)
    rows, checklist = asked.rows, asked.checklist
    return render_template(
        "pages/matrix.html",
        checklist=checklist,
        checklists=asked.checklists.values(),
        collections=collections,
        collection=asked.collection,
        gap=asked.gap,
        verdict=asked.verdict,
        verdicts=SHOWN,
        sort=asked.sort,
        parameters=parameters_of(checklist),
        rows=shown,
        twins=twins,
        waiting=waiting,
        not_final=asked.not_final,
        elsewhere=asked.elsewhere,
        total=len(rows),
        columns=_columns(checklist, asked.gap),
        gaps=[
            sum(row.verdicts[column] in GRAVE for row in rows)
            for column in range(len(checklist.items))
        ],
        page=ListPage.of(len(rows), ROWS_ON_A_PAGE),
    )


def _files_of_twins(access: Access, rows: Sequence[MatrixRow]) -> dict[int, str]:
    """Document → its file's name, where another document of the page has the same title."""
    titles = Counter(row.document.title for row in rows)
    found = {
        row.document.id: newest_readable(access.connection, row.document.id, access.visible)
        for row in rows
        if titles[row.document.title] > 1
    }
    return {number: version.file_name for number, version in found.items() if version}


def _item(checklist: Checklist, item_id: str | None) -> ChecklistItem | None:
    return next((item for item in checklist.items if item.id == item_id), None)


def _elsewhere(
    summaries: Iterable[Summary], checklists: Checklists, wanted: ChecklistItem | None
) -> list[Elsewhere]:
    """Where the clause type that the item asks for is a gap, the most documents first."""
    items: Mapping[tuple[str, str], ChecklistItem] = {
        (name, item.id): item
        for name, checklist in checklists.items()
        for item in checklist.items
        if wanted and item.clause_types[0] == wanted.clause_types[0]
    }
    counts = Counter(
        (summary.checklist, name)
        for summary in summaries
        for name, verdict in summary.verdicts.items()
        if (summary.checklist, name) in items and Verdict(verdict) in GRAVE
    )
    return [
        Elsewhere(checklists[place[0]], items[place], count)
        for place, count in counts.most_common()
    ]


def _columns(checklist: Checklist, gap: str | None) -> list[int]:
    """The items in the order of their columns: the one that is asked about beside the titles."""
    return sorted(range(len(checklist.items)), key=lambda number: checklist.items[number].id != gap)


def _unread(found: Iterable[DocumentPresence]) -> frozenset[int]:
    """The documents that the encoder has still to read; none where none is installed."""
    here = services()
    if here.encoder is None:
        return frozenset()
    return frozenset(entry.document.id for entry in found if entry.weights != here.weights)


def _filtered(
    rows: Sequence[MatrixRow], checklist: Checklist, gap: str | None, verdict: Verdict | None
) -> list[MatrixRow]:
    """The rows that hold the verdict in the item.

    Of an item alone those in which it is a gap; of a verdict alone those with it in any item.
    """
    columns = [number for number, item in enumerate(checklist.items) if item.id == gap]
    if not columns and verdict is None:
        return list(rows)
    wanted = GRAVE if verdict is None else {verdict}
    places = columns or range(len(checklist.items))
    return [row for row in rows if any(row.verdicts[place] in wanted for place in places)]
