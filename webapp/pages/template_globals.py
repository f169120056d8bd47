"""What every template may use: the words for codes, how moments and sizes are shown, addresses."""

from datetime import datetime

from flask import Flask
from flask_babel import format_decimal
from flask_babel import lazy_gettext as _

from compare.names import FLAG_NAMES, KIND_NAMES
from compare.pairs import Flag, PairKind
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
    app.jinja_env.globals.update(
        clause_type_name=clause_type_name,
        contract_type_name=contract_type_name,
        is_reckoned=is_reckoned,
        party_lines=party_lines,
        stored_parties=stored_parties,
        in_language=in_language,
        colon=colon,
        who_name=who_name,
        duration=in_words,
        kind_name=lambda code: KINDS.get(code, code),
        clause_kind_name=lambda code: CLAUSE_KINDS.get(code, _("Paragraph")),
        status_name=lambda code: STATUSES.get(code, code),
        outcome_name=lambda code: OUTCOMES.get(code, code),
        field_name=lambda code: FIELDS.get(code, code),
        reason_name=reason_name,
        source_name=lambda code: SOURCES.get(code, code),
        verdict_name=lambda code: VERDICTS.get(code, code),
        decision_name=lambda code: DECISIONS.get(code, code),
        lapse_name=lambda code: LAPSES.get(code, code),
        baseline_name=lambda code: BASELINES.get(code, ""),
        review_change_name=lambda code: REVIEW_CHANGES.get(code, code),
        item_edit_name=lambda code: ITEM_EDITS.get(code, code),
        pair_kind_name=lambda code: in_language(*KIND_NAMES[PairKind(code)]),
        pair_flag_name=lambda code: in_language(*FLAG_NAMES[Flag(code)]),
        check_name=lambda code: CHECKS.get(code, code),
        weight_name=lambda code: WEIGHTS.get(code, code),
        level_name=lambda code: LEVELS.get(code, code),
        text_language_name=lambda code: TEXT_LANGUAGES.get(code, code),
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
