"""One document: its clauses with tags, its text, its versions and facts; new versions of it."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compare.family_offers import relatives
from contracts.clause import Clause
from contracts.corrections import TagCorrection
from contracts.document import Version
from contracts.errors import NotFound
from ingest.tags.learning import closest_corrections
from review.house_checklists import checklists_in_force
from store.collections import list_collections
from store.documents import get_document, newest_readable, versions_of
from store.facts import correct_fact, facts_of
from store.import_items import Outcome, members_of
from store.readings import blocks_of, clauses_of, tags_of
from store.tag_corrections import corrections_of
from webapp.access import Access, reading, writing
from webapp.fact_values import FIELD_ORDER, typed_value
from webapp.language import in_language
from webapp.pages.basis import read_at_once
from webapp.pages.document_marks import clauses_of_facts, marks_in_text, words_of_tag
from webapp.pages.labels import KINDS, TEXT_LANGUAGES
from webapp.pages.moving import targets
from webapp.pages.originals import has_pages
from webapp.pages.page_pane import chosen_side, page_pane
from webapp.pages.reading_text import sections_of
from webapp.pages.tag_pane import TagPane, tag_pane
from webapp.receiving import receive_version, sent_file

blueprint = Blueprint("documents", __name__, url_prefix="/documents/<int:document_id>")

WIDE_LABEL = 6  # characters: "Section 12." needs a wider column than 第十二条


@blueprint.get("")
def show(document_id: int) -> str:
    """A version's text; the address names the version, a clause to go to, and words to mark."""
    with reading() as access:
        versions = versions_of(access.connection, document_id, access.visible)
        version = _chosen(access, versions)
    basis = read_at_once(access, version)
    with reading() as access:
        document = get_document(access.connection, document_id, access.visible)
        clauses = clauses_of(access.connection, version.id, access.visible)
        facts = facts_of(access.connection, document_id, access.visible)
        found = list_collections(access.connection, access.visible)
        current = next((c for c in clauses if c.id == request.args.get("clause")), None)
        tags = tags_of(access.connection, version.id, access.visible)
        corrections = corrections_of(access.connection, document_id, access.visible)
        checklists = checklists_in_force(access.connection)
        shown_tags = tag_pane(clauses, tags, corrections, current, checklists)
        sections = sections_of(
            blocks_of(access.connection, version.id, access.visible),
            clauses,
            tags,
            [*marks_in_text(clauses, facts, version), *words_of_tag(shown_tags)],
        )
        side = chosen_side(version)
        return render_template(
            "pages/document.html",
            document=document,
            collection=next(c for c in found if c.id == document.collection_id),
            versions=versions,
            version=version,
            basis=basis,
            sections=sections,
            current=current,
            wide_labels=any(len(clause.number_label) > WIDE_LABEL for clause in clauses),
            facts={fact.field: fact for fact in facts},
            fact_fields=FIELD_ORDER,
            evidence=clauses_of_facts(facts, version, clauses),
            editable=access.may_edit(document.collection_id),
            targets=targets(access, document.collection_id),
            kinds=KINDS,
            text_languages=TEXT_LANGUAGES,
            query_text=request.args.get("q", ""),
            has_pages=has_pages(version),
            side=side,
            relatives=relatives(access.connection, document_id, access.visible),
            members=members_of(access.connection, version.id, access.visible),
            pane=page_pane(version, sections, current) if side == "page" else None,
            tag_pane=shown_tags,
            alike=_alike(access, clauses, shown_tags),
            corrections=corrections,
            only_uncertain="uncertain" in request.args,
        )


@blueprint.post("/facts/<field>")
def correct(document_id: int, field: str) -> ResponseReturnValue:
    """Record the person's value of a fact."""
    with writing() as access:
        access.editable_document(document_id)
        correct_fact(
            access.connection,
            document_id,
            field,
            typed_value(field, request.form.get("value", "")),
            access.user.name,
            access.visible,
        )
    flash(_("Saved. Your value stays even when the file is read again."), "done")
    return redirect(url_for("documents.show", document_id=document_id, _anchor="facts"))


@blueprint.post("/versions")
def add_version(document_id: int) -> ResponseReturnValue:
    """Receive a new version of the document."""
    file = sent_file()
    with reading() as access:
        document = access.editable_document(document_id)
    if file is None:
        flash(_("Choose a file."), "error")
        return redirect(url_for("documents.show", document_id=document_id))
    item = receive_version(access.user.name, document, file)
    if item.failure is not None:
        flash(in_language(item.failure.message_zh, item.failure.message_en), "error")
    elif item.outcome is Outcome.DUPLICATE:
        flash(_("This file is already in the collection; no version was added."), "attention")
    else:
        flash(_("The new version has been received and is being read."), "done")
    return redirect(
        url_for("documents.show", document_id=item.document_id or document_id, side="versions")
    )


def _chosen(access: Access, versions: Sequence[Version]) -> Version:
    """The version that the address names, else the newest that could be read, else the newest."""
    wanted = request.args.get("version", type=int)
    if wanted is not None:
        for version in versions:
            if version.id == wanted:
                return version
        raise NotFound("这份文件没有这个版本。", "The document has no such version.")
    readable = newest_readable(access.connection, versions[-1].document_id, access.visible)
    return readable or versions[-1]


def _alike(
    access: Access, clauses: Sequence[Clause], pane: TagPane
) -> Mapping[str, Sequence[TagCorrection]]:
    """Clause type → the corrections that a tag in the pane was learned from, the closest first."""
    learned = any(one.tag.reason == "lesson" for one in (*pane.tags, *pane.rejected))
    if pane.clause is None or not learned:
        return {}
    return closest_corrections(access.connection, clauses, pane.clause, access.visible)
