"""The audit, for administrators: who did what, when, and to what; on a page and as a workbook."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from contracts.media_types import XLSX
from office.sheets import Sheet, SheetColumn, add_sheet, new_workbook, workbook_bytes
from store.audit import AuditEntry, entries, people
from webapp.access import Access, administrators_only, reading
from webapp.pages.addresses import page_number
from webapp.pages.audit_words import THEMES, Subject, Subjects, action_words
from webapp.pages.downloads import download_of
from webapp.pages.labels import who_name
from webapp.pages.template_globals import show_moment

blueprint = Blueprint("audit", __name__, url_prefix="/administration/audit")
blueprint.before_request(administrators_only)

ON_A_PAGE = 100
AT_ONCE = 500  # entries whose subjects are looked up together for the workbook

Told = tuple[AuditEntry, Subject]


@blueprint.get("")
def show() -> str:
    """What was done, newest first; of one person, or on one theme."""
    with reading() as access:
        found = _told(access, (page_number() - 1) * ON_A_PAGE, ON_A_PAGE + 1)
        doers = people(access.connection)
    return render_template(
        "pages/audit.html",
        told=found[:ON_A_PAGE],
        more=len(found) > ON_A_PAGE,
        page=page_number(),
        people=doers,
        themes=THEMES,
        action_words=action_words,
    )


@blueprint.get("/audit.xlsx")
def download() -> Response:
    """All that the page's filters leave, as a workbook."""
    with reading() as access:
        rows: list[Sequence[str]] = []
        while found := _told(access, len(rows), AT_ONCE):
            rows += [
                (
                    show_moment(each.at),
                    who_name(each.user),
                    action_words(each.action),
                    subject.words,
                )
                for each, subject in found
            ]
    columns = (
        SheetColumn(_("When"), 18.0),
        SheetColumn(_("Who"), 18.0),
        SheetColumn(_("Action"), 40.0),
        SheetColumn(_("Subject"), 60.0),
    )
    book = new_workbook(_("Audit log"))
    add_sheet(book, Sheet(_("Audit log"), columns, rows, frozen=1))
    return download_of(workbook_bytes(book), XLSX, f"{_('Audit log')}.xlsx")


def _told(access: Access, first: int, most: int) -> list[Told]:
    theme = THEMES.get(request.args.get("theme", ""))
    found = entries(
        access.connection,
        first,
        most,
        user=request.args.get("person"),
        subjects=theme[1] if theme else (),
    )
    subjects = Subjects(access.connection, found, access.visible)
    return [(each, subjects.of(each)) for each in found]
