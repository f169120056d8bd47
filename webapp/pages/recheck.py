"""The queue of reviews to check again after an edit of their rules, or a new text."""

from datetime import date

from flask import Blueprint, render_template

from review.house_checklists import checklists_in_force
from review.recheck import recheck
from webapp.access import reading
from webapp.pages.addresses import ListPage, page_number
from webapp.pages.summaries import kept_summaries

blueprint = Blueprint("recheck", __name__)

ROWS_ON_A_PAGE = 100


@blueprint.get("/matrix/recheck")
def show() -> str:
    """The reviews that an edit or a new text touches, and why; all others are left alone."""
    with reading() as access:
        checklists = checklists_in_force(access.connection)
        known = kept_summaries(access, checklists)
        found = recheck(access.connection, access.visible, date.today(), checklists, known)
    first = (page_number() - 1) * ROWS_ON_A_PAGE
    return render_template(
        "pages/recheck.html",
        total=len(found),
        rows=found[first : first + ROWS_ON_A_PAGE],
        page=ListPage.of(len(found), ROWS_ON_A_PAGE),
    )
