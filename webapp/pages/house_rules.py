"""What the pages that edit checklists and those that edit laws have in common."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from contracts.errors import Forbidden, InvalidData
from webapp.access import person
from webapp.language import in_language


def administrators_only() -> None:
    """Raise Forbidden for anybody else."""
    user = person()
    if user is None or not user.administrator:
        raise Forbidden(
            "只有管理员可以修改审查清单和法律登记。",
            "Only administrators edit checklists and the law register: ask one of them.",
        )


def edits_seen() -> int:
    """How often the draft that the page showed had been saved."""
    return request.form.get("edits", 0, type=int)


def not_taken_over(error: InvalidData, name: str, back: str) -> ResponseReturnValue:
    """The page that says what is wrong in a file; ``back`` is the address to go on at."""
    told = error.problems or ((error.message_zh, error.message_en),)
    lines = [in_language(*each) for each in told]
    return render_template("pages/house_errors.html", name=name, lines=lines, back=back), 422


def to_check_again(count: int) -> str:
    """How many reviews an edit touched."""
    told = ngettext(
        "%(num)s review is to be checked again.",
        "%(num)s reviews are to be checked again.",
        count,
    )
    return str(told)


def draft_there_already() -> str:
    """That nobody begins a second draft."""
    return str(_("There is a draft already: go on with it, or discard it first."))
