"""Learning from corrections: how good it would be, what it would change, switched on and off."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from contracts.clause import Clause
from contracts.corrections import CorrectionAction, TagCorrection
from contracts.document import Document
from contracts.errors import NotFound
from contracts.lessons import FEWEST_CORRECTIONS, FEWEST_DOCUMENTS
from review.checklist import Checklist, ChecklistItem
from review.house_checklists import checklists_in_force
from store import learning_runs
from store.documents import get_document
from store.learning_runs import Task
from store.lessons import lessons_in_force, switches
from store.readings import clauses_by_id
from store.tag_corrections import every_correction
from webapp.access import Access, administrators_only, reading, services, writing
from webapp.learning_look import ClauseChange, DocumentChange, FindingChange, look_of
from webapp.pages.addresses import ListPage, page_number

blueprint = Blueprint("learning", __name__, url_prefix="/administration/learning")
blueprint.before_request(administrators_only)

MOST_SWITCHES = 20
DOCUMENTS_ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class CorrectedType:
    """How often people said of clauses that they provide a type, or that they don't."""

    clause_type: str
    added: int
    removed: int
    documents: int


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """What would change in a document that is still there."""

    document: Document
    clauses: tuple[tuple[Clause, ClauseChange], ...]
    findings: tuple[tuple[Checklist, ChecklistItem, FindingChange], ...]


@blueprint.get("")
def show() -> str:
    """What corrections teach."""
    with reading() as access:
        connection = access.connection
        corrections = every_correction(connection, access.visible)
        run, looked = learning_runs.next_run(connection), learning_runs.newest_look(connection)
        look = look_of(looked) if looked else None
        documents = look.documents if look else ()
        learned = len(lessons_in_force(connection)[1].taught)
        switched = switches(connection, MOST_SWITCHES)
        first = (page_number() - 1) * DOCUMENTS_ON_A_PAGE
        return render_template(
            "pages/learning.html",
            has_encoder=services().encoder is not None,
            learned=learned,
            switches=switched,
            as_shown=bool(learned and looked and switched and switched[0].at > looked.asked_at),
            run=run,
            failed=_failure(access),
            looked=looked,
            look=look,
            newer=sum(each.made_at > looked.asked_at for each in corrections) if looked else 0,
            corrections=len(corrections),
            corrected_documents=len({each.document_id for each in corrections}),
            fewest=(FEWEST_CORRECTIONS, FEWEST_DOCUMENTS),
            types=_by_type(corrections),
            people=Counter(each.made_by for each in corrections).most_common(),
            documents=_shown(access, documents[first : first + DOCUMENTS_ON_A_PAGE]),
            page=ListPage.of(len(documents), DOCUMENTS_ON_A_PAGE),
        )


@blueprint.get("/state")
def state() -> ResponseReturnValue:
    """How far the run is that is under way."""
    with reading() as access:
        run = learning_runs.next_run(access.connection)
    return jsonify(
        under_way=run is not None, done=run.done if run else 0, total=run.total if run else 0
    )


@blueprint.post("")
def ask() -> ResponseReturnValue:
    """Ask for a look, or for switching on or off; it is done in the background."""
    task = request.form.get("task", type=Task)
    if task is None:
        raise NotFound("没有这个操作。", "There is no such action.")
    with writing() as access:
        if not learning_runs.ask_to_learn(access.connection, task, access.user.name):
            flash(_("Wait for the current run to finish."), "error")
    return redirect(url_for("learning.show"))


def _failure(access: Access) -> learning_runs.LearningRun | None:
    """The last run, if it came to nothing."""
    last = learning_runs.finished_runs(access.connection, limit=1)
    return last[0] if last and last[0].failure_zh else None


def _by_type(corrections: Iterable[TagCorrection]) -> list[CorrectedType]:
    """The most corrected type first."""
    held: dict[str, list[TagCorrection]] = {}
    for each in corrections:
        held.setdefault(each.clause_type, []).append(each)
    found = []
    for name, some in held.items():
        added = sum(each.action is CorrectionAction.ADD for each in some)
        documents = len({each.document_id for each in some})
        found.append(CorrectedType(name, added, len(some) - added, documents))
    return sorted(found, key=lambda each: (-each.added - each.removed, each.clause_type))


def _shown(access: Access, changes: Iterable[DocumentChange]) -> list[ShownDocument]:
    checklists = checklists_in_force(access.connection)
    found = []
    for change in changes:
        try:
            document = get_document(access.connection, change.document_id, access.visible)
        except NotFound:  # deleted since
            continue
        wanted = [each.clause_id for each in change.clauses]
        clauses = clauses_by_id(access.connection, wanted, access.visible)
        found.append(
            ShownDocument(
                document,
                tuple((clauses[c.clause_id], c) for c in change.clauses if c.clause_id in clauses),
                tuple(_findings(change, checklists)),
            )
        )
    return found


def _findings(
    change: DocumentChange, checklists: Mapping[str, Checklist]
) -> Iterable[tuple[Checklist, ChecklistItem, FindingChange]]:
    """The findings that would change, with their items as the checklists have them now."""
    for each in change.findings:
        checklist = checklists.get(each.checklist)
        items = checklist.items if checklist else ()
        item = next((item for item in items if item.id == each.item), None)
        if checklist is not None and item is not None:
            yield checklist, item, each
