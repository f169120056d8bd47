"""The queue of reviews to check again after an edit of a checklist or of the law register."""

from datetime import date

from flask import Blueprint, render_template

from review.recheck import recheck
from webapp.access import reading
from webapp.pages.addresses import ListPage, page_number

blueprint = Blueprint("recheck", __name__)

ROWS_ON_A_PAGE = 100


@blueprint.get("/matrix/recheck")
def show() -> str:
    """The reviews that an edit touches, and why; all others are left alone."""
    with reading() as access:
        found = recheck(access.connection, access.visible, date.today())
    first = (page_number() - 1) * ROWS_ON_A_PAGE
    return render_template(
        "pages/recheck.html",
        total=len(found),
        rows=found[first : first + ROWS_ON_A_PAGE],
        page=ListPage.of(len(found), ROWS_ON_A_PAGE),
    )
