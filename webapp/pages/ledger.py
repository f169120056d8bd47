"""A ledger beside an import: its columns mapped to fields, its rows matched with the files."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from contracts.errors import NotFound
from ingest.ledger.applying import Misfit, apply_ledger
from ingest.ledger.matching import Matching, Reason, match_rows
from ingest.ledger.reading import Field, Ledger, guess_fields, read_ledger
from store.import_runs import ImportRun
from store.users import may_edit
from webapp.access import Access, reading, services
from webapp.loading import follow_index
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


@dataclass(frozen=True, slots=True)
class UploadedLedger:
    """The ledger that was uploaded last for an import, until it is applied."""

    name: str
    ledger: Ledger


@blueprint.get("")
def show(run_id: int) -> str:
    """The form for a ledger; with one uploaded, its columns and what they match."""
    with reading() as access:
        run = access.editable_run(run_id)
        kept = _kept(run_id)
        fields = _fields(kept.ledger) if kept else {}
        matching = _matching(access, kept.ledger, fields, run_id) if kept else None
    return _page(run, kept, fields, matching, ())


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
        may_edit=lambda connection, id: may_edit(connection, access.user, id),
    )  # fmt: skip
    follow_index(services())
    told = ngettext(
        "%(num)s document has new values.", "%(num)s documents have new values.", applied.changed
    )
    flash(told, "done")
    if applied.changed < len(matching.matches):
        flash(_("The other documents already have the ledger’s values."), "done")
    if not applied.misfits:
        return redirect(url_for("imports.show", run_id=run_id))
    return _page(run, kept, fields, matching, applied.misfits)


def _page(
    run: ImportRun,
    kept: UploadedLedger | None,
    fields: dict[int, Field],
    matching: Matching | None,
    misfits: tuple[Misfit, ...],
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
        misfits=misfits,
        shown=SHOWN,
    )


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
    rows, numbers = tuple(map(tuple, kept["rows"])), tuple(kept["numbers"])
    return UploadedLedger(kept["name"], Ledger(tuple(kept["head"]), rows, numbers))
