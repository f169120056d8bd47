"""What stands beside a document's text: tags, facts, versions, or a picture of the page."""

from collections.abc import Sequence

from flask import request

from contracts.clause import Clause
from contracts.document import Version
from contracts.errors import UnreadableFile
from webapp.pages.originals import has_pages, page_picture
from webapp.pages.page_pictures import PagePicture
from webapp.pages.png import size_in_points
from webapp.pages.reading_text import Section

SIDES = ("tags", "facts", "versions", "page")


def chosen_side(version: Version) -> str:
    """The side that the address asks for, if this version has it."""
    side = request.args.get("side", "facts")
    return side if side in SIDES and (side != "page" or has_pages(version)) else "facts"


def page_pane(version: Version, sections: Sequence[Section], current: Clause | None) -> PagePicture:
    """The page that the address names, else the clause's, else the first."""
    boxes = next(
        (section.boxes for section in sections if current and section.clause == current), ()
    )
    first = boxes[0].page if boxes else 1
    number = min(max(1, request.args.get("page", first, type=int)), version.page_count or 1)
    try:
        width, height = size_in_points(page_picture(version, number))
    except UnreadableFile as error:
        return PagePicture(number, error=error)
    return PagePicture(number, width, height, tuple(box for box in boxes if box.page == number))
