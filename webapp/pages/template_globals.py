"""What every template may use: the words for codes, how moments and sizes are shown, addresses."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Flask
from flask_babel import LazyString, format_decimal
from flask_babel import lazy_gettext as _

from compare.names import FLAG_NAMES, KIND_NAMES
from compare.pairs import Flag, PairKind
from review.quotes import without_heading, without_number
from webapp.access import person
from webapp.durations import in_words
from webapp.fact_values import is_reckoned, party_lines, stored_parties
from webapp.language import LANGUAGES, choose_language, in_language
from webapp.news import news_count
from webapp.pages.addresses import address, static, toggled, with_arguments, without
from webapp.pages.labels import (
    BASELINES,
    CHECKS,
    CLAUSE_KINDS,
    DECISIONS,
    FIELDS,
    ITEM_EDITS,
    KINDS,
    LAPSES,
    LEVELS,
    OUTCOMES,
    REPORT_FORMATS,
    REVIEW_CHANGES,
    SOURCES,
    STATUSES,
    TEXT_LANGUAGES,
    VERDICTS,
    WEIGHTS,
    clause_type_name,
    colon,
    contract_type_name,
    item_name,
    reason_name,
    who_name,
)
from webapp.reports.formats import FORMATS, REVIEW_FORMATS

# What a template calls with a code, and the words for the codes; a code without words is shown.
NAMES: Mapping[str, Mapping[str, LazyString]] = {
    "kind_name": KINDS,
    "status_name": STATUSES,
    "outcome_name": OUTCOMES,
    "field_name": FIELDS,
    "source_name": SOURCES,
    "verdict_name": VERDICTS,
    "decision_name": DECISIONS,
    "lapse_name": LAPSES,
    "review_change_name": REVIEW_CHANGES,
    "item_edit_name": ITEM_EDITS,
    "check_name": CHECKS,
    "weight_name": WEIGHTS,
    "level_name": LEVELS,
    "text_language_name": TEXT_LANGUAGES,
}


def show_moment(value: datetime | None) -> str:
    """Day and minute in the server's time zone; nothing for None."""
    return value.astimezone().strftime("%Y-%m-%d %H:%M") if value else ""


def show_size(size: int | None) -> str:
    """Bytes as KB or MB of 1024, as file managers count; nothing for None."""
    if size is None:
        return ""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / (1024 * 1024):.1f} MB".replace(".0 ", " ")


def show_amount(amount: str) -> str:
    """``CNY 128000.00`` with its thousands parted; anything else as it is."""
    currency, _space, number = amount.partition(" ")
    try:
        return f"{currency} {format_decimal(number, '#,##0.00')}"
    except ArithmeticError:
        return amount


class Grouped(int):
    """A count whose thousands are parted where it is written: 57,131."""

    def __str__(self) -> str:
        return f"{int(self):,}"


def install(app: Flask) -> None:
    """Give the templates the words, the filters and what every page shows."""
    app.jinja_env.filters.update(
        moment=show_moment,
        size=show_size,
        amount=show_amount,
        grouped=Grouped,
        clause_type_label=clause_type_name,
        item_label=item_name,
    )
    app.jinja_env.globals.update({name: _name_in(names) for name, names in NAMES.items()})
    app.jinja_env.globals.update(
        clause_type_name=clause_type_name,
        contract_type_name=contract_type_name,
        without_heading=without_heading,
        without_number=without_number,
        is_reckoned=is_reckoned,
        party_lines=party_lines,
        stored_parties=stored_parties,
        in_language=in_language,
        colon=colon,
        who_name=who_name,
        duration=in_words,
        clause_kind_name=lambda code: CLAUSE_KINDS.get(code, _("Paragraph")),
        reason_name=reason_name,
        baseline_name=lambda code: BASELINES.get(code, ""),
        pair_kind_name=lambda code: in_language(*KIND_NAMES[PairKind(code)]),
        pair_flag_name=lambda code: in_language(*FLAG_NAMES[Flag(code)]),
        report_formats=tuple(FORMATS),
        review_formats=tuple(REVIEW_FORMATS),
        report_format_name=lambda code: REPORT_FORMATS[code],
        static=static,
        address=address,
        with_arguments=with_arguments,
        toggled=toggled,
        without=without,
    )
    app.context_processor(_on_every_page)


def _name_in(names: Mapping[str, LazyString]) -> Callable[[str], LazyString | str]:
    return lambda code: names.get(code, code)


def _on_every_page() -> dict[str, object]:
    return {
        "person": person(),
        "language": choose_language(),
        "languages": LANGUAGES,
        "navigation": (
            ("library.show", ("/documents", "/families"), "library", _("Contracts")),
            ("imports.list_runs", ("/imports",), "file-up", _("Imports")),
            ("matrix.show", ("/matrix", "/checklists", "/laws"), "table-2", _("Review")),
            ("comparison.show", ("/compare",), "columns-2", _("Compare")),
            ("saved.overview", ("/saved",), "bookmark", _("Saved")),
        ),
        "news_count": news_count,
    }
