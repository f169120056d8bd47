"""The words for what is stored as a code: kinds, statuses, outcomes, fields, reasons, roles."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from contracts.clause_types import CLAUSE_TYPES
from contracts.contract_types import CONTRACT_TYPES
from contracts.tag_reasons import TAG_REASONS
from review.checklist import ChecklistItem
from webapp.acting import COMMAND_LINE
from webapp.language import choose_language, in_language

KINDS: Mapping[str, LazyString] = {
    "contract": _("Contract"),
    "template": _("Template"),
    "policy": _("Policy"),
    "terms": _("Terms"),
    "law": _("Statute"),
    "other": _("Other document"),
}
CLAUSE_KINDS: Mapping[str, LazyString] = {  # what a clause without a number is called
    "preamble": _("Opening"),
    "signature": _("Signatures"),
    "attachment": _("Attachment"),
}
STATUSES: Mapping[str, LazyString] = {
    "received": _("waiting to be read"),
    "parsed": _("read, being indexed"),
    "indexed": _("searchable"),
    "failed": _("unreadable"),
    "quarantined": _("set aside"),
    "unpacked": _("unpacked"),
}
OUTCOMES: Mapping[str, LazyString] = {
    "received": _("in progress"),
    "indexed": _("indexed"),
    "duplicate": _("duplicate"),
    "attention": _("needs attention"),
    "failed": _("failed"),
    "skipped": _("skipped"),
    "unpacked": _("unpacked"),
}
FIELDS: Mapping[str, LazyString] = {
    "title": _("Title"),
    "kind": _("Kind"),
    "contract_type": _("Contract type"),
    "contract_number": _("Contract number"),
    "parties": _("Parties"),
    "agreement_date": _("Signed on"),
    "effective_date": _("In force from"),
    "expiration_date": _("Expires on"),
    "amount": _("Amount"),
    "term": _("Term"),
    "renewal_term": _("Renewal"),
    "governing_law": _("Governing law"),
    "language": _("Language"),
}
TEXT_LANGUAGES: Mapping[str, LazyString] = {
    "zh-Hans": _("Simplified Chinese"),
    "zh-Hant": _("Traditional Chinese"),
    "en": _("English"),
}
SOURCES: Mapping[str, LazyString] = {
    "rule": _("Rules"),
    "model": _("Trained model"),
    "person": _("A person"),
}
VERDICTS: Mapping[str, LazyString] = {
    "present": _("present"),
    "weak": _("weak"),
    "missing": _("missing"),
    "unacceptable": _("unacceptable"),
    "not_applicable": _("not applicable"),
    "waived": _("waived"),
}
DECISIONS: Mapping[str, LazyString] = {
    "confirmed": _("Confirmed"),
    "not_applicable": _("Marked as not applicable"),
    "waived": _("Waived"),
    "withdrawn": _("Decision withdrawn"),
}
LAPSES: Mapping[str, LazyString] = {
    "expired": _("the waiver has expired"),
    "item_changed": _("the checklist item was edited"),
    "law_changed": _("the entry of a law it is based on was edited"),
    "found_otherwise": _("the finding is different now"),
    "passage_gone": _("the passage it was based on is gone or reads differently"),
    "passage_added": _("another passage is not acceptable either"),
}
BASELINES: Mapping[str, LazyString] = {
    "new": _("new since the previous version"),
    "updated": _("a different gap from the previous version"),
    "absent": _("closed since the previous version"),
}
REVIEW_CHANGES: Mapping[str, LazyString] = {
    "new_version": _("there is a new version"),
    "new_decision": _("a decision was made since"),
    "item_changed": _("an item was edited"),
    "item_added": _("an item was added"),
    "law_changed": _("the entry of a law was edited"),
    "law_added": _("a law was added to the register"),
    "finding_changed": _("a finding has changed"),
    "waiver_ended": _("the waiver has expired"),
    "decision_lapsed": _("what the decision was based on has changed"),
}
ITEM_EDITS: Mapping[str, LazyString] = {
    "added": _("new item"),
    "removed": _("item removed"),
    "changed": _("item edited"),
}
CHECKS: Mapping[str, LazyString] = {
    "laws": _("Laws cited"),
    "amounts_in_words": _("Amounts in words"),
    "cross_references": _("Cross-references"),
    "attachments": _("Attachments"),
    "party_names": _("Party names"),
    "blanks": _("Blanks"),
    "placeholders": _("Placeholders"),
    "scripts": _("Characters"),
}
WEIGHTS: Mapping[str, LazyString] = {"defect": _("defect"), "note": _("note")}
LEVELS: Mapping[str, LazyString] = {
    "mandatory": _("Mandatory"),
    "recommended": _("Recommended"),
}
REPORT_FORMATS: Mapping[str, LazyString] = {
    "html": _("Web page"),
    "docx": _("Word"),
    "pdf": _("PDF"),
    "xlsx": _("Excel"),
    "annotated": _("Annotated contract"),
}
ROLES: Mapping[str, LazyString] = {"reader": _("reads"), "editor": _("reads and edits")}


def clause_type_name(clause_type: str) -> str:
    """A clause type in the page's language; one no longer in the taxonomy by its id."""
    definition = CLAUSE_TYPES.get(clause_type)
    return in_language(definition.name_zh, definition.name_en) if definition else clause_type


def item_name(item: ChecklistItem, most: int | None = None) -> str:
    """What a checklist's item is called in few words: by ``most`` of its clause types, or all."""
    if item.label:
        return item.label.text(choose_language())
    return str(_(", ")).join(map(clause_type_name, item.clause_types[:most]))


def reason_name(reason: str) -> str:
    """Why a clause bears a tag, in the page's language."""
    words = TAG_REASONS[reason]
    return in_language(words.zh, words.en)


def colon() -> str:
    """What stands between a name and what is said of it: hanzi have a colon of their width."""
    return in_language("：", ": ")


def who_name(name: str) -> str:
    """Who did something: a person's name, or that it was done at the terminal."""
    return str(_("command line")) if name == COMMAND_LINE else name


def contract_type_name(contract_type: str) -> str:
    """A contract type in the page's language; one that a person made up as it is."""
    definition = CONTRACT_TYPES.get(contract_type)
    return in_language(definition.name_zh, definition.name_en) if definition else contract_type
