"""The clause library: the house's preferred wordings, found by type, revised, reused."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compare.redline import redline
from contracts.clause import Clause
from contracts.clause_types import CLAUSE_TYPES
from contracts.errors import Forbidden
from contracts.model_clauses import Draft, Filing, ModelClause, ModelClauseVersion
from review.clause_library import UnclearModelClause, filing_of, names_in
from store.documents import get_document, get_version
from store.model_clauses import (
    add_model_clause,
    count_by_type,
    get_model_clause,
    list_model_clauses,
    revise_model_clause,
    withdraw_model_clause,
)
from store.readings import get_clause, tags_by_clause
from store.users import may_edit_anything
from webapp.access import Access, reading, writing
from webapp.language import LANGUAGES, choose_language
from webapp.pages.form_fields import line_in_form, text_in_form
from webapp.pages.marking import Run, runs

blueprint = Blueprint("model_clauses", __name__, url_prefix="/saved/clauses")

LONGEST_TITLE, LONGEST_TEXT, MOST_LABELS = 100, 20_000, 10


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version and its wording, the words marked that the one before does not have."""

    version: ModelClauseVersion
    runs: tuple[Run, ...]


@blueprint.get("")
def overview() -> str:
    """The model clauses, by type, language and words."""
    wanted, language = request.args.get("type", ""), request.args.get("language", "")
    withdrawn = "withdrawn" in request.args
    with reading() as access:
        found = list_model_clauses(
            access.connection,
            access.visible,
            clause_types=[wanted] if wanted else None,
            language=language,
            withdrawn=withdrawn,
        )
        words = request.args.get("text", "").strip()
        counts = count_by_type(access.connection)
        return render_template(
            "pages/model_clauses.html",
            found=[each for each in found if each.says(words)],
            counts={name: counts[name] for name in CLAUSE_TYPES if name in counts},
            wanted=wanted,
            wanted_language=language,
            words=words,
            withdrawn=withdrawn,
            editable=may_edit_anything(access.connection, access.user),
        )


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """A model clause with its versions, what each changed, and where it came from."""
    with reading() as access:
        found = get_model_clause(access.connection, number, access.visible)
        return render_template(
            "pages/model_clause.html",
            found=found,
            versions=_shown(found),
            editable=may_edit_anything(access.connection, access.user),
            types=_types(),
        )


@blueprint.get("/new")
def draft() -> str:
    """A form for a new model clause, filled from the clause that the address names."""
    with reading() as access:
        _require_editor(access)
        clause = _clause(access, request.args.get("clause", ""))
        filing, names = Filing("", choose_language(), ""), []
        if clause:
            version = get_version(access.connection, clause.version_id, access.visible)
            document = get_document(access.connection, version.document_id, access.visible)
            tags = tags_by_clause(access.connection, [clause.id], access.visible)
            filing = filing_of(clause, tags.get(clause.id, ()), document)
            names = names_in(clause.body, document)
        return render_template(
            "pages/model_clause_draft.html",
            filing=filing,
            clause=clause,
            names=names,
            types=_types(),
        )


@blueprint.post("/new")
def add() -> ResponseReturnValue:
    """Put a new model clause into the library."""
    filing, made = _filing(), _draft()
    with writing() as access:
        _require_editor(access)
        clause = _clause(access, request.form.get("clause", ""))
        number = add_model_clause(
            access.connection,
            filing,
            Draft(made.text, made.when_to_use, clause),
            access.user.name,
            access.visible,
        )
    flash(_("It is now in the clause library for everyone to reuse."), "done")
    return redirect(url_for("model_clauses.show", number=number))


@blueprint.post("/<int:number>")
def revise(number: int) -> ResponseReturnValue:
    """Add a new version."""
    filing, made = _filing(), _draft()
    with writing() as access:
        _require_editor(access)
        revise_model_clause(
            access.connection,
            number,
            filing,
            made,
            access.user.name,
            seen=request.form.get("version", 0, type=int),
        )
    flash(_("Saved."), "done")
    return redirect(url_for("model_clauses.show", number=number))


@blueprint.post("/<int:number>/withdrawn")
def withdraw(number: int) -> ResponseReturnValue:
    """Stop offering a model clause, or offer it again."""
    with writing() as access:
        _require_editor(access)
        get_model_clause(access.connection, number, access.visible)
        withdrawn = request.form.get("withdrawn") == "yes"
        withdraw_model_clause(access.connection, number, access.user.name, withdrawn=withdrawn)
    return redirect(url_for("model_clauses.show", number=number))


def _shown(found: ModelClause) -> list[ShownVersion]:
    """The versions, the newest first."""
    shown = []
    before = ""
    for version in found.versions:
        edits = redline(before, version.text) if before else ()
        marks = [(edit.new_start, edit.new_end) for edit in edits if edit.new]
        shown.append(ShownVersion(version, runs(version.text, marks)))
        before = version.text
    return shown[::-1]


def _clause(access: Access, wanted: str) -> Clause | None:
    return get_clause(access.connection, wanted, access.visible) if wanted else None


def _require_editor(access: Access) -> None:
    if not may_edit_anything(access.connection, access.user):
        raise Forbidden(
            "只有能编辑合同集的人可以修改条款库。请管理员给您编辑权限。",
            "Only editors of a collection may change the clause library. Ask an administrator.",
        )


def _filing() -> Filing:
    labels = request.form.get("labels", "").replace("，", ",").replace("、", ",").split(",")
    clause_type, language = request.form.get("type", ""), request.form.get("language", "")
    title = line_in_form("title", LONGEST_TITLE)
    if clause_type not in CLAUSE_TYPES or language not in LANGUAGES or not title:
        raise UnclearModelClause(
            "请选择条款类型和语言，并填写标题。",
            "Choose the clause type and the language, and give it a title.",
        )
    kept = dict.fromkeys(" ".join(label.split()) for label in labels)
    return Filing(clause_type, language, title, tuple(filter(None, kept))[:MOST_LABELS])


def _draft() -> Draft:
    text = text_in_form("text", LONGEST_TEXT)
    if not text:
        raise UnclearModelClause("请填写条款文字。", "A model clause needs a wording.")
    return Draft(text, text_in_form("when_to_use", LONGEST_TEXT))


def _types() -> list[tuple[str, str]]:
    """Every clause type with its name, in the reader's language."""
    language = choose_language()
    return [(name, each.name(language)) for name, each in CLAUSE_TYPES.items()]
