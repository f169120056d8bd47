"""A ledger beside an import: its columns mapped to fields, its rows matched with the files."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from contracts.errors import NotFound
from ingest.ledger.applying import apply_ledger
from ingest.ledger.matching import Matching, Reason, match_rows
from ingest.ledger.planning import Change, Misfit, Problem, plan_row
from ingest.ledger.reading import Field, Ledger, guess_fields, read_ledger
from store.database import Connection
from store.import_runs import ImportRun
from store.users import may_edit
from webapp.access import Access, reading, services
from webapp.indexing import follow_index
from webapp.pages.labels import FIELDS
from webapp.receiving import sent_file

blueprint = Blueprint("ledger", __name__, url_prefix="/imports/<int:run_id>/ledger")

SHOWN = 500  # rows, and files, that are listed as left over
NAMES = {
    Field.NUMBER: lazy_gettext("Contract number (finds the file)"),
    Field.FILE: lazy_gettext("File name (finds the file)"),
    Field.COUNTERPARTY: lazy_gettext("Counterparty"),
    Field.COLLECTION: lazy_gettext("Collection"),
    **{field: FIELDS[field] for field in Field if field in FIELDS},
}
REASONS = {
    Reason.NONE: lazy_gettext("no file fits"),
    Reason.SEVERAL: lazy_gettext("several files fit"),
    Reason.TAKEN: lazy_gettext("another row already has this file"),
}

PROBLEMS = {
    Problem.UNREADABLE: lazy_gettext("cannot be read as a date or an amount"),
    Problem.EARLIER: lazy_gettext("is before the signing or the start in the same row"),
    Problem.NO_COLLECTION: lazy_gettext("is no collection that you may edit"),
    Problem.NOT_ALLOWED: lazy_gettext("is of a document that you may not edit"),
}
TOLD_AS_KEPT = (Field.AMOUNT, Field.AGREEMENT_DATE, Field.EFFECTIVE_DATE, Field.EXPIRATION_DATE)


@dataclass(frozen=True, slots=True)
class UploadedLedger:
    """The ledger that was uploaded last for an import, until it is applied."""

    name: str
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Preview:
    """What the first matched rows would change, by row and column, and what cannot be taken."""

    changes: dict[tuple[int, int], Change]
    misfits: tuple[Misfit, ...]

    @property
    def wrong(self) -> frozenset[tuple[int, int]]:
        """The cells that cannot be taken, by row and column."""
        return frozenset((misfit.row, misfit.column) for misfit in self.misfits)

    def told(self, row: int, column: int) -> str:
        """How a date or an amount would be kept; "" for other cells and what stays."""
        change = self.changes.get((row, column))
        return change.value if change and change.field in TOLD_AS_KEPT else ""


@blueprint.get("")
def show(run_id: int) -> str:
    """The form for a ledger; with one uploaded, its columns and what they match."""
    with reading() as access:
        run = access.editable_run(run_id)
        kept = _kept(run_id)
        fields = _fields(kept.ledger) if kept else {}
        matching = _matching(access, kept.ledger, fields, run_id) if kept else None
        preview = _preview(access, kept.ledger, fields, matching) if kept and matching else None
    return _page(run, kept, fields, matching, preview)


@blueprint.post("")
def upload(run_id: int) -> ResponseReturnValue:
    """Take a ledger and show what it matches; nothing is changed yet."""
    with reading() as access:
        access.editable_run(run_id)
    file = sent_file()
    if file is None:
        flash(_("Choose a CSV or XLSX file."), "error")
        return redirect(url_for("ledger.show", run_id=run_id))
    ledger = read_ledger(file.stream.read(), file.name, services().parsers)
    path = _path(run_id)
    path.parent.mkdir(exist_ok=True)
    kept = {"name": file.name, **asdict(ledger)}
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return redirect(url_for("ledger.show", run_id=run_id))


@blueprint.post("/apply")
def apply(run_id: int) -> ResponseReturnValue:
    """Record the values of the matched rows."""
    with reading() as access:
        run = access.editable_run(run_id)
        kept = _kept(run_id)
        if kept is None:
            raise NotFound("台账已经用过或不在了。", "The ledger was used already or is gone.")
        fields = _fields(kept.ledger)
        matching = _matching(access, kept.ledger, fields, run_id)
    applied = apply_ledger(
        services().database, kept.ledger, fields, matching,
        applied_by=access.user.name,
        visible=access.visible,
        may_edit=_may_edit(access),
    )  # fmt: skip
    follow_index(services())
    told = ngettext(
        "%(num)s document has new values.", "%(num)s documents have new values.", applied.changed
    )
    flash(told, "done")
    if applied.unchanged:
        flash(
            ngettext(
                "%(num)s other document already has the ledger’s values.",
                "%(num)s other documents already have the ledger’s values.",
                applied.unchanged,
            ),
            "done",
        )
    if not applied.misfits:
        return redirect(url_for("imports.show", run_id=run_id))
    return _page(run, kept, fields, matching, Preview({}, applied.misfits), applied=True)


def _page(
    run: ImportRun,
    kept: UploadedLedger | None,
    fields: dict[int, Field],
    matching: Matching | None,
    preview: Preview | None,
    *,
    applied: bool = False,
) -> str:
    return render_template(
        "pages/ledger.html",
        run=run,
        kept=kept,
        fields=fields,
        names=NAMES,
        matching=matching,
        chosen=_chosen(),
        reasons=REASONS,
        problems=PROBLEMS,
        preview=preview,
        applied=applied,
        shown=SHOWN,
    )


def _preview(
    access: Access, ledger: Ledger, fields: dict[int, Field], matching: Matching
) -> Preview:
    plans = [
        plan_row(access.connection, ledger, fields, match, access.visible, _may_edit(access))
        for match in matching.matches[:SHOWN]
    ]
    return Preview(
        {(each.row, each.column): each for plan in plans for each in plan.changes},
        tuple(misfit for plan in plans for misfit in plan.misfits),
    )


def _may_edit(access: Access) -> Callable[[Connection, int], bool]:
    return lambda connection, collection_id: may_edit(connection, access.user, collection_id)


def _fields(ledger: Ledger) -> dict[int, Field]:
    """What the columns mean: as the form says, or a guess before it was sent."""
    if "mapped" not in request.values:
        return guess_fields(ledger.head)
    fields: dict[int, Field] = {}
    for place in range(len(ledger.head)):
        field = request.values.get(f"column-{place}", type=Field)
        if field is not None and field not in fields.values():
            fields[place] = field
    return fields


def _matching(access: Access, ledger: Ledger, fields: dict[int, Field], run_id: int) -> Matching:
    return match_rows(access.connection, ledger, fields, run_id, access.visible, _chosen())


def _chosen() -> dict[int, int]:
    """By row, the document that the form takes where several fit."""
    named = {name: request.values.get(name, type=int) for name in request.values}
    return {
        int(name.removeprefix("row-")): document_id
        for name, document_id in named.items()
        if re.fullmatch(r"row-\d{1,9}", name) and document_id is not None
    }


def _path(run_id: int) -> Path:
    return services().settings.data / "ledgers" / f"{run_id}.json"


def _kept(run_id: int) -> UploadedLedger | None:
    try:
        kept = json.loads(_path(run_id).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    ledger = Ledger(
        tuple(kept["head"]),
        tuple(map(tuple, kept["rows"])),
        tuple(kept["numbers"]),
        tuple(kept.get("sheets", ())),  # kept before workbooks were read sheet by sheet
        tuple(kept.get("left_out", ())),
    )
    return UploadedLedger(kept["name"], ledger)
